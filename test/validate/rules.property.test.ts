import fc from "fast-check";
import { expect, it } from "vitest";

import { evaluable, evaluate } from "../../src/eval/evaluate.js";
import { FfError } from "../../src/errors.js";
import { applyChanges } from "../../src/model/apply-changes.js";
import { FlagDocument } from "../../src/model/document.js";
import type { DamagedFlag, Flag, JsonValue, User } from "../../src/model/flag.js";
import { editFlag, pause } from "../../src/model/edits.js";
import { isDamaged, parseFlag } from "../../src/model/parse-flag.js";
import { parseTimestamp } from "../../src/model/time.js";
import type { Problem } from "../../src/validate/rules/problem.js";
import { mendedFields } from "../../src/validate/rules/mend.js";
import { validateFile } from "../../src/validate/rules/validate-file.js";
import { utf8 } from "../json/bytes.js";
import { domainFlag, domainText, fileText, flagValue } from "./arbitraries.js";

const now = new Date("2026-01-31T10:30:00Z");
const damaging = new Set(["type", "missing-name", "unknown-strategy"]);

it("a flag is damaged if and only if one of the rules about its shape says so", () => {
  fc.assert(
    fc.property(fileText, (text) => {
      const document = FlagDocument.fromText(text, "flags");
      const { flags, problems } = validateFile(utf8(text), now);
      expect(flags).toBe(document.size);
      const repeated = new Set(document.duplicates().map(({ key }) => key));
      for (const key of document.keys()) {
        // Of a flag that stands there twice, a problem may be one of the copy that does not count.
        if (repeated.has(key)) continue;
        const flag = document.get(key);
        const isTold = problems.some((problem) => problem.flag === key && damaging.has(problem.rule));
        expect(isTold).toBe(flag !== undefined && isDamaged(flag));
      }
    }),
    { numRuns: 1000 },
  );
});

it("every problem stands inside its flag, in the order of the file", () => {
  fc.assert(
    fc.property(fileText, (text) => {
      const lines = text.split("\n");
      const { problems } = validateFile(utf8(text), now);
      const places = problems.map(({ line, column }) => line * 1e6 + column);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      for (const { line, column, flag } of problems) {
        const text = lines[line - 1] ?? "";
        expect(text.trimStart().startsWith(`${JSON.stringify(flag)}: `)).toBe(true);
        expect(Array.from(text).length).toBeGreaterThanOrEqual(column);
      }
    }),
  );
});

it("an edit names the place that the rules name", () => {
  let refused = 0;
  fc.assert(
    fc.property(fileText, (text) => {
      const document = FlagDocument.fromText(text, "flags");
      const { problems } = validateFile(utf8(text), now);
      for (const key of document.keys()) {
        const error = refusal(() => applyChanges(document, editFlag(key, "must exist", pause)(document, now)));
        if (error === undefined) continue;
        refused++;
        const { location } = error;
        expect(location).toHaveProperty("excerpt");
        const told = problems.filter(({ flag, rule }) =>
          error.code === "INVALID_FILE" ? rule === "duplicate-flag" : flag === key && damaging.has(rule),
        );
        expect(told).toContainEqual(expect.objectContaining({ line: location?.line, column: location?.column }));
      }
    }),
    { numRuns: 1000 },
  );
  expect(refused).toBeGreaterThan(0);
});

function refusal(edit: () => unknown): FfError | undefined {
  try {
    edit();
    return undefined;
  } catch (error) {
    if (error instanceof FfError) return error;
    throw error;
  }
}

/** Users near the lists that flags are generated with: their addresses come in every spelling, and in odd ones. */
const users: fc.Arbitrary<readonly User[]> = fc.array(
  fc.record(
    {
      userId: fc.oneof(fc.constantFrom("A", "pro", " pro", ""), fc.string()),
      email: fc
        .tuple(fc.constantFrom("ada@", "ADA@", "@", ""), fc.oneof(domainText, fc.string()))
        .map(([start, domain]) => start + domain),
      tier: fc.constantFrom("A", "pro", " pro", ""),
    },
    { requiredKeys: ["userId"] },
  ),
  { minLength: 1, maxLength: 6 },
);

function answer(flag: Flag | DamagedFlag, user: User) {
  const { enabled, variant, reason } = evaluate(evaluable(flag), "new_dashboard", user);
  return { enabled, variant, reason };
}

it("mending changes no answer of any flag, for any user", () => {
  let mendedDomains = 0;
  const flags = fc.oneof(flagValue("new_dashboard"), domainFlag("new_dashboard"));
  fc.assert(
    fc.property(flags, users, (generated, asking) => {
      const value = JSON.parse(JSON.stringify(generated)) as JsonValue;
      const fields = mendedFields(value, now).map(({ path: [field], value: mended }) => [field, mended] as const);
      if (fields.length === 0) return;
      if (fields.some(([field]) => field === "email_domains")) mendedDomains++;
      const was = parseFlag("new_dashboard", value);
      const is = parseFlag("new_dashboard", { ...(value as object), ...Object.fromEntries(fields) });
      for (const user of asking) expect(answer(is, user)).toEqual(answer(was, user));
    }),
    { numRuns: 2000 },
  );
  expect(mendedDomains).toBeGreaterThan(100);
});

it("mending leaves nothing to mend, brings nothing new, and moves no moment", () => {
  fc.assert(
    fc.property(flagValue("new_dashboard"), (generated) => {
      const value = JSON.parse(JSON.stringify(generated)) as JsonValue;
      const file = (one: unknown): Uint8Array => utf8(JSON.stringify({ new_dashboard: one }));
      const before = validateFile(file(value), now).problems;
      const fields = mendedFields(value, now).map(({ path: [field], value: mended }) => [field, mended] as const);
      const mended = fields.length === 0 ? value : { ...(value as object), ...Object.fromEntries(fields) };
      const after = validateFile(file(mended), now).problems;
      expect(fields.length > 0).toBe(before.some(({ fixable }) => fixable));
      expect(after.filter(({ fixable }) => fixable)).toEqual([]);
      // An edit may replace an `updated_at` that was no time. Nothing else goes, and nothing comes.
      const bare = ({ rule, message }: Problem) => ({ rule, message });
      const told = before.map(bare);
      const left = after.map(bare);
      expect(told).toEqual(expect.arrayContaining(left));
      const others = before.filter(({ fixable, message }) => !fixable && !/^"updated_at" is "/.test(message));
      expect(left).toEqual(expect.arrayContaining(others.map(bare)));

      const was = parseFlag("new_dashboard", value);
      const is = parseFlag("new_dashboard", mended);
      if (isDamaged(was) || isDamaged(is)) return;
      expect(parseTimestamp(is.created_at ?? "")).toEqual(parseTimestamp(was.created_at ?? ""));
    }),
    { numRuns: 1000 },
  );
});
