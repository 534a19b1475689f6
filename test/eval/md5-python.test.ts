import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { HashPrefix, residueOf } from "../../src/eval/md5.js";

const script = fileURLToPath(new URL("residues.py", import.meta.url));

function residuesByPython(texts: readonly string[]): (number | null)[] {
  const python = spawnSync("python3", [script], { input: JSON.stringify(texts), maxBuffer: 1 << 28 });
  if (python.error) throw python.error;
  expect(python.stderr.toString()).toBe("");
  return JSON.parse(python.stdout.toString()) as (number | null)[];
}

/** What user ids and names are written in; the first four are ASCII, which takes the quick way. */
const units: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "letters and digits": fc.constantFrom(...Array.from("abcxyzABCXYZ0189-_:.@")),
  "all of ASCII": fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)),
  "hexadecimal digits": fc.constantFrom(...Array.from("0123456789abcdef-")),
  "spaces and control characters": fc.constantFrom(" ", "\t", "\n", "\u0000", "\u007f"),
  "ASCII with one in five beyond": fc.constantFrom("a", "1", ":", "-", "é"),
  "Latin beyond ASCII": fc.integer({ min: 0x80, max: 0x24f }).map((code) => String.fromCharCode(code)),
  "Greek, Cyrillic, Hebrew, Arabic": fc.constantFrom(...Array.from("Σςωжщяאבשعربي")),
  "Devanagari, Thai, Chinese, Japanese, Korean": fc.constantFrom(...Array.from("हिन्दीภาษาไทย用户龍検索한국어")),
  "marks that combine": fc.constantFrom("e\u0301", "n\u0303", "a\u0308\u0323", "\u0301"),
  "emoji and other pairs": fc.constantFrom("🚀", "🙂", "👩‍💻", "🇩🇪", "𝒳", "\u{10ffff}", "\uffff"),
};

const textsPerLength = 50;
const longest = 200;

/** A text of exactly so many UTF-16 units: filled up with letters where a unit of its script would not fit any more. */
function textOf(parts: readonly string[], length: number): string {
  let text = "";
  for (const part of parts) {
    if (text.length + part.length > length) break;
    text += part;
  }
  return text.padEnd(length, "x");
}

describe("100,500 keys", () => {
  const seed = Number(process.env["FF_TEST_SEED"] ?? Date.now() % 2 ** 31);

  it(`of every length from 0 to ${longest}, in ten scripts, agree with Python (FF_TEST_SEED=${seed})`, () => {
    const texts = Object.values(units).flatMap((unit) =>
      fc
        .sample(fc.array(unit, { minLength: longest, maxLength: longest }), {
          seed,
          numRuns: textsPerLength,
        })
        .flatMap((parts) => Array.from({ length: longest + 1 }, (_, length) => textOf(parts, length))),
    );
    expect(texts).toHaveLength(100_500);
    const expected = residuesByPython(texts);
    const different = texts.filter((text, index) => residueOf(text) !== expected[index]);
    expect(different.slice(0, 3)).toEqual([]);

    // The same texts with a part of each laid out before, as a flag's name is; a cut through a pair leaves two texts
    // that have no UTF-8 of their own.
    const prefixes = new Map<string, HashPrefix>();
    const differentInParts = texts.filter((text, index) => {
      const head = text.slice(0, (index * 7) % 40);
      const prefix = prefixes.get(head) ?? new HashPrefix(head);
      prefixes.set(head, prefix);
      const rest = text.slice(head.length);
      return prefix.residueWith(rest) !== (head.isWellFormed() ? (expected[index] ?? undefined) : undefined);
    });
    expect(differentInParts.slice(0, 3)).toEqual([]);
  });

  it("half a pair has no residue here, and no UTF-8 in Python", () => {
    const unit = fc.constantFrom("a", "é", "用", "🚀", "\ud83d", "\ude80", "\udfff", "\ud800");
    const texts = fc.sample(fc.string({ unit, maxLength: 30 }), { seed, numRuns: 2_000 });
    const expected = residuesByPython(texts);
    expect(texts.map((text) => residueOf(text) ?? null)).toEqual(expected);
    expect(texts.map((text) => new HashPrefix("checkout:").residueWith(text) === undefined)).toEqual(
      expected.map((residue) => residue === null),
    );
    expect(expected.filter((residue) => residue === null).length).toBeGreaterThan(500);
  });
});
