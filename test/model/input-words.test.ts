import { describe, expect, it } from "vitest";

import { command as check } from "../../commands/check.js";
import { parseAllocation, parseList } from "../../src/model/input.js";

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
  ])("%j is a list of two", (texts, expected) => {
    expect(parseList(texts)).toEqual(expected);
  });

  it("separate the shares of a test", () => {
    expect(parseAllocation(["A=50,", "B=50"])).toEqual({ A: 50, B: 50 });
  });

  it.each([[["a,,b"]], [["a,"]], [["a,", ",b"]], [["a", ""]], [["a,,", "b"]]])("%j has an empty item", (texts) => {
    expect(() => parseList(texts)).toThrow("the list has an empty item");
  });
});

describe("what is refused", () => {
  it("is called what it is", () => {
    const attr = check.options.find(({ flags }) => flags.startsWith("--attr"));
    expect(() => attr?.parse?.(["plan"] as never)).toThrow('"plan" is not an attribute');
    expect(() => parseAllocation(["A=40", "A=60"])).toThrow(
      expect.objectContaining({ hint: "name each variant once, such as A=40 B=60" }),
    );
  });
});
