import { expect, it } from "vitest";

import { pInWords, significanceOf, strengthOf } from "../../src/statistics/significance.js";

it.each([
  [1, "p > 0.99", "chance"],
  [0.99, "p = 0.99", "chance"],
  [0.4321, "p = 0.43", "chance"],
  [0.01, "p = 0.01", "chance"],
  [0.0099, "p = 0.010", "unusual"],
  [0.0042, "p = 0.004", "unusual"],
  [0.001, "p = 0.001", "unusual"],
  [0.000999, "p < 0.001", "not chance"],
  [0, "p < 0.001", "not chance"],
])("%d is written %s and means %s", (p, words, significance) => {
  expect(pInWords(p)).toBe(words);
  expect(significanceOf(p)).toBe(significance);
});

it.each([
  [0, "hardly any"],
  [0.1, "weak"],
  [0.3, "moderate"],
  [0.5, "strong"],
  [1, "strong"],
])("Cramér's V of %d is %s", (v, word) => {
  expect(strengthOf(v)).toBe(word);
});
