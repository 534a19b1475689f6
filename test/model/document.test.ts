import { describe, expect, it } from "vitest";

import { FfError } from "../../src/errors.js";
import { applyChanges } from "../../src/model/apply-changes.js";
import type { FlagChange } from "../../src/model/change.js";
import { FlagDocument } from "../../src/model/document.js";
import type { JsonValue } from "../../src/model/flag.js";
import { flagWith } from "./flags.js";

const file = "feature_flags.json";
const open = (text: string): FlagDocument => FlagDocument.fromText(text, file);
const textOf = (document: FlagDocument): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(document.bytes);
const apply = (text: string, ...changes: FlagChange[]): string => textOf(applyChanges(open(text), changes).document);

const set = (key: string, ...fields: [path: [string, ...string[]], value: JsonValue | undefined][]): FlagChange => ({
  kind: "set",
  key,
  fields: fields.map(([path, value]) => ({ path, value })),
});
const create = (key: string): FlagChange => ({ kind: "create", key, flag: flagWith({ name: key }) });
const remove = (key: string): FlagChange => ({ kind: "delete", key });
const restore = (key: string, text: string, follows: string | null): FlagChange => ({
  kind: "restore",
  key,
  text,
  follows,
});

function errorOf(work: () => unknown): FfError {
  try {
    work();
  } catch (error) {
    if (error instanceof FfError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const three = `{
  "first": {
    "name": "first",
    "percentage": 10
  },
  "middle": {
    "name": "middle"
  },
  "last": {
    "name": "last",
    "metadata": {}
  }
}
`;

describe("a flags file", () => {
  it("knows its flags in order, __proto__ and numbers like any other", () => {
    const document = open(
      '{"b": {"name": "b"}, "__proto__": {"name": "p"}, "10": {"name": "ten"}, "a": {"name": "a"}}',
    );
    expect([...document.keys()]).toEqual(["b", "__proto__", "10", "a"]);
    expect(document.size).toBe(4);
    expect(document.get("__proto__")).toMatchObject({ name: "p", strategy: "none" });
    expect(document.get("toString")).toBeUndefined();
    expect(document.has("constructor")).toBe(false);
    expect(document.text("10")).toBe('{"name": "ten"}');
  });

  it("says where a flag stands", () => {
    expect(open(three).locationOf("middle")).toMatchObject({ file, line: 6, column: 3, excerpt: '  "middle": {' });
    expect(open(three).locationOf("other")).toBeUndefined();
  });

  it("is refused with line, column and excerpt where it is not JSON", () => {
    const error = errorOf(() => open('{\n  "a": {},\n}'));
    expect(error).toMatchObject({ code: "INVALID_FILE", hint: "remove the comma before it" });
    expect(error.message).toContain(`${file} is not a valid flags file: expected a key`);
    expect(error.location).toMatchObject({ file, line: 3, column: 1, excerpt: "}" });
    expect(errorOf(() => open("[]")).hint).toBe("mend the file at that place");
  });

  it("reads the last of a flag that stands there twice, and takes no edit", () => {
    const text = '{\n"a": {"name": "one"},\n"b": {},\n"\\u0061": {"name": "two"},\n"b": {}\n}';
    const document = open(text);
    expect(document.get("a")).toMatchObject({ name: "two" });
    expect(document.duplicates()).toEqual([
      { key: "a", lines: [2, 4] },
      { key: "b", lines: [3, 5] },
    ]);
    const error = errorOf(() => applyChanges(document, [remove("b")]));
    expect(error.code).toBe("INVALID_FILE");
    expect(error.message).toContain('"a" on lines 2 and 4; "b" on lines 3 and 5');
    expect(error.location).toMatchObject({ file, line: 2, column: 1, excerpt: `"a": {"name": "one"},` });
    expect(open(three).duplicates()).toEqual([]);
  });

  it("in which a bad merge left every flag twice names the first of them, however many they are", () => {
    // So many that the time limit is not enough to look for each line from the start of the file.
    const count = 10_000;
    const flags = Array.from({ length: count }, (_, index) => `"${index}":{}`);
    const document = open(`{\n${[...flags, ...flags].join(",\n")}\n}`);
    expect(document.duplicates()).toHaveLength(count);
    expect(document.duplicates().at(-1)).toEqual({ key: "9999", lines: [10_001, 20_001] });
    expect(document.stored("9999")).toMatchObject({ line: 20_001, duplicateLines: [10_001, 20_001] });
    const { message } = errorOf(() => applyChanges(document, [remove("0")]));
    expect(message).toMatch(/: "0" on lines 2 and 10002; .*; "4" on lines 6 and 10006; and 9995 more$/);
  });
});

describe("changes of a document", () => {
  it("touch the text that they name", () => {
    expect(apply(three, set("first", [["percentage"], 50]))).toBe(three.replace("10", "50"));
    expect(apply(three, set("first", [["percentage"], 10]))).toBe(three);
    expect(apply(three)).toBe(three);
  });

  it("add several missing fields to one flag", () => {
    const text = apply(three, set("middle", [["enabled"], true], [["user_ids"], ["a", "b"]], [["percentage"], 5]));
    expect(text).toBe(
      three.replace(
        '"name": "middle"',
        `"name": "middle",
    "enabled": true,
    "user_ids": [
      "a",
      "b"
    ],
    "percentage": 5`,
      ),
    );
  });

  it("add metadata where there was none, key by key", () => {
    const owner: [[string, string], JsonValue] = [["metadata", "owner"], "growth"];
    const team: [[string, string], JsonValue] = [["metadata", "__proto__"], { size: 3 }];
    expect(apply('{"a":{"name":"a"}}', set("a", owner, team))).toBe(
      '{"a":{"name":"a","metadata":{"owner":"growth","__proto__":{"size":3}}}}',
    );
  });

  it.each(["", ', "metadata": 5', ', "metadata": {}'])("take out nothing that stands elsewhere: %s", (metadata) => {
    const text = `{"a": {"name": "a", "owner": "growth"${metadata}}}`;
    expect(apply(text, set("a", [["metadata", "owner"], undefined]))).toBe(text);
  });

  it("keep big integers, escapes and spellings in the flag itself", () => {
    const text = String.raw`{"a": {"name": "\u0061", "metadata": {"id": 12345678901234567890, "x": 1.50e+02}, "url": "\/"}}`;
    expect(apply(text, set("a", [["metadata", "owner"], "growth"]))).toBe(
      text.replace("1.50e+02", '1.50e+02, "owner": "growth"'),
    );
  });

  it("take the last of two equal keys in a flag, however it is spelled", () => {
    const text = String.raw`{"a": {"percentage": 1, "name": "a", "p\u0065rcentage": 2}}`;
    expect(apply(text, set("a", [["percentage"], 3]))).toBe(text.replace("2}", "3}"));
    expect(apply('{"a": {"user_ids": [ "x" ], "user_ids": [ "y" ]}}', set("a", [["user_ids"], ["y", "z"]]))).toBe(
      '{"a": {"user_ids": [ "x" ], "user_ids": [ "y", "z" ]}}',
    );
  });

  it("find a flag by the key that its escapes spell", () => {
    const text = String.raw`{"\u0061bc": {"name": "abc", "percentage": 1}}`;
    expect(apply(text, set("abc", [["percentage"], 3]))).toBe(text.replace("1}", "3}"));
    expect(apply(text, remove("abc"))).toBe("{}");
  });

  it("keep the elements of a list that stay", () => {
    const text = String.raw`{"a": {"name": "a", "user_ids": [ "\u0061" , "b", "c" ]}}`;
    expect(apply(text, set("a", [["user_ids"], ["a", "c", "d"]]))).toBe(text.replace(' , "b", "c"', ', "c", "d"'));
  });

  it("can be of every kind at once", () => {
    const { document, deltas } = applyChanges(open(three), [
      remove("first"),
      create("new_1"),
      set("last", [["percentage"], 1]),
      create("new_2"),
      restore("middle", '{"name":"middle" }', "first"),
      restore("old", '{"name": "old"}', "middle"),
    ]);
    expect([...document.keys()]).toEqual(["middle", "old", "last", "new_1", "new_2"]);
    expect(document.text("middle")).toBe('{"name":"middle" }');
    expect(deltas.map(({ key, follows }) => [key, follows])).toEqual([
      ["first", null],
      ["middle", "first"],
      ["last", "middle"],
      ["old", "middle"],
      ["new_1", "last"],
      ["new_2", "new_1"],
    ]);
    expect(deltas[0]).toEqual({ key: "first", before: open(three).text("first"), after: null, follows: null });
    expect(deltas[5]).toMatchObject({ before: null, after: document.text("new_2") });
  });

  it("of one flag are done in order and come to one delta", () => {
    const { document, deltas } = applyChanges(open(three), [
      remove("last"),
      create("last"),
      set("last", [["percentage"], 7]),
      set("last", [["percentage"], 8]),
    ]);
    expect(document.get("last")).toMatchObject({ percentage: 8, name: "last" });
    expect(deltas).toHaveLength(1);
    expect(deltas[0]).toMatchObject({ before: open(three).text("last"), after: document.text("last") });
  });

  it("come to nothing where they take each other back", () => {
    const { document, deltas } = applyChanges(open(three), [
      create("new"),
      set("first", [["percentage"], 20]),
      remove("new"),
      set("first", [["percentage"], 10]),
      remove("not there"),
    ]);
    expect(textOf(document)).toBe(three);
    expect(deltas).toEqual([]);
  });

  it("put several flags into a file that has none, or that they empty first", () => {
    for (const text of [
      apply("{}\n", create("a"), create("b")),
      apply('{\n  "old": {}\n}\n', remove("old"), create("a"), create("b")),
      apply('{\n  "b": {}\n}\n', remove("b"), create("a"), create("b")),
    ]) {
      const flags = { a: flagWith({ name: "a" }), b: flagWith({ name: "b" }) };
      expect(text).toBe(`${JSON.stringify(flags, null, 2)}\n`);
    }
    expect(apply('{"old":{"x":1}}', remove("old"), create("a"))).toBe(
      `{"a":${JSON.stringify(flagWith({ name: "a" }))}}`,
    );
  });

  it("are refused as a defect where they set a missing flag or create one that is there", () => {
    expect(errorOf(() => apply(three, set("none", [["percentage"], 1]))).code).toBe("INTERNAL");
    expect(errorOf(() => apply(three, create("first"))).code).toBe("INTERNAL");
  });
});

describe("flags that are put back", () => {
  const layouts: [name: string, text: string][] = [
    ["json.dump(indent=2)", three],
    ["minified", JSON.stringify(JSON.parse(three))],
    ["one line, with spaces", JSON.stringify(JSON.parse(three)).replace(/([:,])/g, "$1 ")],
    ["CRLF and tabs", three.replaceAll("  ", "\t").replaceAll("\n", "\r\n")],
    ["a byte order mark and no final newline", `\ufeff${three.trimEnd()}`],
    [
      "one flag a line",
      '{\n  "first": {"name": "first"},\n  "middle": {"name": "middle"},\n  "last": {"name": "last"}\n}\n',
    ],
    ["no indentation", '{\n"first": {"name": "first"},\n"middle": {},\n"last": {"name": "last"}\n}'],
    ["raw characters in one flag", three.replace('"middle": {', '"middle": {\n    "description": "größer",')],
  ];

  describe.each(layouts)("%s", (_, text) => {
    it.each(["first", "middle", "last", "first middle", "last middle", "last first"])(
      "%s: the file has its bytes again",
      (names) => {
        const keys = names.split(" ");
        const { document, deltas } = applyChanges(open(text), keys.map(remove));
        expect([...document.keys()]).toHaveLength(3 - keys.length);
        const again = applyChanges(
          document,
          deltas.map(({ key, before, follows }) => restore(key, before ?? "", follows)),
        );
        expect(textOf(again.document)).toBe(text);
      },
    );
  });

  it("keep the raw characters of their key where they are the only ones that have any", () => {
    const text = '{"a":{"name":"a"},"größer":{"name":"größer"}}';
    const { document, deltas } = applyChanges(open(text), [remove("größer")]);
    expect(textOf(document)).toBe('{"a":{"name":"a"}}');
    expect(apply(textOf(document), restore("größer", deltas[0]?.before ?? "", "a"))).toBe(text);
  });

  it("stand last where their neighbour has gone, and first where they stood first", () => {
    expect(apply('{"a":{},"b":{}}', restore("c", "{ }", "gone"))).toBe('{"a":{},"b":{},"c":{ }}');
    expect(apply('{"a":{},"b":{}}', restore("c", "{ }", null))).toBe('{"c":{ },"a":{},"b":{}}');
    expect(apply('{"a":{},"b":{}}', restore("c", "{ }", "a"))).toBe('{"a":{},"c":{ },"b":{}}');
    expect(apply('{"a":{}}', restore("a", "{ }", "gone"))).toBe('{"a":{ }}');
  });

  it("stand as if they were put in one by one", () => {
    const both = [restore("c", "1", "a"), restore("d", "2", "a"), restore("e", "3", "c"), create("f")] as const;
    expect([...applyChanges(open('{"a":{},"b":{}}'), both).document.keys()]).toEqual(["a", "d", "c", "e", "b", "f"]);
    const front = [restore("c", "1", null), restore("d", "2", null), restore("e", "3", "c")] as const;
    expect([...applyChanges(open('{"a":{}}'), front).document.keys()]).toEqual(["d", "c", "e", "a"]);
    expect([...applyChanges(open("{}"), front).document.keys()]).toEqual(["d", "c", "e"]);
    const behind = [create("c"), restore("d", "2", "a"), restore("e", "3", "c")] as const;
    expect([...applyChanges(open('{"a":{}}'), behind).document.keys()]).toEqual(["a", "d", "c", "e"]);
  });
});

describe("values put in place of others", () => {
  const changed = open('{"a": {"x": 1}, "b": [], "c": {}}').withValues(
    new Map([
      ["c", '{"name": "größer"}'],
      ["a", "{}"],
    ]),
  );

  it("leave a document that knows its flags as if it had been read", () => {
    const read = open('{"a": {}, "b": [], "c": {"name": "größer"}}');
    expect(textOf(changed)).toBe(textOf(read));
    expect(changed.members()).toEqual(read.members());
    expect([...changed.keys()]).toEqual(["a", "b", "c"]);
    expect(["a", "b", "c", "d"].map((key) => changed.text(key))).toEqual(["{}", "[]", '{"name": "größer"}', undefined]);
  });

  it.each(["", "{", "{} {}", " {}", '{"x": 1}, "d": {}', "nul", "[".repeat(512) + "]".repeat(512)])(
    "are refused where they are no value: %s",
    (text) => {
      expect(errorOf(() => changed.withValues(new Map([["b", text]])))).toMatchObject({ code: "INVALID_FILE" });
    },
  );
});
