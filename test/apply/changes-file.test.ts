import { describe, expect, it } from "vitest";

import { parseChangesFile, type ChangesFile } from "../../src/apply/changes-file.js";
import type { Upsert } from "../../src/apply/operations.js";
import { FfError } from "../../src/errors.js";
import { applyChanges } from "../../src/model/apply-changes.js";
import { combine } from "../../src/model/combine.js";
import { FlagDocument } from "../../src/model/document.js";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string, upsert: Upsert = "either"): ChangesFile =>
  parseChangesFile(bytesOf(text), "changes.json", upsert);

function errorOf(work: () => unknown): FfError {
  try {
    work();
  } catch (error) {
    if (error instanceof FfError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const problemsOf = (error: FfError): string[] =>
  error.problems.map(({ message, location }) => `${location?.line}:${location?.column} ${message}`);

function applied(flags: object, changes: readonly object[], upsert?: Upsert): unknown {
  const document = FlagDocument.fromText(JSON.stringify(flags), "flags.json");
  const edit = combine(parse(JSON.stringify({ changes }), upsert).steps);
  return JSON.parse(new TextDecoder().decode(applyChanges(document, edit(document, new Date(0))).document.bytes));
}

describe("a changes file", () => {
  it("holds a reason and steps, each of one flag", () => {
    const { reason, steps } = parse(
      '\ufeff{"$schema": "x", "reason": "release 2.4", "changes": [{"op": "enable", "flag": "a"}, {"op": "delete", "flag": "b"}]}',
    );
    expect(reason).toBe("release 2.4");
    expect(steps.map((step) => step.flag)).toEqual(["a", "b"]);
    expect(parse('{"changes": []}')).toMatchObject({ reason: undefined, steps: [] });
  });

  it.each([
    ["enable", {}, { strategy: "all", enabled: true }],
    ["disable", {}, { strategy: "none" }],
    ["pause", {}, { enabled: false }],
    ["resume", {}, { enabled: true }],
    ["rollout", { percentage: 2.5 }, { strategy: "percentage", percentage: 2.5 }],
    ["enable-users", { ids: ["a"] }, { strategy: "user_list", user_ids: ["a"] }],
    ["enable-users", { ids: ["b"], mode: "add" }, { user_ids: ["old", "b"] }],
    ["enable-users", { ids: ["old"], mode: "remove" }, { user_ids: [] }],
    ["enable-tiers", { tiers: ["pro"], mode: "replace" }, { strategy: "user_tier", user_tiers: ["pro"] }],
    ["enable-domains", { domains: ["@A.com"] }, { strategy: "email_domain", email_domains: ["a.com"] }],
    ["ab-test", { variants: { A: 40, B: 60 } }, { strategy: "ab_test", ab_test_allocation: { A: 40, B: 60 } }],
    [
      "update",
      { set: { percentage: 5, metadata: { owner: "a" } } },
      { percentage: 5, metadata: { owner: "a", id: 1 } },
    ],
  ])("%s %j", (op, keys, fields) => {
    const flag = { name: "f", enabled: true, strategy: "percentage", user_ids: ["old"], metadata: { id: 1 } };
    expect(applied({ f: flag }, [{ op, flag: "f", ...keys }])).toMatchObject({ f: fields });
  });

  it("takes keys out of the metadata; null is a value", () => {
    const f = { name: "f", metadata: { owner: "a", ticket: "b", id: 1 } };
    const out = { op: "update", flag: "f", unset_metadata: ["owner", "nowhere"] };
    expect(applied({ f }, [out])).toMatchObject({ f: { metadata: { ticket: "b", id: 1 } } });
    const both = { ...out, set: { percentage: 5, metadata: { ticket: null } } };
    const after = applied({ f }, [both]) as { f: { metadata: object } };
    expect(after.f).toMatchObject({ percentage: 5 });
    expect(after.f.metadata).toEqual({ ticket: null, id: 1 });
    expect(applied({ f: { name: "f" } }, [out])).toEqual({ f: { name: "f" } });
  });

  it("creates with fields or without, and deletes", () => {
    const created = [
      { op: "create", flag: "a" },
      { op: "create", flag: "b", set: { strategy: "all" } },
    ];
    expect(applied({ c: 1 }, [...created, { op: "delete", flag: "c" }])).toMatchObject({
      a: { name: "a", enabled: true, strategy: "none" },
      b: { strategy: "all" },
    });
  });

  it("makes missing flags unless they must exist", () => {
    const pause = [{ op: "pause", flag: "a" }];
    expect(applied({}, pause)).toMatchObject({ a: { enabled: false } });
    expect(errorOf(() => applied({}, pause, "must exist"))).toMatchObject({
      code: "FLAG_NOT_FOUND",
      unknownFlags: ["a"],
    });
    expect(errorOf(() => applied({}, [{ op: "update", flag: "a", set: {} }])).code).toBe("FLAG_NOT_FOUND");
    expect(errorOf(() => applied({ a: 1 }, [{ op: "create", flag: "a" }])).code).toBe("EXISTS");
  });

  it("puts its place into the error of a step that the flags refuse", () => {
    const error = errorOf(() =>
      applied({}, [
        { op: "enable", flag: "a" },
        { op: "delete", flag: "b" },
      ]),
    );
    expect(error.message).toBe('no flag "b"');
    expect(error.location).toMatchObject({ file: "changes.json", line: 1, column: 62, excerptColumn: 52 });
  });

  it("tells what the flags refuse in a list at the item", () => {
    const domains = { op: "enable-domains", flag: "a", domains: ["@a.com", "@a.com", "odd@", "b@c"], mode: "remove" };
    const error = errorOf(() => applied({ a: { name: "a", email_domains: ["odd@"] } }, [domains]));
    expect(error.message).toBe('"b@c" is not an email domain');
    expect(error.location?.column).toBe(JSON.stringify({ changes: [domains] }).indexOf('"b@c"') + 1);
  });
});

describe("a changes file that is refused", () => {
  const change = (text: string): string => `{"changes": [${text}]}`;

  it.each([
    [
      "an unknown operation",
      change('{"op": ›"rolout", "flag": "a"}'),
      'unknown operation "rolout"',
      "did you mean rollout?",
    ],
    [
      "one that is like none",
      change('{"op": ›"frobnicate", "flag": "a"}'),
      "unknown operation",
      "the operations are create,",
    ],
    [
      "an operation called toString",
      change('{"op": ›"toString", "flag": "a"}'),
      "unknown operation",
      "the operations are",
    ],
    ["no operation", change('›{"flag": "a"}'), '"op" is missing, expected a text', undefined],
    ["no flag", change('›{"op": "enable"}'), '"flag" is missing, expected a text', undefined],
    ["an empty flag", change('{"op": "enable", "flag": ›""}'), '"flag" is "", expected a text', undefined],
    [
      "an unknown key",
      change('{"op": "enable", "flag": "a", ›"percentage": 5}'),
      'unknown key "percentage"',
      "the keys here are op, flag",
    ],
    ["__proto__", change('{"op": "enable", "flag": "a", ›"__proto__": 5}'), 'unknown key "__proto__"', "op, flag"],
    [
      "an unknown field",
      change('{"op": "create", "flag": "a", "set": {›"name": "b"}}'),
      'unknown key "name"',
      "enabled, strategy,",
    ],
    [
      "what belongs into the metadata",
      change('{"op": "update", "flag": "a", "set": {›"owner": "growth"}}'),
      'unknown key "owner"',
      'put it into the metadata: {"metadata": {"owner": …}}',
    ],
    [
      "a missing percentage",
      change('›{"op": "rollout", "flag": "a"}'),
      '"percentage" is missing, expected a number',
      undefined,
    ],
    [
      "a text for a number",
      change('{"op": "rollout", "flag": "a", "percentage": ›"5"}'),
      '"percentage" is "5", expected a number',
      undefined,
    ],
    [
      "too large a percentage",
      change('{"op": "rollout", "flag": "a", "percentage": ›101}'),
      "101 is not a percentage",
      "from 0 to 100",
    ],
    [
      "a text for a list",
      change('{"op": "enable-users", "flag": "a", "ids": ›"b"}'),
      '"ids" is "b", expected a list of texts',
      undefined,
    ],
    [
      "numbers in a list",
      change('{"op": "enable-users", "flag": "a", "ids": ["x", ›1]}'),
      '"ids[1]" is 1, expected a text',
      undefined,
    ],
    [
      "an empty item",
      change('{"op": "enable-users", "flag": "a", "ids": ["x", ›" "]}'),
      "the list has an empty item",
      undefined,
    ],
    [
      "an empty list",
      change('{"op": "enable-users", "flag": "a", "ids": ›[]}'),
      "the list is empty",
      "name at least one; to have it off for everybody, disable it",
    ],
    [
      "nothing to take out",
      change('{"op": "enable-domains", "flag": "a", "domains": ›[], "mode": "remove"}'),
      "the list is empty",
      "name at least one",
    ],
    [
      "an unknown mode",
      change('{"op": "enable-users", "flag": "a", "ids": ["x"], "mode": ›"ad"}'),
      '"mode" is "ad", expected one of replace, add, remove',
      undefined,
    ],
    [
      "null for a mode",
      change('{"op": "enable-users", "flag": "a", "ids": ["x"], "mode": ›null}'),
      '"mode" is null',
      undefined,
    ],
    [
      "null for fields",
      change('{"op": "create", "flag": "a", "set": ›null}'),
      '"set" is null, expected an object',
      undefined,
    ],
    [
      "a key that is both set and unset",
      change('{"op": "update", "flag": "a", "set": {"metadata": {"b": 1}}, "unset_metadata": ["a", ›"b"]}'),
      `the metadata's "b" is both to be set and to be unset`,
      "give one of the two",
    ],
    ["missing fields", change('›{"op": "update", "flag": "a"}'), '"set" is missing, expected an object', undefined],
    [
      "shares that are no numbers",
      change('{"op": "ab-test", "flag": "a", "variants": {"A": ›"100"}}'),
      '"variants.A" is "100", expected a number',
      undefined,
    ],
    [
      "shares that miss 100",
      change('{"op": "ab-test", "flag": "a", "variants": ›{"A": 50}}'),
      "the shares sum to 50, 50 short of 100",
      "for example A=100",
    ],
    [
      "an unknown strategy",
      change('{"op": "create", "flag": "a", "set": {"strategy": ›"some"}}'),
      '"strategy" is "some", expected one of all,',
      undefined,
    ],
    [
      "a domain that is none, after one that stands there twice",
      change('{"op": "enable-domains", "flag": "a", "domains": ["@a.com", "A.com", ›"b@c"]}'),
      '"b@c" is not an email domain',
      "the part behind the @",
    ],
    [
      "a share of nobody",
      change('{"op": "create", "flag": "a", "set": {"ab_test_allocation": {"A": 100, "B": ›0}}}'),
      'the share of variant "B" is 0',
      "above zero",
    ],
    [
      "a variant without a name",
      change('{"op": "ab-test", "flag": "a", "variants": {"A": 1, ›"": 99}}'),
      '"" is not a name for a variant',
      undefined,
    ],
    [
      "too fine a percentage among the fields",
      change('{"op": "update", "flag": "a", "set": {"percentage": ›0.1234}}'),
      "0.1234 has more than 3 decimals",
      undefined,
    ],
    ["a change that is a list", change("›[]"), "a change is an object", "such as"],
    ["a change that is null", change("›null"), "a change is an object", "such as"],
  ])("for %s, at the key or value that is at fault", (_, marked, message, hint) => {
    const error = errorOf(() => parse(marked.replace("›", "")));
    const column = marked.indexOf("›") + 1;
    expect(error).toMatchObject({ code: "USAGE", location: { file: "changes.json", line: 1, column } });
    expect(error.message.startsWith(message)).toBe(true);
    if (hint !== undefined) expect(error.hint).toContain(hint);
  });

  it.each([
    ["›{}", 'changes.json has no list "changes"'],
    ['{"changes": ›{}}', 'changes.json has no list "changes"'],
    ['›[{"op": "enable", "flag": "a"}]', "changes.json is a list, expected an object with changes"],
    ["›7", "changes.json is 7, expected an object with changes"],
    ["›[", "changes.json is not valid JSON: expected an object"],
    ["›", "changes.json is not valid JSON: the file is empty"],
    ['{"changes": [],›}', "changes.json is not valid JSON: expected a key"],
    ['{"changes": [], ›"changes": [{"op": "enable", "flag": "a"}]}', 'the key "changes" stands there twice'],
    ['{"changes": [], ›"resaon": "x"}', 'unknown key "resaon"'],
    ['{"changes": [], "reason": ›5}', '"reason" is 5, expected a text'],
    ['{"changes": [], "reason": ›""}', '"reason" is "", expected a text'],
  ])("%s", (marked, message) => {
    const error = errorOf(() => parse(marked.replace("›", "")));
    expect(error.message.startsWith(message)).toBe(true);
    expect(error).toMatchObject({ code: "USAGE", location: { line: 1, column: marked.indexOf("›") + 1 } });
  });

  it("says where its JSON is wrong", () => {
    expect(errorOf(() => parse('{\n  "changes": [\n    nope\n')).location).toMatchObject({
      line: 3,
      column: 5,
      excerpt: "    nope",
    });
  });

  it("refuses numbers that would be written otherwise than they stand there, each with its place", () => {
    const error = errorOf(() =>
      parse(`{"changes": [
  {"op": "create", "flag": "größe", "set": {"metadata": {"id": 12345678901234567890, "is": [1e-400]}}},
  {"op": "rollout", "flag": "a", "percentage": 10.00000000000000000001},
  {"op": "create", "flag": "b", "set": {"metadata": {"share": 33.333333333333336, "id": "12345678901234567890"}}}
]}`),
    );
    expect(error.code).toBe("USAGE");
    expect(problemsOf(error)).toEqual([
      "2:64 12345678901234567890 is a number that would not be written as it stands there",
      "2:93 1e-400 is a number that would not be written as it stands there",
      "3:48 10.00000000000000000001 is a number that would not be written as it stands there",
    ]);
    expect(error.hint).toContain("put it in quotes");
  });

  it.each([
    ["in a change", '{"op": "enable", "flag": "a", "\\u0066lag": "b"}', "flag"],
    ["among the fields", '{"op": "create", "flag": "a", "set": {"enabled": true, "enabled": false}}', "enabled"],
    ["among variants", '{"op": "ab-test", "flag": "a", "variants": {"A": 50, "B": 50, "A": 50}}', "A"],
    ["in metadata", '{"op": "create", "flag": "a", "set": {"metadata": {"owner": "x", "owner": "y"}}}', "owner"],
    ["deep in metadata", '{"op": "create", "flag": "a", "set": {"metadata": {"x": [{"k": 1, "k": 2}]}}}', "k"],
  ])("for a key that stands there twice %s", (_, text, key) => {
    const error = errorOf(() => parse(change(text)));
    expect(error).toMatchObject({ code: "USAGE", hint: "keep the one that is meant" });
    expect(error.message).toContain(`the key "${key}" stands there twice`);
    const second = Math.max(change(text).lastIndexOf(`"${key}"`), change(text).indexOf('"\\u0066lag"'));
    expect(error.location).toMatchObject({ line: 1, column: second + 1 });
  });

  it("names all its problems together in the order of the file, each with line and column", () => {
    const error = errorOf(() =>
      parse(`{
  "changes": [
    {"op": "enable", "flag": "a"},
    {"op": "rollout", "flag": "é", "percentage": -1}, {"op": "enabel", "flag": "a"},
    7
  ],
  "resaon": "x"
}`),
    );
    expect(problemsOf(error)).toEqual([
      "4:50 -1 is not a percentage",
      '4:62 unknown operation "enabel"',
      "5:5 a change is an object",
      '7:3 unknown key "resaon"',
    ]);
    expect(error.message).toBe(error.problems.map(({ message }) => message).join("\n"));
    expect(error.hint?.split("\n")).toHaveLength(4);
    expect(error.location).toEqual(error.problems[0]?.location);
  });

  // So many that what goes through all the file for each one runs into the time limit of a test.
  const manyChanges = (fields: object): string =>
    JSON.stringify({ changes: Array.from({ length: 40_000 }, (_, at) => ({ flag: `flag_${at}`, ...fields })) });
  const manyKeys = Array.from({ length: 40_000 }, (_, at) => [`key_${at}`, 0] as const);
  const applyToNone = (text: string): unknown =>
    combine(parse(text).steps)(FlagDocument.fromText("{}", "flags.json"), new Date(0));

  it.each<[string, () => unknown]>([
    ["values", () => parse(manyChanges({ op: "rollout", percentage: 500 }))],
    ["flags that are not there", () => applyToNone(manyChanges({ op: "update", set: { percentage: 5 } }))],
    ["keys of the file", () => parse(JSON.stringify({ changes: [], ...Object.fromEntries(manyKeys) }))],
  ])("tells of each of very many refused %s", (_, work) => {
    expect(errorOf(work).problems).toHaveLength(40_000);
  });
});
