import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containerBehind, KeyFinder } from "../../src/json/key-finder.js";
import { positionOf } from "../../src/json/position.js";
import { scanDocument } from "../../src/json/scan.js";
import { documentText, key } from "./arbitraries.js";
import { textOf, utf8 } from "./bytes.js";

/** The text of the object or list behind the key, found in pieces of so many bytes; null where that does not tell. */
function find(bytes: Uint8Array, name: string, pieceBytes: number): string | null | undefined {
  const finder = KeyFinder.for(name);
  if (finder === undefined) return null;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    finder.room.set(piece);
    finder.take(piece.length, at + pieceBytes >= bytes.length);
  }
  if (!finder.isSure) return null;
  if (finder.place === undefined) return undefined;
  const found = finder.found > 1 ? undefined : containerBehind(bytes.subarray(finder.place));
  return typeof found === "object" ? found.text : null;
}

const pieceBytes = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(100_000));

describe("a key that is found without reading the text wholly", () => {
  it("is the one that reading it wholly finds, or none is", () => {
    let found = 0;
    fc.assert(
      fc.property(documentText, key, pieceBytes, (text, name, size) => {
        const bytes = utf8(text);
        const members = scanDocument(bytes);
        const asked = [name, ...members.map((member) => member.key)];
        for (const one of asked) {
          const answer = find(bytes, one, size);
          if (answer === null) continue;
          const value = members.findLast((member) => member.key === one)?.value;
          expect(answer).toBe(value && textOf(bytes.subarray(value.start, value.end)));
          if (value !== undefined) found++;
        }
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  it("is found behind long stretches in which nothing opens or closes", () => {
    const word = fc.constantFrom("x".repeat(31), "y".repeat(50), '"', "\\", "{", "}", "[", "]", "name", "nbme");
    const words = fc.array(word, { maxLength: 8 }).map((all) => all.join(""));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4, depthSize: "medium" },
        words,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(words, tie("value"), { maxKeys: 3 }),
      ),
    }));
    const flag = fc.array(value, { maxLength: 3 });
    const flags = fc.dictionary(fc.constantFrom("name", "nbme", "another", "x".repeat(31)), flag, { maxKeys: 4 });
    const indent = fc.constantFrom(0, 2, 10);
    fc.assert(
      fc.property(flags, indent, fc.oneof(pieceBytes, fc.integer({ min: 40, max: 400 })), (document, spaces, size) => {
        const bytes = utf8(JSON.stringify(document, null, spaces));
        for (const name of ["name", "nbme", "x".repeat(31)]) {
          const answer = find(bytes, name, size);
          expect(typeof answer === "string" ? JSON.parse(answer) : answer).toEqual(document[name]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["nested in another flag", '{"a": {"b": {"x": 1}}, "c": [{"b": 2}]}', undefined],
    ["in a string of another flag", '{"a": {"x": "\\"b\\": 1, {"}, "c": {"x": "[{ \\\\"}}', undefined],
    ["in front of another", '{"b": {"b": 3}, "a": 2}', '{"b": 3}'],
    ["behind a byte order mark", '\ufeff {"b": [1]} ', "[1]"],
    ["a longer one", '{"bb": 1, "ab": 2}', undefined],
  ])("is %s", (_where, text, value) => {
    for (const size of [7, 31, 32, 33, 1000]) expect(find(utf8(text), "b", size)).toBe(value);
  });

  it.each([
    ["a key of the object is spelled with escapes", '{"\\u0062": 1, "b": {}}'],
    ["a bracket is missing", '{"b": {}'],
    ["a quote is missing", '{"b": {}, "c: 2}'],
    ["there is a bracket too many", '{"b": {}}}'],
    ["something follows the object", '{"b": {}} x'],
    ["a second object follows", '{"b": {}}{"b": 2}'],
    ["it is an array", '[{"b": {}}]'],
    ["something stands in front of the object", 'x {"b": {}}'],
    ["it is empty", " "],
    ["it is the text of another flag", '{"a": "b", "c": 1}'],
    ["it is such a text too", '{"b": {}, "a": "b"}'],
    ["it stands there twice", '{"b": {"a": 1}, "b" : {"b": 3}, "a": 2}'],
    ["it is neither object nor list", '{"b": 1}'],
  ])("is left to a reading of the whole where %s", (_why, text) => {
    for (const size of [1, 7, 31, 32, 33, 1000]) expect(find(utf8(text), "b", size)).toBeNull();
  });

  it.each(['a"b', "a\\b", "a\nb", "\ud800", "x".repeat(40_000)])("is not looked for when it is %j", (name) => {
    expect(KeyFinder.for(name)).toBeUndefined();
  });
});

describe("an object or list behind a key", () => {
  it("is not believed to be whole before its end is seen", () => {
    const text = ' : {"a": [1, "}\\"}"]} ,';
    for (let length = 0; length < text.length - 2; length++)
      expect(containerBehind(utf8(text.slice(0, length)))).toBe("more");
    expect(containerBehind(utf8(text))).toEqual({ text: '{"a": [1, "}\\"}"]}' });
  });

  it.each([": 12,", ': "{}",', ", {}", ": true}"])("is not what stands in %j", (text) => {
    expect(containerBehind(utf8(text))).toBeUndefined();
  });
});

it("the lines in front of a key are counted, however the text comes", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\r\n", "é"), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (whole, size) => {
      const bytes = utf8(`${whole}"key"\n`);
      const place = bytes.length - 1;
      const read = (buffer: Uint8Array, at: number): number => {
        const piece = bytes.subarray(at, at + Math.min(size, buffer.length));
        buffer.set(piece);
        return piece.length;
      };
      expect(KeyFinder.for("key")?.lineEndsBefore(place, read)).toBe(positionOf(bytes, place).line - 1);
    }),
    { numRuns: 2000 },
  );
});
