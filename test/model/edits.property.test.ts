import { spawnSync } from "node:child_process";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { changesToUndo, undoEdit } from "../../src/history/undo.js";
import type { FlagDocument } from "../../src/model/document.js";
import type { Flag } from "../../src/model/flag.js";
import { isDamaged } from "../../src/model/parse-flag.js";
import { formatTimestamp } from "../../src/model/time.js";
import { MemoryStore } from "../../src/store/memory.js";
import { asMaps } from "../json/maps.js";
import { documentText, pythonText } from "./layouts.js";
import { keyOf, randomEdit, type Model, type RandomEdit } from "./random-edits.js";

const meta = { actor: "ada", command: "test", reason: null };
const edits = fc.array(randomEdit, { minLength: 1, maxLength: 8 });

const textOf = (document: FlagDocument): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(document.bytes);
const textsOf = (document: FlagDocument): Map<string, string> =>
  new Map([...document.keys()].map((key) => [key, document.text(key) ?? ""]));

function modelOf(document: FlagDocument): Model {
  return new Map(
    [...document.keys()].map((key): [string, Flag] => {
      const flag = document.get(key);
      if (flag === undefined || isDamaged(flag)) throw new Error(`flag ${key} can't be read`);
      return [key, flag];
    }),
  );
}

/** Order of flags counts; order of the keys inside them does not. */
const comparable = (model: Model): unknown => [...model].map(([key, flag]) => [key, asMaps(flag)]);

/** What differs between the two files is one stretch, no longer than the flag's own text in either. */
function expectOnlyFlagDiffers(before: FlagDocument, after: FlagDocument, key: string): void {
  const [one, other] = [before.bytes, after.bytes];
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  for (const document of [before, after])
    expect(document.bytes.length - start - end).toBeLessThanOrEqual(Buffer.byteLength(document.text(key) ?? ""));
}

/** A clock that goes on a second with each edit, and a file in memory. */
class Workshop {
  readonly #clock = { second: 0 };
  readonly store: MemoryStore;

  constructor(text: string) {
    this.store = new MemoryStore(() => new Date(this.#clock.second * 1000), text);
  }

  async edit(random: RandomEdit): Promise<{ key: string; stamp: string; before: FlagDocument; after: FlagDocument }> {
    const before = await this.store.read();
    const key = keyOf(random, [...before.keys()]);
    this.#clock.second++;
    const { after } = await this.store.update(random.edit(key, before.has(key)), meta);
    return { key, stamp: formatTimestamp(new Date(this.#clock.second * 1000)), before, after };
  }
}

describe("random edits of random files", () => {
  it("come to what a plain model says, and keep the text of every other flag", async () => {
    await fc.assert(
      fc.asyncProperty(documentText, edits, async (text, sequence) => {
        const workshop = new Workshop(text);
        let model = modelOf(await workshop.store.read());
        for (const random of sequence) {
          const { key, stamp, before, after } = await workshop.edit(random);
          model = random.expected(model, key, stamp);
          expect(comparable(modelOf(after))).toEqual(comparable(model));
          const others = textsOf(before);
          others.delete(key);
          const kept = textsOf(after);
          kept.delete(key);
          expect([...kept]).toEqual([...others]);
          if (before.has(key) && after.has(key)) expectOnlyFlagDiffers(before, after, key);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("can be replayed from the history", async () => {
    await fc.assert(
      fc.asyncProperty(documentText, edits, async (text, sequence) => {
        const workshop = new Workshop(text);
        const replayed = textsOf(await workshop.store.read());
        for (const random of sequence) await workshop.edit(random);
        for (const { flag, before, after } of (await workshop.store.history()).entries) {
          expect(replayed.get(flag!) ?? null).toBe(before);
          if (after === null) replayed.delete(flag!);
          else replayed.set(flag!, after);
        }
        expect([...replayed].sort()).toEqual([...textsOf(await workshop.store.read())].sort());
      }),
      { numRuns: 500 },
    );
  });

  it("are taken back byte for byte, one after the other, by undo", async () => {
    await fc.assert(
      fc.asyncProperty(documentText, edits, async (text, sequence) => {
        for (const [index, random] of sequence.entries()) {
          const workshop = new Workshop(text);
          for (const earlier of sequence.slice(0, index)) await workshop.edit(earlier);
          const { key, before, after } = await workshop.edit(random);
          if (textOf(before) === textOf(after)) continue;
          const { entries } = await workshop.store.history();
          await workshop.store.update(undoEdit(changesToUndo(entries, key)), meta);
          const back = await workshop.store.read();
          expect([...textsOf(back)]).toEqual([...textsOf(before)]);
          // A file without flags shows no layout that a flag could be put back in.
          if (before.size > 0 && after.size > 0) expect(textOf(back)).toBe(textOf(before));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("what ff writes and Python's json.dump(indent=2)", () => {
  const program = `
import json, sys
json.dump([json.dumps(json.loads(text), indent=2) + "\\n" for text in json.load(sys.stdin)], sys.stdout)
`;

  it("are the same bytes, where the file was in Python's style", async () => {
    const written: string[] = [];
    for (const [text, sequence] of fc.sample(fc.tuple(pythonText, edits), 500)) {
      const workshop = new Workshop(text);
      for (const random of sequence) await workshop.edit(random);
      written.push(textOf(await workshop.store.read()));
    }
    const python = spawnSync("python3", ["-c", program], { input: JSON.stringify(written), maxBuffer: 1 << 28 });
    expect(python.stderr.toString()).toBe("");
    expect(JSON.parse(python.stdout.toString())).toEqual(written);
  });
});
