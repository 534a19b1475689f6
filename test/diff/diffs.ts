import fc from "fast-check";

import { diffFlags, type FlagDifference, type FlagsDiff } from "../../src/diff/flags-diff.js";
import type { Side, Sides } from "../../src/diff/sides.js";
import { enclose, render, renderMember, type Style } from "../../src/json/style.js";
import { FlagDocument } from "../../src/model/document.js";
import { flagDefaults, type Flag, type JsonValue } from "../../src/model/flag.js";
import { isStringList } from "../../src/model/json-value.js";
import { flagWith } from "../model/flags.js";
import { flagFields, flagName } from "../model/layouts.js";

export function documentOf(flags: object | string, file = "flags.json"): FlagDocument {
  return FlagDocument.fromText(typeof flags === "string" ? flags : JSON.stringify(flags), file);
}

/** The one difference between two texts or objects of a flag; null: it is not there. */
export function oneDifference(before: unknown, after: unknown): FlagDifference | undefined {
  const side = (value: unknown): FlagDocument => documentOf(value === null ? {} : { checkout: value });
  return diffFlags(side(before), side(after)).flags[0];
}

export function sidesOf(a: FlagDocument, b: FlagDocument): Sides {
  const side = (document: FlagDocument): Side => ({ source: document.file, commit: null, document });
  return { a: side(a), b: side(b) };
}

const flags = fc.uniqueArray(
  fc.tuple(flagName, flagFields).map(([name, fields]) => flagWith({ ...fields, name })),
  { selector: ({ name }) => name, maxLength: 5 },
);

const plain: Style = { indent: "  ", newline: "\n", brokenLevels: Infinity, ascii: false, colon: ": ", comma: ", " };
const minified: Style = { ...plain, indent: "", brokenLevels: 0, ascii: true, colon: ":", comma: "," };

/** A file of flags, and the same written by a program that cares for meaning alone. */
export const relaidDocuments: fc.Arbitrary<{ readonly document: FlagDocument; readonly relaid: FlagDocument }> = fc
  .tuple(flags, fc.infiniteStream(fc.nat()))
  .map(([all, chances]) => {
    const chance = (): number => Number(chances.next().value);
    const relaid = shuffled(
      all.map((flag) => [flag.name, relaidFlag(flag, chance)] as const),
      chance,
    );
    return {
      document: fromMembers(
        all.map((flag) => [flag.name, { ...flag }] as const),
        plain,
      ),
      relaid: fromMembers(relaid, minified),
    };
  });

/** Two files that share some of their flags, whole or by name. */
export const documentPairs: fc.Arbitrary<readonly [FlagDocument, FlagDocument]> = fc
  .tuple(flags, flags, flags)
  .map(([both, before, after]) => {
    const merged = (...lists: Flag[][]): FlagDocument =>
      fromMembers([...new Map(lists.flat().map((flag) => [flag.name, { ...flag }])).entries()], plain);
    return [merged(both, before), merged(both, after)] as const;
  });

function fromMembers(members: readonly (readonly [string, JsonValue])[], style: Style): FlagDocument {
  const texts = members.map(([key, value]) => renderMember(key, render(value, style, 1), style));
  return documentOf(enclose("{", texts, "}", style, 0));
}

/** Keys in another order, defaults left out or written, lists turned round with an item twice. */
function relaidFlag(flag: Flag, chance: () => number): JsonValue {
  const fields = Object.entries(flag).flatMap(([field, value]: [string, JsonValue]): [string, JsonValue][] => {
    const isDefault = JSON.stringify(flagDefaults[field as keyof typeof flagDefaults]) === JSON.stringify(value);
    if (isDefault && chance() % 2 === 0) return [];
    return [[field, isStringList(value) ? [...value.toReversed(), ...value.slice(0, 1)] : value]];
  });
  return Object.fromEntries(shuffled(fields, chance));
}

function shuffled<Item>(items: readonly Item[], chance: () => number): Item[] {
  return items
    .map((item) => [chance(), item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item);
}

/** Every flag that a diff names, by what became of it. */
export function named({ flags }: FlagsDiff, change: FlagDifference["change"]): string[] {
  return flags.filter((flag) => flag.change === change).map(({ key }) => key);
}
