import { expect, it } from "vitest";

import { rootSpan } from "../../src/json/scan.js";
import { spanAt } from "../../src/json/span-at.js";
import { textOf, utf8 } from "./bytes.js";

const text = ' {"a": {"b": [1, {"c": "x"}], "": 2}, "a2": {}, "a": {"b": [1, {"c": "y"}], "": 3}}';

it.each<[path: (string | number)[], found: string]>([
  [[], text.trim()],
  [["a", "b", 1, "c"], '"y"'],
  [["a", ""], "3"],
  [["a", "b", 2], '[1, {"c": "y"}]'],
  [["a", "b", "0"], '[1, {"c": "y"}]'],
  [["a2", "x", "y"], "{}"],
  [["a2", 0], "{}"],
  [["a", "b", 0, "x"], "1"],
])("leads to %j, or as far as there is anything", (path, found) => {
  const bytes = utf8(text);
  const { start, end } = spanAt(bytes, rootSpan(bytes), path);
  expect(textOf(bytes.subarray(start, end))).toBe(found);
});

it("leads to a key where the key is meant", () => {
  const bytes = utf8(text);
  const { start, end } = spanAt(bytes, rootSpan(bytes), ["a", "b"], true);
  expect([start, textOf(bytes.subarray(start, end))]).toEqual([text.lastIndexOf('"b"'), '"b"']);
});
