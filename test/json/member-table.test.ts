import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemberTable } from "../../src/json/member-table.js";
import { scanDocument } from "../../src/json/scan.js";
import { splice } from "../../src/json/splice.js";
import { JsonSyntaxError } from "../../src/json/syntax-error.js";
import { utf8 } from "./bytes.js";

/** Few letters, so that keys repeat; escapes, so that one key is spelled in several ways; what FNV and UTF-8 make hard. */
const key = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "\\u0061", "é", "\\ud800", "\ufffd", "\\\\", '\\"'), maxLength: 3 }),
  fc.constantFrom("__proto__", "constructor", "10", ""),
);
const value = fc.constantFrom("1", "{}", '{"a": 1}', '"b"', "[1, 2]");
const objectText = fc
  .array(fc.tuple(key, value), { maxLength: 12 })
  .map((members) => `{ ${members.map(([name, text]) => `"${name}" : ${text}`).join(" , ")} }`);

describe("MemberTable", () => {
  it("holds what the scanner finds, and knows the places of every key", () => {
    fc.assert(
      fc.property(objectText, (text) => {
        const bytes = utf8(text);
        const members = scanDocument(bytes);
        const table = MemberTable.of(bytes);
        expect(table.all()).toEqual(members);
        expect(table.length).toBe(members.length);
        const keys = [...new Set(members.map((member) => member.key))];
        expect([...table.keys()]).toEqual(keys);
        expect(table.size).toBe(keys.length);
        const placesOf = (name: string): number[] =>
          members.flatMap((member, place) => (member.key === name ? [place] : []));
        for (const [index, name] of keys.entries()) {
          expect(table.placesOf(name)).toEqual(placesOf(name));
          expect(table.keyBefore(placesOf(name)[0] ?? -1)).toBe(keys[index - 1] ?? null);
        }
        expect(table.placesOf("not there")).toEqual([]);
        const repeated = keys.map(placesOf).filter((places) => places.length > 1);
        expect(table.repeated()).toEqual(repeated.map((places) => places.map((place) => members[place])));
      }),
    );
  });

  it("follows values that grow and shrink", () => {
    fc.assert(
      fc.property(objectText, fc.array(fc.option(value), { maxLength: 12 }), (text, replacements) => {
        const bytes = utf8(text);
        const table = MemberTable.of(bytes);
        const changes = table.all().flatMap((member, place) => {
          const replacement = replacements[place] ?? null;
          return replacement === null ? [] : [{ place, ...member.value, text: replacement }];
        });
        const changed = splice(bytes, changes);
        const growth = new Map(
          changes.map(({ place, start, end, text: { length } }) => [place, length - (end - start)]),
        );
        expect(table.resized(growth).all()).toEqual(scanDocument(changed));
      }),
    );
  });

  it("holds more members than it began with room for", () => {
    const count = 3000;
    const bytes = utf8(
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]))),
    );
    const table = MemberTable.of(bytes);
    expect(table.length).toBe(count);
    for (const place of [0, 255, 256, 1023, 2999]) expect(table.placesOf(`k${place}`)).toEqual([place]);
  });

  it("checks every byte", () => {
    expect(() => MemberTable.of(utf8('{"a": 1, "b": tru}'))).toThrow(JsonSyntaxError);
  });
});
