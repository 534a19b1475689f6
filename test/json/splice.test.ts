import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Splice, splice } from "../../src/json/splice.js";
import { textOf, utf8 } from "./bytes.js";

function spliced(text: string, ...splices: Splice[]): string {
  return textOf(splice(utf8(text), splices));
}

describe("splice", () => {
  it("replaces, inserts and removes", () => {
    expect(spliced("0123456789", { start: 2, end: 4, text: "XYZ" })).toBe("01XYZ456789");
    expect(spliced("0123456789", { start: 10, end: 10, text: "X" })).toBe("0123456789X");
    expect(spliced("0123456789", { start: 0, end: 9, text: "" })).toBe("9");
    expect(spliced("0123456789")).toBe("0123456789");
  });

  it("takes the splices in any order, in the offsets of the old text", () => {
    const a = { start: 1, end: 2, text: "aaaa" };
    const b = { start: 5, end: 8, text: "" };
    const c = { start: 8, end: 8, text: "ü" };
    expect(spliced("0123456789", a, b, c)).toBe("0aaaa234ü89");
    expect(spliced("0123456789", c, a, b)).toBe("0aaaa234ü89");
  });

  it("writes UTF-8", () => {
    expect(splice(utf8("[]"), [{ start: 1, end: 1, text: "🚀" }])).toEqual(
      Uint8Array.of(0x5b, 0xf0, 0x9f, 0x9a, 0x80, 0x5d),
    );
  });

  it("never writes into the old bytes", () => {
    const old = utf8("0123");
    splice(old, [{ start: 0, end: 4, text: "abcd" }]);
    expect(textOf(old)).toBe("0123");
  });

  it.each([
    ["overlap", { start: 2, end: 5 }, { start: 4, end: 6 }],
    ["lie inside one another", { start: 2, end: 8 }, { start: 4, end: 6 }],
    ["insert inside a replacement", { start: 2, end: 5 }, { start: 3, end: 3 }],
    ["replace the same", { start: 2, end: 5 }, { start: 2, end: 5 }],
    ["insert at the same offset", { start: 3, end: 3 }, { start: 3, end: 3 }],
  ])("refuses two that %s", (_, one, other) => {
    expect(() => spliced("0123456789", { ...one, text: "a" }, { ...other, text: "b" })).toThrow(RangeError);
    expect(() => spliced("0123456789", { ...other, text: "b" }, { ...one, text: "a" })).toThrow(RangeError);
  });

  it("allows an insertion right before or behind a replacement", () => {
    const replacement = { start: 3, end: 5, text: "-" };
    expect(spliced("0123456789", replacement, { start: 3, end: 3, text: "a" })).toBe("012a-56789");
    expect(spliced("0123456789", { start: 5, end: 5, text: "a" }, replacement)).toBe("012-a56789");
  });

  it.each([
    { start: -1, end: 2 },
    { start: 5, end: 4 },
    { start: 9, end: 11 },
    { start: NaN, end: 2 },
  ])("refuses %j, which is not inside the text", (span) => {
    expect(() => spliced("0123456789", { ...span, text: "" })).toThrow(RangeError);
  });

  it("equals the same edits on a string, done from behind", () => {
    const cuts = fc.uniqueArray(fc.nat(40), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(
        fc.string({ minLength: 40, maxLength: 40, unit: "grapheme-ascii" }),
        cuts,
        fc.string({ unit: "grapheme" }),
        (text, offsets, insert) => {
          const sorted = offsets.toSorted((a, b) => a - b);
          const splices: Splice[] = [];
          for (let i = 0; i + 1 < sorted.length; i += 2)
            splices.push({ start: sorted[i]!, end: sorted[i + 1]!, text: `${insert}${i}` });
          const expected = splices.reduceRight(
            (old, { start, end, text: put }) => old.slice(0, start) + put + old.slice(end),
            text,
          );
          expect(spliced(text, ...splices.toReversed())).toBe(expected);
        },
      ),
    );
  });
});
