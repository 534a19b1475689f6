import { expect, it } from "vitest";

import { inexactNumbers, withExactNumbers } from "../../src/json/exact.js";
import { utf8 } from "./bytes.js";

it.each([
  ['{"id": 12345678901234567890}', '{"id": "12345678901234567890"}'],
  ["[-9007199254740993, 0.12345678901234567]", '["-9007199254740993", "0.12345678901234567"]'],
  ["[1e400, -1e500, 1e-400, 4e-324]", '["1e400", "-1e500", "1e-400", "4e-324"]'],
  ['{"a": 123456789012345, "b": 1e300, "c": 0.10, "d": -0, "e": 1.5E-7}', null],
  ["[9007199254740992, 33.333333333333336, 1000000000000000000000, 0.00e999, 5e-324, 12.50E+0001]", null],
  ['["12345678901234567890", "\\" 12345678901234567890", "\\\\"]', null],
])("%s", (text, exact) => {
  expect(withExactNumbers(text)).toBe(exact ?? text);
});

it("tells a number from a string of its digits where it is marked", () => {
  expect(withExactNumbers("[12345678901234567890]", "number ")).toBe('["number 12345678901234567890"]');
});

it.each(["x", "\\n", '\\"1'])("looks past a string of millions of %j", (unit) => {
  const text = `["${unit.repeat(9_000_000 / unit.length)}", 12345678901234567890]`;
  expect(withExactNumbers(text).endsWith('", "12345678901234567890"]')).toBe(true);
});

it("tells the place of each number in bytes", () => {
  const text = '{"größe": 1e400, "12345678901234567890": [1, -12345678901234567890]}';
  const at = (digits: string): number => utf8(text.slice(0, text.indexOf(digits))).length;
  expect(inexactNumbers(utf8(text))).toEqual([
    { digits: "1e400", at: at("1e400") },
    { digits: "-12345678901234567890", at: at("-1234") },
  ]);
});
