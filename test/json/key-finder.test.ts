import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyFinder, valueBehind } from "../../src/json/key-finder.js";
import { scanDocument } from "../../src/json/scan.js";
import { documentText, key } from "./arbitraries.js";
import { textOf, utf8 } from "./bytes.js";

/** The text of the value behind the last key of that name, found in pieces of so many bytes; null where it can't tell. */
function find(bytes: Uint8Array, name: string, pieceBytes: number): string | null | undefined {
  const finder = KeyFinder.for(name);
  if (finder === undefined) return null;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    finder.room.set(piece);
    finder.take(piece.length, at + pieceBytes >= bytes.length);
  }
  if (!finder.isSure) return null;
  for (const place of finder.places.toReversed()) {
    const found = valueBehind(bytes.subarray(place), true);
    if (typeof found === "object") return found.text;
  }
  return undefined;
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

  it.each([
    ["nested in another flag", '{"a": {"b": {"x": 1}}, "c": [{"b": 2}]}', undefined],
    ["in a string of another flag", '{"a": {"x": "\\"b\\": 1, {"}, "c": {"x": "[{ \\\\"}}', undefined],
    ["the text of another flag", '{"a": "b", "c": 1}', undefined],
    ["there after such a text", '{"b": 1, "a": "b"}', "1"],
    ["there twice", '{"b": 1, "b" : {"b": 3}, "a": 2}', '{"b": 3}'],
    ["behind a byte order mark", '\ufeff {"b": [1]} ', "[1]"],
    ["a longer one", '{"bb": 1, "ab": 2}', undefined],
  ])("is %s", (_where, text, value) => {
    for (const size of [7, 31, 32, 33, 1000]) expect(find(utf8(text), "b", size)).toBe(value);
  });

  it.each([
    ["a key of the object is spelled with escapes", '{"\\u0062": 1, "b": 2}'],
    ["a bracket is missing", '{"b": 1'],
    ["a quote is missing", '{"b": 1, "c: 2}'],
    ["there is a bracket too many", '{"b": 1}}'],
    ["something follows the object", '{"b": 1} x'],
    ["a second object follows", '{"b": 1}{"b": 2}'],
    ["it is an array", '[{"b": 1}]'],
    ["something stands in front of the object", 'x {"b": 1}'],
    ["it is empty", " "],
  ])("is left to a reading of the whole where %s", (_why, text) => {
    for (const size of [1, 7, 31, 32, 33, 1000]) expect(find(utf8(text), "b", size)).toBeNull();
  });

  it.each(['a"b', "a\\b", "a\nb", "\ud800", "x".repeat(40_000)])("is not looked for when it is %j", (name) => {
    expect(KeyFinder.for(name)).toBeUndefined();
  });
});

describe("a value behind a key", () => {
  it("is not believed to be whole before its end is seen", () => {
    const text = ' : {"a": [1, "}"]} ,';
    for (let length = 0; length < text.length - 2; length++)
      expect(valueBehind(utf8(text.slice(0, length)), false)).toBe("more");
    expect(valueBehind(utf8(text), false)).toEqual({ text: '{"a": [1, "}"]}' });
    expect(valueBehind(utf8(": 12"), false)).toBe("more");
    expect(valueBehind(utf8(": 12"), true)).toEqual({ text: "12" });
  });

  it("has to be JSON", () => {
    expect(() => valueBehind(utf8(": {'a': 1}"), true)).toThrow("expected a key in double quotes");
  });
});
