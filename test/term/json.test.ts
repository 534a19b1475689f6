import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { jsonString, renderJson } from "../../src/term/json.js";
import { names, unsafe } from "./views.js";

describe("renderJson", () => {
  it("indents by two and ends in a line feed", () => {
    expect(renderJson({ name: "日本", tags: [] })).toBe('{\n  "name": "日本",\n  "tags": []\n}\n');
  });

  it("escapes what a terminal acts on", () => {
    expect(renderJson("\u009b\u007f\u202e\u2028\u200d\u{e0041}\ud83d")).toBe(
      '"\\u009b\\u007f\\u202e\\u2028\\u200d\\udb40\\udc41\\ud83d"\n',
    );
  });

  it("parses to the same value, and shows only safe characters and its own line feeds", () => {
    const text = fc.string({ unit: "binary" });
    const value = fc.oneof(
      text,
      fc.array(text),
      fc.dictionary(text, fc.oneof(text, fc.double({ noNaN: true }), fc.boolean())),
    );
    fc.assert(
      fc.property(value, (any) => {
        const json = renderJson(any);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(any)));
        expect(json.split("\n").filter((line) => unsafe.test(line))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("knows no undefined document", () => {
    expect(renderJson(undefined)).toBe("null\n");
  });
});

it.each([...names, "user1", "", "-5", "\u0085", "\u2028", 'say "hi" \\', "\ud83d"])(
  "jsonString(%j) is safe, and reads back the same",
  (text) => {
    const written = jsonString(text);
    expect(written).not.toMatch(unsafe);
    expect(JSON.parse(written)).toBe(text);
  },
);
