import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { insertMembers, removeMembers, setMember } from "../../src/json/edit.js";
import { setStringList } from "../../src/json/list.js";
import { type Span, rootSpan, scanDocument, scanElements } from "../../src/json/scan.js";
import { type Splice, splice } from "../../src/json/splice.js";
import { type Style, detectStyle, render } from "../../src/json/style.js";
import { documentText, key, newValue } from "./arbitraries.js";
import { textOf, utf8 } from "./bytes.js";
import { asMaps } from "./maps.js";

type Tree = ReadonlyMap<string, unknown>;

function parse(bytes: Uint8Array): Tree {
  return asMaps(JSON.parse(textOf(bytes))) as Tree;
}

function asTree(value: unknown): Tree {
  return value instanceof Map ? (value as Tree) : new Map();
}

function withMember(tree: Tree, [name = "", ...rest]: readonly string[], value: unknown): Tree {
  return new Map(tree).set(name, rest.length === 0 ? value : withMember(asTree(tree.get(name)), rest, value));
}

/** Key and value of each member but those of these names, in the bytes of the file. */
function otherTexts(bytes: Uint8Array, ...names: string[]): string[] {
  const textAt = ({ start, end }: Span): string => textOf(bytes.subarray(start, end));
  return scanDocument(bytes)
    .filter((member) => !names.includes(member.key))
    .map((member) => `${textAt(member.keySpan)}=${textAt(member.value)}`);
}

/** Every byte before the first and behind the last splice, found again at its place. */
function expectOutsideKept(bytes: Uint8Array, edited: Uint8Array, splices: readonly Splice[]): void {
  const start = Math.min(bytes.length, ...splices.map((one) => one.start));
  const behind = bytes.length - Math.max(start, ...splices.map((one) => one.end));
  expect(Buffer.compare(edited.subarray(0, start), bytes.subarray(0, start))).toBe(0);
  expect(Buffer.compare(edited.subarray(edited.length - behind), bytes.subarray(bytes.length - behind))).toBe(0);
  if (splices.length === 0) expect(edited.length).toBe(bytes.length);
}

function open(text: string): { bytes: Uint8Array; root: Span; style: Style } {
  const bytes = utf8(text);
  return { bytes, root: rootSpan(bytes), style: detectStyle(bytes, scanDocument(bytes)) };
}

const path = fc.array(key, { minLength: 1, maxLength: 3 });
const manyRuns = { numRuns: 2_500 };

describe("a random edit of a random text", () => {
  it("sets what was named and keeps the bytes of all else", () => {
    fc.assert(
      fc.property(documentText, path, newValue, (text, names, value) => {
        const { bytes, root, style } = open(text);
        const splices = setMember(bytes, root, names, value, style, 1);
        const edited = splice(bytes, splices);
        expect(parse(edited)).toEqual(withMember(parse(bytes), names, asMaps(value)));
        expect(otherTexts(edited, names[0]!)).toEqual(otherTexts(bytes, names[0]!));
        expectOutsideKept(bytes, edited, splices);
        const last = scanDocument(bytes).findLast((member) => member.key === names[0]);
        if (last === undefined) return;
        for (const { start, end } of splices) expect(start >= last.value.start && end <= last.value.end).toBe(true);
      }),
      manyRuns,
    );
  });

  it("removes what was named and keeps the bytes of all else", () => {
    fc.assert(
      fc.property(documentText, fc.array(key, { maxLength: 3 }), (text, names) => {
        const { bytes, root } = open(text);
        const splices = removeMembers(root, new Set(names), scanDocument(bytes));
        const edited = splice(bytes, splices);
        expect(parse(edited)).toEqual(new Map([...parse(bytes)].filter(([name]) => !names.includes(name))));
        expect(otherTexts(edited)).toEqual(otherTexts(bytes, ...names));
        expectOutsideKept(bytes, edited, splices);
      }),
      manyRuns,
    );
  });

  it("inserts at the place that was named", () => {
    fc.assert(
      fc.property(documentText, fc.nat(), newValue, (text, place, value) => {
        const { bytes, root, style } = open(text);
        const members = scanDocument(bytes);
        const name = "a key that is new";
        const after = members[place % (members.length + 1)]?.key ?? null;
        const edited = splice(
          bytes,
          insertMembers(bytes, root, [{ key: name, valueText: render(value, style, 1) }], style, 1, after),
        );
        const index = after === null ? 0 : members.findLastIndex((member) => member.key === after) + 1;
        const keys = members.map((member) => member.key).toSpliced(index, 0, name);
        expect(scanDocument(edited).map((member) => member.key)).toEqual(keys);
        expect(parse(edited)).toEqual(new Map(parse(bytes)).set(name, asMaps(value)));
        expect(otherTexts(edited, name)).toEqual(otherTexts(bytes, name));
      }),
      manyRuns,
    );
  });

  it("sets a list of strings, and those that stay keep their text", () => {
    const texts = fc.array(documentText, { maxLength: 3 });
    const list = fc.array(key, { maxLength: 5 });
    fc.assert(
      fc.property(list, fc.boolean(), texts, list, fc.nat(), (old, broken, foreign, values, seed) => {
        const items = [...old.map((item) => JSON.stringify(item)), ...foreign];
        const mixed = items.toSorted((a, b) => ((a.length + seed) % 5) - ((b.length + seed) % 5));
        const gap = broken ? "\n  " : " ";
        const bytes = utf8(`{"list":[${gap}${mixed.join("," + gap)}${gap}],"other":1}`);
        const members = scanDocument(bytes);
        const splices = setStringList(bytes, members[0]!.value, values, detectStyle(bytes, members), 1);
        const edited = splice(bytes, splices);
        expect(parse(edited)).toEqual(
          new Map<string, unknown>([
            ["list", values],
            ["other", 1],
          ]),
        );
        expectOutsideKept(bytes, edited, splices);
        const kept = scanElements(edited, scanDocument(edited)[0]!.value).map(({ start, end }) =>
          textOf(edited.subarray(start, end)),
        );
        for (const item of old) if (values.includes(item)) expect(kept).toContain(JSON.stringify(item));
      }),
      manyRuns,
    );
  });
});

describe("removing a flag and inserting it again", () => {
  const layouts: [name: string, style: Partial<Style>][] = [
    ["json.dump(indent=2)", {}],
    ["four spaces", { indent: "    " }],
    ["tabs and CRLF", { indent: "\t", newline: "\r\n" }],
    ["raw characters", { ascii: false }],
    ["minified", { brokenLevels: 0, indent: "", colon: ":", comma: "," }],
    ["one line, as json.dump", { brokenLevels: 0, indent: "" }],
    ["one flag a line", { brokenLevels: 1 }],
  ];
  const base: Style = { indent: "  ", newline: "\n", brokenLevels: Infinity, ascii: true, colon: ": ", comma: ", " };
  const flags = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 8 }),
    fc.record({ name: key, percentage: fc.nat(100), user_ids: fc.array(key, { maxLength: 3 }) }),
    { minKeys: 2, maxKeys: 5 },
  );

  it.each(layouts)("gives the same bytes: %s", (_, layout) => {
    fc.assert(
      fc.property(flags, fc.nat(), fc.boolean(), (value, place, mark) => {
        const { bytes, root, style } = open((mark ? "\ufeff" : "") + render(value, { ...base, ...layout }, 0) + "\n");
        const members = scanDocument(bytes);
        const index = place % members.length;
        const { key: name, value: span } = members[index]!;
        const before = members[index - 1]?.key ?? null;
        const without = splice(bytes, removeMembers(root, new Set([name]), members));
        const valueText = textOf(bytes.subarray(span.start, span.end));
        const again = insertMembers(without, rootSpan(without), [{ key: name, valueText }], style, 1, before);
        expect(textOf(splice(without, again))).toBe(textOf(bytes));
      }),
      { numRuns: 100 },
    );
  });
});
