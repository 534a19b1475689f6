import { describe, expect, it } from "vitest";

import { fieldDifferences } from "../../src/model/diff.js";
import { FlagDocument } from "../../src/model/document.js";
import { outsideChanges, sameMeaning } from "../../src/model/outside.js";

describe("the meaning of a flag's text", () => {
  it.each([
    ["another layout", '{"name":"a","percentage":5}', '{\n  "percentage": 5.0,\n  "name": "\\u0061"\n}'],
    ["lists in another order", '{"name":"a","user_ids":["x","y"]}', '{"name":"a","user_ids":["y","x","y"]}'],
    ["missing keys written out", '{"name":"a"}', '{"name":"a","enabled":false,"strategy":"none","user_tiers":[]}'],
    [
      "keys of metadata in another order",
      '{"metadata":{"a":{"b":1,"c":[2]},"d":3}}',
      '{"metadata":{"d":3,"a":{"c":[2],"b":1}}}',
    ],
    ["the last of two keys", '{"a":1,"a":2}', '{"a":2}'],
    ["a damaged flag", "[1]", "[ 1 ]"],
  ])("stays with %s", (_, one, other) => {
    expect(sameMeaning(one, other)).toBe(true);
    expect(sameMeaning(other, one)).toBe(true);
  });

  it.each([
    ["another value", '{"name":"a"}', '{"name":"b"}'],
    ["another kind of value", '{"percentage":5}', '{"percentage":"5"}'],
    ["another item", '{"user_ids":["x"]}', '{"user_ids":["x","y"]}'],
    ["items of another kind", '{"user_ids":["1"]}', '{"user_ids":[1]}'],
    ["another order elsewhere", '{"metadata":{"steps":[1,2]}}', '{"metadata":{"steps":[2,1]}}'],
    ["another key", '{"x":1}', '{"y":1}'],
    ["__proto__", '{"metadata":{"__proto__":1}}', '{"metadata":{}}'],
    ["another damage", "[1]", "[2]"],
    ["another time", '{"updated_at":"2026-01-01T00:00:00"}', '{"updated_at":"2026-01-01T00:00:01"}'],
    ["a flag that was not there", "{}", null],
  ])("changes with %s", (_, one, other) => {
    expect(sameMeaning(one, other)).toBe(false);
    expect(sameMeaning(other, one)).toBe(false);
  });

  it("is that of nothing twice", () => {
    expect(sameMeaning(null, null)).toBe(true);
  });
});

describe("changes made outside", () => {
  const document = (text: string): FlagDocument => FlagDocument.fromText(text, "flags.json");

  it("are those of meaning, in the order of the file", () => {
    const before = document(
      '{"gone": {"name":"gone"}, "same": {"name":"same"}, "other": {"name":"other","percentage":1}}',
    );
    const after = document(
      '{"new": {"name":"new"}, "other": {"name":"other","percentage":2}, "same": { "name": "same" }}',
    );
    expect(outsideChanges(before, after)).toEqual([
      { key: "gone", before: '{"name":"gone"}', after: null, follows: null },
      {
        key: "other",
        before: '{"name":"other","percentage":1}',
        after: '{"name":"other","percentage":2}',
        follows: "same",
      },
      { key: "new", before: null, after: '{"name":"new"}', follows: null },
    ]);
  });

  it("are none where only the layout is another", () => {
    expect(outsideChanges(document('{"a":{"name":"a"}}'), document('{\n"a": {"name": "a"}}'))).toEqual([]);
  });
});

it("big integers that JavaScript rounds to the same number are not the same", () => {
  const withId = (id: string): string => `{"name": "checkout", "metadata": {"id": ${id}}}`;
  expect(sameMeaning(withId("12345678901234567890"), withId("12345678901234567891"))).toBe(false);
  expect(sameMeaning(withId("12345678901234567890"), withId('"12345678901234567890"'))).toBe(false);
  expect(sameMeaning(withId("12345678901234567890"), withId(" 12345678901234567890 "))).toBe(true);
  expect(fieldDifferences(withId("12345678901234567890"), withId("12345678901234567891"))).toEqual([
    { field: "metadata.id", before: "12345678901234567890", after: "12345678901234567891" },
  ]);
});
