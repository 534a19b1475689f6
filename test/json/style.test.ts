import { describe, expect, it } from "vitest";

import { scanDocument } from "../../src/json/scan.js";
import { type Style, detectStyle, render } from "../../src/json/style.js";
import { utf8 } from "./bytes.js";

const jsonDump: Style = { indent: "  ", newline: "\n", brokenLevels: Infinity, ascii: true, colon: ": ", comma: ", " };

function styleOf(text: string): Style {
  const bytes = utf8(text);
  return detectStyle(bytes, scanDocument(bytes));
}

const flags = { beta: { name: "beta", user_ids: ["a", "b"], metadata: {} }, gamma: { name: "gamma" } };

describe("detectStyle", () => {
  it("sees one character that is not ASCII wherever it stands", () => {
    const padded = utf8(`{${" ".repeat(24)}}`);
    for (let start = 0; start < 5; start++) {
      for (let at = start + 1; at < padded.length - 2; at++) {
        const bytes = padded.slice();
        expect(detectStyle(bytes.subarray(start), []).ascii).toBe(true);
        bytes.set(utf8("é"), at);
        expect(detectStyle(bytes.subarray(start), []).ascii).toBe(false);
      }
    }
  });

  it.each<[text: string, style: Style]>([
    [JSON.stringify(flags, null, 2), jsonDump],
    ["{}", jsonDump],
    ["{ }\r\n", { ...jsonDump, newline: "\r\n" }],
    [JSON.stringify(flags, null, 4), { ...jsonDump, indent: "    " }],
    [JSON.stringify(flags, null, "\t"), { ...jsonDump, indent: "\t" }],
    [JSON.stringify(flags, null, 2).replaceAll("\n", "\r\n"), { ...jsonDump, newline: "\r\n" }],
    [JSON.stringify(flags, null, 2).replaceAll("\n", "\r"), { ...jsonDump, newline: "\r" }],
    [JSON.stringify(flags), { ...jsonDump, indent: "", brokenLevels: 0, colon: ":", comma: "," }],
    ['{"a": {"b": 1, "c": 2}, "d": {}}', { ...jsonDump, indent: "", brokenLevels: 0 }],
    ['{"a": 1}', { ...jsonDump, indent: "", brokenLevels: 0 }],
    ['{"a":1}', { ...jsonDump, indent: "", brokenLevels: 0, colon: ":", comma: "," }],
    ['{"a":1, "b":2}', { ...jsonDump, indent: "", brokenLevels: 0, colon: ":" }],
    ['{\n  "a": {"b": 1,"c": 2}\n}', { ...jsonDump, brokenLevels: 1, comma: "," }],
    ['{\n"a": {"b": 1}\n}', { ...jsonDump, indent: "", brokenLevels: 1 }],
    ['{\n  "a": {}\n}', jsonDump],
    ['{\n\n  "a":{\n"b":1}}', { ...jsonDump, colon: ":", comma: "," }],
    ['{\n  "a" : 1\n}', jsonDump],
    ['\ufeff{\n  "a": 1\n}', jsonDump],
    ['{\n  "é": 1\n}', { ...jsonDump, ascii: false }],
    ['{\n  "\\u00e9": 1\n}', jsonDump],
  ])("of %j", (text, style) => {
    expect(styleOf(text)).toEqual(style);
  });
});

describe("render", () => {
  it("indents by the level that the value's line has", () => {
    expect(render({ a: [1, { b: null }], c: [], d: {} }, jsonDump, 1)).toBe(
      '{\n    "a": [\n      1,\n      {\n        "b": null\n      }\n    ],\n    "c": [],\n    "d": {}\n  }',
    );
  });

  it("follows the style's indentation, line ends, colon and comma", () => {
    const tabs: Style = { ...jsonDump, indent: "\t", newline: "\r\n", colon: ":" };
    expect(render({ a: [1, 2] }, tabs, 0)).toBe('{\r\n\t"a":[\r\n\t\t1,\r\n\t\t2\r\n\t]\r\n}');
    expect(render({ a: [1, 2], b: true }, { ...jsonDump, brokenLevels: 1 }, 1)).toBe('{"a": [1, 2], "b": true}');
    expect(render({ a: [1, 2] }, { ...jsonDump, brokenLevels: 1 }, 0)).toBe('{\n  "a": [1, 2]\n}');
  });

  it("escapes what JSON.stringify escapes, and all that is not ASCII where the file does so", () => {
    const text = '"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080é\u2028🚀\ud83d';
    expect(render(text, jsonDump, 0)).toBe(
      String.raw`"\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080\u00e9\u2028\ud83d\ude80\ud83d"`,
    );
    expect(render(text, { ...jsonDump, ascii: false }, 0)).toBe(
      String.raw`"\"\\/\b\f\n\r\t\u0000\u001f` + "\u007f\u0080é\u2028🚀" + String.raw`\ud83d"`,
    );
  });

  it("takes __proto__ as an ordinary key", () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    expect(render(value, { ...jsonDump, brokenLevels: 0 }, 0)).toBe('{"__proto__": {"a": 1}, "constructor": 2}');
  });

  it.each([undefined, NaN, Infinity, 1n, new Set(["a"]), new Map(), new Date(0), Symbol("a"), () => 1])(
    "refuses %s, also inside",
    (value) => {
      expect(() => render(value, jsonDump, 0)).toThrow(TypeError);
      expect(() => render({ a: [value] }, jsonDump, 0)).toThrow("JSON has no form for");
    },
  );
});
