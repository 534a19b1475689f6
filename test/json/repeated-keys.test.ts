import { expect, it } from "vitest";

import { repeatedKeys } from "../../src/json/repeated-keys.js";
import { utf8 } from "./bytes.js";

it.each<[string, string[]]>([
  ["{}", []],
  ['"a"', []],
  ['{"a": "a", "b": ["a", "a"]}', []],
  ['{"a": {"a": {"a": 1}}, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}', []],
  ['{"{": "}", "[": "\\"{\\"", "}": ":"}', []],
  ['{"a": 1, "a" : 2, "a"\n:3}', ["a", "a"]],
  ['{"x": [[{"a": {}, "b": [], "\\u0061": {"b": 1, "b": 2}}]], "x": 1}', ["a", "b", "x"]],
  ['{"__proto__": 1, "__proto__": 2, "": 1, "": 2}', ["__proto__", ""]],
])("%s", (text, keys) => {
  expect(repeatedKeys(utf8(text)).map(({ key }) => key)).toEqual(keys);
});

it("tells the place of the key that stands there again, in bytes and with its quotes", () => {
  const text = '\ufeff{"größe": {"é": 1, "é": 2}}';
  const bytes = utf8(text);
  const [found] = repeatedKeys(bytes);
  expect(new TextDecoder().decode(bytes.subarray(found!.keySpan.start, found!.keySpan.end))).toBe('"é"');
  expect(found!.keySpan.start).toBe(utf8(text.slice(0, text.lastIndexOf('"é"'))).length);
});
