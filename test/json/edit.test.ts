import { describe, expect, it } from "vitest";

import { insertMembers, removeMembers, setMember } from "../../src/json/edit.js";
import { type Span, rootSpan, scanDocument } from "../../src/json/scan.js";
import { type Splice, splice } from "../../src/json/splice.js";
import { type Style, detectStyle } from "../../src/json/style.js";
import { textOf, utf8 } from "./bytes.js";

type Edit = (bytes: Uint8Array, root: Span, style: Style) => Splice[];

function edited(text: string, edit: Edit): string {
  const bytes = utf8(text);
  return textOf(splice(bytes, edit(bytes, rootSpan(bytes), detectStyle(bytes, scanDocument(bytes)))));
}

function set(text: string, path: string[], value: unknown): string {
  return edited(text, (bytes, root, style) => setMember(bytes, root, path, value, style, 1));
}

function insert(text: string, key: string, valueText: string, after?: string | null): string {
  return edited(text, (bytes, root, style) => insertMembers(bytes, root, [{ key, valueText }], style, 1, after));
}

function remove(text: string, ...keys: string[]): string {
  return edited(text, (bytes, root) => removeMembers(root, new Set(keys), scanDocument(bytes)));
}

const indented = `{
  "beta": {
    "percentage": 25,
    "user_ids": [],
    "metadata": {}
  },
  "gamma": {}
}
`;

describe("setMember", () => {
  it("replaces a value and nothing else", () => {
    expect(set(indented, ["beta", "percentage"], 50)).toBe(indented.replace("25", "50"));
    expect(set(indented, ["beta"], null)).toBe('{\n  "beta": null,\n  "gamma": {}\n}\n');
  });

  it.each([
    ["CRLF", '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n', '{\r\n  "a": [\r\n    9\r\n  ],\r\n  "b": 2\r\n}\r\n'],
    ["a byte order mark", '\ufeff{"a": 1}', '\ufeff{"a": [9]}'],
    ["tabs", '{\n\t"a": 1\n}', '{\n\t"a": [\n\t\t9\n\t]\n}'],
    ["a minified text", '{"a":1,"b":{"c":2}}', '{"a":[9],"b":{"c":2}}'],
    ["no final newline", '{\n  "a": 1\n}', '{\n  "a": [\n    9\n  ]\n}'],
    ["big integers", '{"a": 1, "b": 12345678901234567890123}', '{"a": [9], "b": 12345678901234567890123}'],
    ["the spelling of numbers", '{"a": 1, "b": 1.50e+02}', '{"a": [9], "b": 1.50e+02}'],
    ["escapes", String.raw`{"a": 1, "b\u0063": "\/\u00e9"}`, String.raw`{"a": [9], "b\u0063": "\/\u00e9"}`],
    ["odd spaces", '{ "a"\t: 1 ,\n\n "b" :2}', '{ "a"\t: [9] ,\n\n "b" :2}'],
    ["__proto__", '{"__proto__": {"x": 1}, "a": 1}', '{"__proto__": {"x": 1}, "a": [9]}'],
  ])("keeps %s", (_, text, expected) => {
    expect(set(text, ["a"], [9])).toBe(expected);
  });

  it("sets the last of repeated keys, which every reader takes", () => {
    expect(set(String.raw`{"a":1,"b":2,"\u0061":3}`, ["a"], 4)).toBe(String.raw`{"a":1,"b":2,"\u0061":4}`);
    expect(set('{"f":{"a":1},"f":{"a":1}}', ["f", "a"], 4)).toBe('{"f":{"a":1},"f":{"a":4}}');
  });

  it("adds what is missing behind the last member", () => {
    expect(set(indented, ["delta"], {})).toBe(indented.replace('"gamma": {}', '"gamma": {},\n  "delta": {}'));
    expect(set(indented, ["beta", "metadata", "owner"], "core")).toBe(
      indented.replace('"metadata": {}', '"metadata": {\n      "owner": "core"\n    }'),
    );
    expect(set("{}", ["a"], 1)).toBe('{\n  "a": 1\n}');
    expect(set("{ \r\n}", ["a"], 1)).toBe('{\r\n  "a": 1\r\n}');
  });

  it("makes the objects that a path needs", () => {
    expect(set('{"a":1}', ["b", "c", "d"], 2)).toBe('{"a":1,"b":{"c":{"d":2}}}');
    expect(set('{"a":1}', ["a", "c"], 2)).toBe('{"a":{"c":2}}');
    expect(set('{"a":[1]}', ["a", "__proto__", "x"], 2)).toBe('{"a":{"__proto__":{"x":2}}}');
  });

  it("takes __proto__, constructor and toString as ordinary keys", () => {
    expect(set('{"a":1}', ["__proto__"], 2)).toBe('{"a":1,"__proto__":2}');
    expect(set('{"toString":1}', ["constructor", "name"], 2)).toBe('{"toString":1,"constructor":{"name":2}}');
  });

  it("stays on the line of an object that is written on one line", () => {
    const text = '{\n  "a": {"x": 1, "m": {}},\n  "b": {"x": 2}\n}\n';
    expect(set(text, ["a", "m", "owner"], ["core"])).toBe(text.replace("{}", '{"owner": ["core"]}'));
    expect(set(text, ["b", "y"], { z: [1] })).toBe(text.replace('"x": 2', '"x": 2, "y": {"z": [1]}'));
    expect(set(text, ["c"], { x: 3 })).toBe(text.replace("2}\n", '2},\n  "c": {"x": 3}\n'));
  });

  it("escapes as the file does", () => {
    expect(set('{"a": 1}', ["é"], "🚀")).toBe(String.raw`{"a": 1, "\u00e9": "\ud83d\ude80"}`);
    expect(set('{"ä": 1}', ["é"], "🚀")).toBe('{"ä": 1, "é": "🚀"}');
  });

  it("refuses an empty path", () => {
    expect(() => set("{}", [], 1)).toThrow(RangeError);
  });
});

describe("insertMembers", () => {
  const text = '{\n    "a": 1,\n\n    "b": 2\n}';

  it("inserts the text as it stands, where it was asked to", () => {
    expect(insert(text, "new", "{ 'raw' }")).toBe('{\n    "a": 1,\n\n    "b": 2,\n    "new": { \'raw\' }\n}');
    expect(insert(text, "new", "9", "a")).toBe('{\n    "a": 1,\n    "new": 9,\n\n    "b": 2\n}');
    expect(insert(text, "new", "9", "b")).toBe('{\n    "a": 1,\n\n    "b": 2,\n    "new": 9\n}');
    expect(insert(text, "new", "9", null)).toBe('{\n    "new": 9,\n    "a": 1,\n\n    "b": 2\n}');
    expect(insert(text, "new", "9", "not there")).toBe(insert(text, "new", "9"));
  });

  it("separates as its neighbours are separated", () => {
    expect(insert('{"a": 1,"b": 2}', "c", "3")).toBe('{"a": 1,"b": 2,"c": 3}');
    expect(insert('{ "a": 1 }', "c", "3")).toBe('{ "a": 1, "c": 3 }');
    expect(insert('{ "a": 1 }', "c", "3", null)).toBe('{ "c": 3, "a": 1 }');
    expect(insert('{"a":1}', "c", "3", "a")).toBe('{"a":1,"c":3}');
    expect(insert('{\n"a": 1\n}', "c", "3")).toBe('{\n"a": 1,\n"c": 3\n}');
  });

  it("inserts behind the last of repeated keys", () => {
    expect(insert('{"a":1,"b":2,"a":3,"c":4}', "new", "9", "a")).toBe('{"a":1,"b":2,"a":3,"new":9,"c":4}');
  });

  it("inserts several next to each other, in their order", () => {
    const two = [
      { key: "x", valueText: "8" },
      { key: "y", valueText: "9" },
    ];
    const insertTwo = (into: string, after?: string | null): string =>
      edited(into, (bytes, root, style) => insertMembers(bytes, root, two, style, 1, after));
    expect(insertTwo('{"a":1,"b":2}')).toBe('{"a":1,"b":2,"x":8,"y":9}');
    expect(insertTwo('{"a":1,"b":2}', "a")).toBe('{"a":1,"x":8,"y":9,"b":2}');
    expect(insertTwo('{"a":1,"b":2}', null)).toBe('{"x":8,"y":9,"a":1,"b":2}');
    expect(insertTwo("{}")).toBe('{\n  "x": 8,\n  "y": 9\n}');
  });

  it("gives an empty object its first member", () => {
    expect(insert("{}\n", "new", "9", null)).toBe('{\n  "new": 9\n}\n');
    expect(insert("{}\n", "new", "9", "not there")).toBe('{\n  "new": 9\n}\n');
  });
});

describe("removeMembers", () => {
  const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n';

  it("takes the comma and the line with it", () => {
    expect(remove(text, "a")).toBe('{\n  "b": 2,\n  "c": 3\n}\n');
    expect(remove(text, "b")).toBe('{\n  "a": 1,\n  "c": 3\n}\n');
    expect(remove(text, "c")).toBe('{\n  "a": 1,\n  "b": 2\n}\n');
    expect(remove('{"a":1, "b":2}', "a")).toBe('{"b":2}');
    expect(remove('{"a":1, "b":2}', "b")).toBe('{"a":1}');
    expect(remove('{"a":1 , "b":2 }', "b")).toBe('{"a":1 }');
  });

  it("leaves {} where nothing is left", () => {
    expect(remove('{\n  "a": 1\n}\n', "a")).toBe("{}\n");
    expect(remove('{"a":1,"a":2}', "a")).toBe("{}");
  });

  it("removes every occurrence", () => {
    expect(remove('{"a":1,"b":2,"a":3,"a":4,"c":5,"a":6}', "a")).toBe('{"b":2,"c":5}');
    expect(remove(String.raw`{"b":2,"\u0061":3}`, "a")).toBe('{"b":2}');
  });

  it("removes neighbours and others in one go", () => {
    const four = '{\n  "a": 1,\n  "b": 2,\n  "c": 3,\n  "d": 4\n}\n';
    expect(remove(four, "a", "b")).toBe('{\n  "c": 3,\n  "d": 4\n}\n');
    expect(remove(four, "b", "c")).toBe('{\n  "a": 1,\n  "d": 4\n}\n');
    expect(remove(four, "d", "a", "c")).toBe('{\n  "b": 2\n}\n');
    expect(remove(four, "a", "z", "c")).toBe('{\n  "b": 2,\n  "d": 4\n}\n');
    expect(remove(four, "a", "b", "c", "d")).toBe("{}\n");
  });

  it("does nothing where there is nothing to remove", () => {
    expect(remove(text, "z")).toBe(text);
    expect(remove(text)).toBe(text);
    expect(remove("{}", "toString")).toBe("{}");
  });
});
