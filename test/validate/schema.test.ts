import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { flagDefaults, flagFields, strategies } from "../../src/model/flag.js";
import { ruleList, type RuleName } from "../../src/validate/rules/rules.js";
import { validateFile } from "../../src/validate/rules/validate-file.js";
import { utf8 } from "../json/bytes.js";
import { fileText } from "./arbitraries.js";
import { cases } from "./cases.js";

interface Schema {
  readonly $defs: {
    readonly flag: { readonly properties: Record<string, { description?: string; default?: unknown }> };
  };
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../docs/feature_flags.schema.json"), "utf8"),
) as Schema;
const accepts = new Ajv2020({ allowUnionTypes: true }).compile(schema);

/** What JSON Schema can't say, or sees only after the text was parsed, when repeated keys are gone. */
const beyondSchema: readonly RuleName[] = [
  "syntax",
  "duplicate-flag",
  "duplicate-key",
  "key-is-name",
  "duplicate-name",
  "name-unicode",
  "shares-sum",
  "no-such-time",
];
const now = new Date("2026-01-31T10:30:00Z");

/** Whether the validator finds an error that a schema could. */
function isFlawed(text: Uint8Array): boolean {
  const { problems } = validateFile(text, now);
  return problems.some(({ severity, rule }) => severity === "error" && !beyondSchema.includes(rule));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("docs/feature_flags.schema.json", () => {
  it.each(cases.map(({ name, bytes }) => [name, bytes] as const))("agrees with the validator on %s", (_, bytes) => {
    const text = new TextDecoder().decode(bytes);
    if (parses(text)) expect(accepts(JSON.parse(text))).toBe(!isFlawed(bytes));
    else expect(validateFile(bytes, now).problems.map(({ rule }) => rule)).toEqual(["syntax"]);
  });

  it("agrees with the validator on whatever is generated", () => {
    fc.assert(
      fc.property(fileText, (text) => {
        // A copy that does not count is gone when the schema looks.
        const { problems } = validateFile(utf8(text), now);
        fc.pre(!problems.some(({ rule }) => rule === "duplicate-flag"));
        expect(accepts(JSON.parse(text))).toBe(!isFlawed(utf8(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves to the validator what it can't say, which the fixtures hold, each", () => {
    const errors = ruleList.filter(({ severity }) => severity === "error").map(({ name }) => name);
    const docs = readFileSync(join(import.meta.dirname, "../../docs/validate.md"), "utf8");
    const [, seen = ""] = /The schema sees the errors of the rules ([^.]*)\./.exec(docs) ?? [];
    const named = [...seen.matchAll(/`(.*?)`/g)].map(([, name]) => name);
    expect(named).toEqual(errors.filter((name) => !beyondSchema.includes(name)));
    const alone: [RuleName, string][] = [
      ["duplicate-flag", '{"a":{"name":"a"},"a":{"name":"a"}}'],
      ["duplicate-key", '{"a":{"name":"a","name":"a"}}'],
      ["key-is-name", '{"a":{"name":"b"}}'],
      ["duplicate-name", '{"a":{"name":"a"},"b":{"name":"a"}}'],
      ["name-unicode", '{"\\ud800":{"name":"\\ud800"}}'],
      ["shares-sum", '{"a":{"name":"a","ab_test_allocation":{"A":50}}}'],
      ["no-such-time", '{"a":{"name":"a","created_at":"2024-02-31"}}'],
    ];
    expect(["syntax", ...alone.map(([rule]) => rule)]).toEqual(beyondSchema);
    for (const [rule, text] of alone) {
      const found = validateFile(utf8(text), now).problems.filter(({ severity }) => severity === "error");
      expect(found.map((problem) => problem.rule)).toEqual([rule]);
      expect(accepts(JSON.parse(text))).toBe(true);
    }
  });

  it("describes every field, its default and every strategy, for editors", () => {
    const { properties } = schema.$defs.flag;
    expect(Object.keys(properties)).toEqual([...flagFields]);
    for (const [field, { description }] of Object.entries(properties)) expect(description, field).toMatch(/\.$/);
    const inline = Object.entries(properties).filter(([, property]) => "default" in property);
    for (const [field, property] of inline)
      expect(property.default).toEqual(flagDefaults[field as keyof typeof flagDefaults]);
    expect((properties["strategy"] as { enum?: unknown }).enum).toEqual(strategies);
  });
});

it("the fixtures hold a problem of every rule", () => {
  const found = new Set(cases.flatMap(({ bytes }) => validateFile(bytes, now).problems.map(({ rule }) => rule)));
  expect(ruleList.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
});
