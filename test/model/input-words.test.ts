import { describe, expect, it } from "vitest";

import { command as check } from "../../commands/check.js";
import { nameProblem, parseAllocation, parseList } from "../../src/model/input.js";

describe("a comma and a space", () => {
  it.each([
    [
      ["u1,", "u2"],
      ["u1", "u2"],
    ],
    [
      ["u1", ",u2"],
      ["u1", "u2"],
    ],
    [
      ["u1", ",", "u2"],
      ["u1", "u2"],
    ],
    [["u1, u2"], ["u1", "u2"]],
    [["u1 u2"], ["u1", "u2"]],
    [[" u1\n u2\n"], ["u1", "u2"]],
    [["u1 , u2"], ["u1", "u2"]],
  ])("%j is a list of two", (texts, expected) => {
    expect(parseList(texts)).toEqual(expected);
  });

  it("separate the shares of a test", () => {
    for (const texts of [["A=50,", "B=50"], ["A=50 B=50"], ["A=50, B=50"], ["A = 50 B = 50"]])
      expect(parseAllocation(texts)).toEqual({ A: 50, B: 50 });
    expect(() => parseAllocation(["A=50 B=100"])).toThrow("the shares sum to 150");
    expect(() => parseAllocation(["new flow=50", "old=50"])).toThrow('"new" is not a variant with its share');
  });

  it.each([[["a,,b"]], [["a,"]], [["a,", ",b"]], [["a, ,b"]], [["a", ""]], [[" "]], [["a,,", "b"]]])(
    "%j has an empty item",
    (texts) => {
      expect(() => parseList(texts)).toThrow("the list has an empty item");
    },
  );
});

describe("what is refused", () => {
  it("is called what it is", () => {
    const attr = check.options.find(({ flags }) => flags.startsWith("--attr"));
    expect(() => attr?.parse?.(["plan"] as never)).toThrow('"plan" is not an attribute');
    expect(() => attr?.parse?.(["tier=pro"] as never)).toThrow("tier has an option of its own");
    expect(() => parseAllocation(["A=40", "A=60"])).toThrow(
      expect.objectContaining({ hint: "name each variant once, such as A=40 B=60" }),
    );
  });
});

describe("a name", () => {
  it.each<[string, string | null]>([
    ["new_dashboard", null],
    ["日本 🚀", null],
    ["👩\u200d💻 👨🏽\u200d🚀 ❤\ufe0f\u200d🔥", null],
    ["", "is empty"],
    [" ", "is empty"],
    [" a", "begins or ends with a space"],
    ["\u001b[32mA\n", "has characters that can't be shown"],
    ["a\n", "has characters that can't be shown"],
    ["\n", "has characters that can't be shown"],
    ["\ufeffa", "has characters that can't be shown"],
    ...["\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u00ad", "\u{e0061}"].map(
      (hidden): [string, string] => [`a${hidden}b`, "has characters that can't be shown"],
    ),
    ["🚀\u200d", "has characters that can't be shown"],
  ])("%j: %s", (name, problem) => {
    expect(nameProblem(name)).toBe(problem);
  });
});
