import { expect, it } from "vitest";

import { counted, shownPercentOf, twoDecimals } from "../../src/term/count.js";

it("counts with its noun", () => {
  expect([0, 1, 1500].map((number) => counted(number, "flag"))).toEqual(["0 flags", "1 flag", "1,500 flags"]);
});

it("rounds to two decimals, but nobody to somebody and never up to everybody", () => {
  expect([0, 0.0001, 12.345, 99.9999, 100].map(twoDecimals)).toEqual([0, 0.01, 12.35, 99.99, 100]);
  expect(shownPercentOf(0, 0)).toBe(0);
  expect(shownPercentOf(1, 1_000_000)).toBe(0.01);
  expect(shownPercentOf(1, 800)).toBe(0.13);
  expect(shownPercentOf(999_999, 1_000_000)).toBe(99.99);
  expect(shownPercentOf(7, 7)).toBe(100);
});
