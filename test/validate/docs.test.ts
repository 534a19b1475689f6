import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

import { ruleList } from "../../src/validate/rules/rules.js";

const docs = readFileSync(join(import.meta.dirname, "../../docs/validate.md"), "utf8");

it("docs/validate.md lists the rules as they are", () => {
  const rows = docs.split("\n").flatMap((line) => {
    const [name, severity, summary, fixable] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return severity === "error" || severity === "warning" ? [[name, severity, summary, fixable]] : [];
  });
  expect(rows).toEqual(
    ruleList.map(({ name, severity, summary, fixable }) => [`\`${name}\``, severity, summary, fixable ?? ""]),
  );
});
