import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Pieces } from "../../src/json/pieces.js";
import { splicePieces } from "../../src/json/splice.js";
import { textOf, utf8 } from "./bytes.js";

describe("pieces", () => {
  it("give the same as if they stood together", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9 })), fc.nat(60), fc.nat(60), (all, one, other) => {
        const together = new Uint8Array(Buffer.concat(all));
        const [start = 0, end = 0] = [one, other].map((at) => Math.min(at, together.length)).sort((a, b) => a - b);
        const pieces = new Pieces(all);
        expect(pieces.slice(start, end)).toEqual(together.subarray(start, end));
        expect(pieces.joined).toEqual(together);
        expect(pieces.length).toBe(together.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("share what they can with what they were made of", () => {
    const [first, second] = [utf8("0123"), utf8("4567")];
    const pieces = new Pieces([first, second]);
    expect(pieces.slice(4, 7).buffer).toBe(second.buffer);
    expect(textOf(pieces.slice(2, 6))).toBe("2345");
    expect(new Pieces([first]).joined).toBe(first);
  });
});

describe("a long text that is spliced", () => {
  const text = utf8("x".repeat(2 * 1024 * 1024));
  const at = (count: number) => Array.from({ length: count }, (_, n) => ({ start: 2 * n, end: 2 * n + 1, text: "yy" }));

  it("is not copied", () => {
    const { all } = splicePieces(text, at(2));
    expect(all.at(-1)?.buffer).toBe(text.buffer);
  });

  it("is in one piece where it would be in many, each of which would be written by itself", () => {
    expect(splicePieces(text, at(100)).all).toHaveLength(1);
    expect(splicePieces(text, at(100)).length).toBe(text.length + 100);
  });

  it("is in one piece where it is short", () => {
    expect(splicePieces(text.subarray(0, 1000), at(2)).all).toHaveLength(1);
  });
});
