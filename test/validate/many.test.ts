import { expect, it } from "vitest";

import { validateFile } from "../../src/validate/rules/validate-file.js";
import { utf8 } from "../json/bytes.js";

/** An object with so many keys, each of them with the same value. */
const many = (count: number, value: unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, value]));

// So many that what looks at all of them for each one runs into the time limit of a test.
it.each([
  ["flags that share a name", "duplicate-name", 40_000, many(40_000, { name: "same" })],
  ["variants that nobody gets", "unused-variant", 10_000, { a: { ab_test_allocation: many(10_000, 0) } }],
  ["shares of the wrong type", "type", 10_000, { a: { ab_test_allocation: many(10_000, "x") } }],
  ["keys that nobody reads", "unknown-key", 70_000, { a: many(70_000, 0) }],
])("%s are each told of, however many they are", (_name, rule, count, flags) => {
  const { problems } = validateFile(utf8(JSON.stringify(flags)), new Date("2026-01-31T10:30:00Z"));
  expect(problems.filter((problem) => problem.rule === rule)).toHaveLength(count);
});
