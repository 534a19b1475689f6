import { createHash } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { HashPrefix } from "../../src/eval/md5.js";

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

  it("agrees with node:crypto on any text that has UTF-8", () => {
    const text = fc.string({ unit: "binary", maxLength: 80 });
    fc.assert(
      fc.property(text, text, (head, tail) => {
        expect(new HashPrefix(head).residueWith(tail)).toBe(residueByNode(head + tail));
      }),
      { numRuns: 3_000 },
    );
  });

  it("keeps nothing of one text in the next", () => {
    const prefix = new HashPrefix("checkout:");
    const texts = ["a-long-user-id-that-fills-the-block-to-the-end", "u", "用户", "x".repeat(200), "u", ""];
    expect(texts.map((text) => prefix.residueWith(text))).toEqual(
      texts.map((text) => residueByNode(`checkout:${text}`)),
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
