import { createHash } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { HashPrefix, residueOf } from "../../src/eval/md5.js";

function residueByNode(text: string): number {
  return Number(BigInt(`0x${createHash("md5").update(text, "utf8").digest("hex")}`) % 100_000n);
}

const scripts = {
  ASCII: ["a", "Z", "0", ":", "~", "\u0000", "\u007f"],
  Latin: ["é", "ü", "ß", "x"],
  Greek: ["Σ", "ς", "ω"],
  Chinese: ["用", "户", "龍"],
  emoji: ["🚀", "🙂", "👩‍💻"],
};

describe("HashPrefix", () => {
  it.each(Object.entries(scripts))("agrees with node:crypto on %s of every length up to 300", (_script, letters) => {
    const random = fc.sample(fc.nat(letters.length - 1), 301 * 2);
    for (let length = 0; length <= 300; length++) {
      let text = "";
      for (let i = 0; text.length < length; i++) text += letters[random[(i + length) % random.length]!]!;
      for (const cut of [0, 1, 13, 54, 55, 56, text.length]) {
        const head = text.slice(0, cut);
        const tail = text.slice(cut);
        if (!head.isWellFormed() || !tail.isWellFormed()) continue;
        expect(new HashPrefix(head).residueWith(tail), JSON.stringify([head, tail])).toBe(residueByNode(text));
      }
    }
  });

  it("agrees with the plain way and with node:crypto, whatever it was asked before", () => {
    const ascii = fc.string({ unit: "binary-ascii", maxLength: 150 });
    const text = fc.oneof(
      { weight: 3, arbitrary: ascii },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
    );
    // Few prefixes in a row of many texts: the quick way keeps the last one, and has to clear what stood behind it.
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(2), text), { maxLength: 20 }),
        (heads, asked) => {
          const prefixes = heads.map((head) => new HashPrefix(head));
          for (const [index, rest] of asked) {
            const head = heads[index % heads.length]!;
            const residue = prefixes[index % heads.length]!.residueWith(rest);
            expect(residue, JSON.stringify([head, rest])).toBe(residueByNode(head + rest));
            expect(residueOf(head + rest)).toBe(residue);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["checkout:", "\ud83d"],
    ["checkout:", "a\ude80b"],
    ["\ud83d:", "ada"],
    ["用\ud83d", "\ude80户"],
  ])("has no residue for %j and %j, which have no UTF-8", (head, tail) => {
    expect(new HashPrefix(head).residueWith(tail)).toBeUndefined();
  });
});
