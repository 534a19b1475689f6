import stringWidth from "string-width";
import { describe, expect, it } from "vitest";

import { loadMeasure, truncate } from "../../src/term/width.js";
import { wrap } from "../../src/term/wrap.js";

describe("loadMeasure", () => {
  it("agrees with string-width on every character, with and without neighbours", async () => {
    const measure = await loadMeasure(["🫠"]);
    const wrong: string[] = [];
    for (let code = 0x20; code < 0x10000; code++) {
      if ((code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000)) continue;
      const text = `a${String.fromCodePoint(code)}本`;
      if (measure(text) !== stringWidth(text)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it("measures plain text without the table of widths", async () => {
    const measure = await loadMeasure(["ff list", "日本"]);
    expect(["", "ff list", "日本", "██░ 50%…"].map(measure)).toEqual([0, 7, 4, 8]);
  });
});

describe("truncate", () => {
  it.each([
    ["short", 5, "short"],
    ["longer", 5, "long…"],
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
    ["🇯🇵🇫🇷🇩🇪", 4, "🇯🇵…"],
    ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
    ["longer", 1, "…"],
    ["longer", 0, ""],
  ])("%s in %i", async (text, width, cut) => {
    expect(truncate(text, width, await loadMeasure([text]), "…")).toBe(cut);
  });
});

describe("wrap", () => {
  it("sets words in lines and leaves a longer word whole", async () => {
    const words = ["one", "two", "three", "a-word-of-its-own", "x"];
    expect(wrap(words, 7, await loadMeasure(words))).toEqual(["one two", "three", "a-word-of-its-own", "x"]);
  });
});
