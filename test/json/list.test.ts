import { describe, expect, it } from "vitest";

import { setStringList } from "../../src/json/list.js";
import { scanDocument } from "../../src/json/scan.js";
import { splice } from "../../src/json/splice.js";
import { detectStyle } from "../../src/json/style.js";
import { textOf, utf8 } from "./bytes.js";

/** Sets the list that is the value of the text's first member. */
function listed(text: string, ...values: string[]): string {
  const bytes = utf8(text);
  const members = scanDocument(bytes);
  const splices = setStringList(bytes, members[0]!.value, values, detectStyle(bytes, members), 1);
  return textOf(splice(bytes, splices));
}

describe("setStringList", () => {
  const broken = '{\n  "ids": [\n    "a",\n    "b",\n    "c"\n  ]\n}\n';

  it("puts each element on a line where the old ones stood so", () => {
    expect(listed(broken, "a", "b", "c", "d")).toBe(broken.replace('"c"', '"c",\n    "d"'));
    expect(listed(broken, "x", "a", "b", "c")).toBe(broken.replace('"a"', '"x",\n    "a"'));
    expect(listed(broken, "a", "c")).toBe(broken.replace('    "b",\n', ""));
    expect(listed(broken, "z")).toBe('{\n  "ids": [\n    "z"\n  ]\n}\n');
  });

  it("stays on one line where the old one did", () => {
    expect(listed('{\n  "ids": ["a", "b"]\n}', "b", "c")).toBe('{\n  "ids": ["b", "c"]\n}');
    expect(listed('{\n  "ids": ["a"]\n}', "a", "c")).toBe('{\n  "ids": ["a", "c"]\n}');
    expect(listed('{\n  "ids": ["a","b"]\n}', "a", "b", "c")).toBe('{\n  "ids": ["a","b","c"]\n}');
    expect(listed('{"ids":["a"]}', "a", "c")).toBe('{"ids":["a","c"]}');
  });

  it("fills an empty list in the file's style", () => {
    expect(listed('{\n  "ids": [],\n  "b": 1\n}', "a", "b")).toBe(
      '{\n  "ids": [\n    "a",\n    "b"\n  ],\n  "b": 1\n}',
    );
    expect(listed('{"ids": [ ], "b": 1}', "a", "b")).toBe('{"ids": ["a", "b"], "b": 1}');
  });

  it("empties a list", () => {
    expect(listed(broken)).toBe('{\n  "ids": []\n}\n');
    expect(listed('{"ids": [ ]}')).toBe('{"ids": [ ]}');
  });

  it("keeps the text of what stays, and the space between what stays together", () => {
    const text = String.raw`{"ids": [ "\u0061" , "b"  ,"\/c",   "d" ]}`;
    expect(listed(text, "a", "b", "/c", "d")).toBe(text);
    expect(listed(text, "a", "b", "d")).toBe(String.raw`{"ids": [ "\u0061" , "b", "d" ]}`);
    expect(listed(text, "d", "a")).toBe(String.raw`{"ids": [ "d", "\u0061" ]}`);
    expect(listed(text, "/c", "d", "e")).toBe(String.raw`{"ids": [ "\/c",   "d", "e" ]}`);
  });

  it("writes repeated values as often as they are asked for", () => {
    expect(listed('{"ids":["a","a"]}', "a", "a", "a")).toBe('{"ids":["a","a","a"]}');
    expect(listed('{"ids":["a","a"]}', "a")).toBe('{"ids":["a"]}');
    expect(listed(String.raw`{"ids":["a","\u0061"]}`, "a", "a")).toBe(String.raw`{"ids":["a","\u0061"]}`);
  });

  it("has nothing to splice where nothing changes", () => {
    for (const [text, values] of [
      ['{"ids": [ "a" , "b" ]}', ["a", "b"]],
      ['{"ids": [ ]}', []],
    ] as const) {
      const bytes = utf8(text);
      const members = scanDocument(bytes);
      expect(setStringList(bytes, members[0]!.value, values, detectStyle(bytes, members), 1)).toEqual([]);
    }
  });

  it("drops what is no string", () => {
    expect(listed('{"ids":[1,"1",null,["1"]]}', "1", "2")).toBe('{"ids":["1","2"]}');
  });

  it("escapes as the file does", () => {
    expect(listed('{"ids":["a"]}', "é")).toBe(String.raw`{"ids":["\u00e9"]}`);
    expect(listed('{"ids":["ä"]}', "é")).toBe('{"ids":["é"]}');
  });
});
