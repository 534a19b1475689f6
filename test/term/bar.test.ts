import { expect, it } from "vitest";

import { bar } from "../../src/term/bar.js";

it.each([
  [0, "░░░░░░░░░░ 0%"],
  [0.001, "█░░░░░░░░░ 0.001%"],
  [30, "███░░░░░░░ 30%"],
  [55, "██████░░░░ 55%"],
  [99.9, "█████████░ 99.9%"],
  [100, "██████████ 100%"],
])("%s percent", (percent, drawn) => {
  expect(bar(percent, { unicode: true }, 10)).toBe(drawn);
});

it("is of twenty characters, in ASCII where the terminal shows no more", () => {
  expect(bar(25, { unicode: false })).toBe("#####--------------- 25%");
});
