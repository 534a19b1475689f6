import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { safe } from "../../src/term/escape.js";
import { unsafe } from "./views.js";

const anyText = fc.string({ unit: "binary" });
// Two halves that come to be a pair are a character like any other, and kept apart here.
const loneHalves = fc
  .array(fc.integer({ min: 0xd7ff, max: 0xe000 }))
  .map((codes) => String.fromCharCode(...codes).replace(/[\ud800-\udbff](?=[\udc00-\udfff])/g, "$&-"));

describe("safe", () => {
  it.each([
    ["plain text", "plain text"],
    ["日本語 café 🫠", "日本語 café 🫠"],
    ["a\nb\tc\rd", "a\\nb\\tc\\rd"],
    ["\u001b[31m", "\\u001b[31m"],
    ["\u0000\u007f\u009b", "\\u0000\\u007f\\u009b"],
    ["a\u202eb", "a\\u202eb"],
    ["\u2028\u2029", "\\u2028\\u2029"],
    ["👨‍👩", "👨\\u200d👩"],
    ["\ud83d", "\\ud83d"],
    ["\u{e0041}", "\\u{e0041}"],
  ])("%j → %s", (text, shown) => {
    expect(safe(text)).toBe(shown);
  });

  it("spells out what JSON does as JSON does", () => {
    const escaped = fc.string({ unit: fc.integer({ min: 0, max: 0x1f }).map((code) => String.fromCharCode(code)) });
    fc.assert(fc.property(fc.oneof(escaped, loneHalves), (text) => `"${safe(text)}"` === JSON.stringify(text)));
  });

  it("lets nothing through that a terminal acts on", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, loneHalves), (text) => !unsafe.test(safe(text))),
      { numRuns: 2000 },
    );
  });

  it("lets every other character through as it is", () => {
    fc.assert(fc.property(anyText, (text) => unsafe.test(text) || safe(text) === text));
  });
});
