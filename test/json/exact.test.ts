import { expect, it } from "vitest";

import { withExactNumbers } from "../../src/json/exact.js";

it.each([
  ['{"id": 12345678901234567890}', '{"id": "12345678901234567890"}'],
  ["[-1234567890123456, 0.1234567890123456]", '["-1234567890123456", "0.1234567890123456"]'],
  ['{"a": 123456789012345, "b": 1e300, "c": 0.10, "d": -0, "e": 1.5E-7}', null],
  ['["12345678901234567890", "\\" 12345678901234567890", "\\\\"]', null],
])("%s", (text, exact) => {
  expect(withExactNumbers(text)).toBe(exact ?? text);
});

it("tells a number from a string of its digits where it is marked", () => {
  expect(withExactNumbers("[12345678901234567890]", "number ")).toBe('["number 12345678901234567890"]');
});
