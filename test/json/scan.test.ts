import { describe, expect, it } from "vitest";

import { type Span, decodeString, rootSpan, scanDocument, scanElements, scanMembers } from "../../src/json/scan.js";
import { checkJson } from "./any-value.js";
import { textOf, utf8 } from "./bytes.js";

function textAt(bytes: Uint8Array, span: Span): string {
  return textOf(bytes.subarray(span.start, span.end));
}

function keysOf(text: string): string[] {
  return scanDocument(utf8(text)).map((member) => member.key);
}

describe("scanDocument", () => {
  it("gives the place of each key and value, in bytes", () => {
    const bytes = utf8('\n{ "für" : {"a": 1} ,\r\n"日本":\t[2]\n}\n');
    const members = scanDocument(bytes);
    expect(members.map((member) => member.key)).toEqual(["für", "日本"]);
    expect(members.map((member) => textAt(bytes, member.keySpan))).toEqual(['"für"', '"日本"']);
    expect(members.map((member) => textAt(bytes, member.value))).toEqual(['{"a": 1}', "[2]"]);
    expect(members[0]).toEqual({ key: "für", keySpan: { start: 3, end: 9 }, value: { start: 12, end: 20 } });
  });

  it("counts a byte order mark in the offsets", () => {
    const [member] = scanDocument(utf8('\ufeff{"a":1}'));
    expect(member).toEqual({ key: "a", keySpan: { start: 4, end: 7 }, value: { start: 8, end: 9 } });
  });

  it("decodes keys as JSON.parse does", () => {
    const text = String.raw`{"\u0061b":1,"\ud83d\ude80":2,"\ud83d":3,"\"\\\/\n":4,"\ufeff":5,"":6}`;
    expect(keysOf(text)).toEqual(Object.keys(JSON.parse(text) as object));
    expect(keysOf('{"\ufeffraw":1}')).toEqual(["\ufeffraw"]);
  });

  it("keeps repeated keys, in order, under whichever spelling", () => {
    expect(keysOf(String.raw`{"a":1,"b":2,"\u0061":3}`)).toEqual(["a", "b", "a"]);
  });

  it("takes the names of Object.prototype as ordinary names", () => {
    expect(keysOf('{"__proto__":{},"constructor":{},"toString":{}}')).toEqual(["__proto__", "constructor", "toString"]);
  });

  it("has nothing to give for an empty object", () => {
    expect(scanDocument(utf8("{ }\n"))).toEqual([]);
  });

  it("counts the document's own object in the depth", () => {
    const nested = (levels: number): Uint8Array => utf8(`{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`);
    expect(scanDocument(nested(511))).toHaveLength(1);
    expect(() => scanDocument(nested(512))).toThrow("expected at most 512 levels of nesting, found one more array");
  });

  it("is not thrown off by a failure deep inside an earlier text", () => {
    expect(() => checkJson(utf8('[[[{"a":['))).toThrow();
    expect(scanDocument(utf8('{"a":[{"b":[]}]}'))).toHaveLength(1);
  });
});

describe("inside a scanned text", () => {
  const bytes = utf8('{"flag": {"lists": [ "a" ,{"b": ["c"]},[], 25 ], "none": [], "empty": {}}}');
  const [flag] = scanDocument(bytes);
  const members = scanMembers(bytes, flag!.value);

  it("finds the members of an object", () => {
    expect(members.map((member) => member.key)).toEqual(["lists", "none", "empty"]);
    expect(scanMembers(bytes, members[2]!.value)).toEqual([]);
  });

  it("finds the elements of an array", () => {
    const elements = scanElements(bytes, members[0]!.value);
    expect(elements.map((element) => textAt(bytes, element))).toEqual(['"a"', '{"b": ["c"]}', "[]", "25"]);
    expect(scanElements(bytes, members[1]!.value)).toEqual([]);
  });

  it("says so where the span is of another kind", () => {
    expect(() => scanMembers(bytes, members[0]!.value)).toThrow('expected an object, found "["');
    expect(() => scanElements(bytes, flag!.value)).toThrow('expected an array, found "{"');
  });

  it("decodes a string", () => {
    const string = utf8(String.raw`"new\u005fdashboard für \ud83d\ude80"`);
    expect(decodeString(string, { start: 0, end: string.length })).toBe("new_dashboard für 🚀");
  });
});

describe("rootSpan", () => {
  it.each([
    ["{}", "{}"],
    ['\ufeff\r\n {"a": 1} \n\n', '{"a": 1}'],
    [" 25\t", "25"],
  ])("of %j is %j", (text, root) => {
    const bytes = utf8(text);
    expect(textAt(bytes, rootSpan(bytes))).toBe(root);
  });
});
