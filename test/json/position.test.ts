import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { PositionFinder, positionOf, positionsOf } from "../../src/json/position.js";
import { utf8 } from "./bytes.js";

function placeOf(text: string, mark: string): [line: number, column: number] {
  const { line, column } = positionOf(utf8(text), utf8(text.slice(0, text.indexOf(mark))).length);
  return [line, column];
}

describe("line and column", () => {
  it.each([
    ["^", [1, 1]],
    ["ab^", [1, 3]],
    ["a\n^", [2, 1]],
    ["a\nbc^", [2, 3]],
    ["a\r\nb\r\nc^", [3, 2]],
    ["a\rb\rc^", [3, 2]],
    ["\n\r\n\r\r^", [5, 1]],
    ["a\n\n\nb^", [4, 2]],
    ["日本🚀é^", [1, 5]],
    ["e\u0301^", [1, 3]],
    ["\ufeffab^", [1, 3]],
    ["\ufeff\nab^", [2, 3]],
    ["a\n\ufeffb^", [2, 3]],
    ["a\u2028b^", [1, 4]],
    ["\t\tb^", [1, 4]],
  ])("of ^ in %j are %j", (text, place) => {
    expect(placeOf(text, "^")).toEqual(place);
  });

  it("takes the line feed of a CRLF as part of its line", () => {
    expect(positionOf(utf8("a\r\nb"), 2)).toMatchObject({ line: 1, column: 3 });
  });

  it("stays inside the text", () => {
    expect(positionOf(utf8("ab\nc"), 99)).toMatchObject({ line: 2, column: 2 });
    expect(positionOf(utf8("ab"), -1)).toMatchObject({ line: 1, column: 1 });
    expect(positionOf(utf8("\ufeffab"), 1)).toMatchObject({ line: 1, column: 1, excerpt: "ab" });
    expect(positionOf(utf8(""), 0)).toEqual({ line: 1, column: 1, excerpt: "", excerptColumn: 1 });
  });
});

const texts = fc.array(fc.constantFrom("a", "é", "🚀", "\n", "\r", "\r\n", "\t", "\u2028"), { maxLength: 30 });

it("places that are looked for one after the other, in any order, are those found alone", () => {
  fc.assert(
    fc.property(fc.boolean(), texts, fc.array(fc.nat(60)), (mark, parts, offsets) => {
      const bytes = utf8((mark ? "\ufeff" : "") + parts.join(""));
      const finder = new PositionFinder(bytes);
      for (const offset of offsets) expect(finder.at(offset)).toEqual(positionOf(bytes, offset));
    }),
  );
});

it("many places in one pass are those told one by one", () => {
  fc.assert(
    fc.property(fc.boolean(), texts, fc.array(fc.nat(60)), (mark, parts, picks) => {
      const bytes = utf8((mark ? "\ufeff" : "") + parts.join(""));
      const offsets = picks.toSorted((one, other) => one - other);
      const alone = offsets.map((offset) => positionOf(bytes, offset)).map(({ line, column }) => ({ line, column }));
      expect(positionsOf(bytes, offsets)).toEqual(alone);
    }),
  );
});

describe("the excerpt", () => {
  it("is the whole line where it is short", () => {
    const text = '{\r\n  "a": x,\r\n}';
    expect(positionOf(utf8(text), text.indexOf("x"))).toEqual({
      line: 2,
      column: 8,
      excerpt: '  "a": x,',
      excerptColumn: 8,
    });
  });

  it("is cut around the column where the line is long", () => {
    const { excerpt, excerptColumn, column } = positionOf(utf8("é".repeat(400) + "X" + "ü".repeat(400)), 800);
    expect(column).toBe(401);
    expect(excerpt).toBe("…" + "é".repeat(50) + "X" + "ü".repeat(49) + "…");
    expect(excerpt[excerptColumn - 1]).toBe("X");
  });

  it("counts characters, not code units, for the caret", () => {
    expect(positionOf(utf8("🚀🚀x"), 8)).toMatchObject({ excerpt: "🚀🚀x", excerptColumn: 3, column: 3 });
  });

  it("stays short where no byte starts a character", () => {
    const stray = new Uint8Array(100_000).fill(0x80);
    expect(positionOf(stray, 0).excerpt.length).toBeLessThan(300);
    expect(positionOf(stray, 100_000).excerpt.length).toBeLessThan(300);
  });

  it("shows no control characters", () => {
    expect(positionOf(utf8("\ta\u001b[31m\u0000\u009bx"), 1).excerpt).toBe(" a\ufffd[31m\ufffd\ufffdx");
  });

  it("shows bytes that are not UTF-8 as replacement characters", () => {
    expect(positionOf(Uint8Array.from([0x61, 0xff, 0x62, 0xe2, 0x82]), 1)).toMatchObject({
      column: 2,
      excerpt: "a\ufffdb\ufffd",
    });
  });
});
