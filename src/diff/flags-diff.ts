import { movedUsers, type Move } from "../eval/moves.js";
import { deltasBetween } from "../model/delta.js";
import { fieldDifferences, type FieldDifference } from "../model/diff.js";
import type { FlagDocument } from "../model/document.js";
import { effectOf } from "../model/effect.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { sameFieldMeaning, sameMeaning } from "../model/outside.js";
import { parseFlag, readable } from "../model/parse-flag.js";
import { renamesAmong } from "./renames.js";

/** A flag on one side: what it says, and its text in the file. */
export interface SideFlag {
  readonly flag: Flag | DamagedFlag;
  readonly text: string;
}

/** A flag whose meaning differs; null on the side that does not have it. */
export interface FlagDifference {
  readonly key: string;
  readonly change: "added" | "removed" | "changed";
  readonly before: SideFlag | null;
  readonly after: SideFlag | null;
  /** Field by field, where both sides have the flag. */
  readonly differences: readonly FieldDifference[];
  /** What it does to users, in one sentence; null where nobody notices it. */
  readonly effect: string | null;
  /** What happens to users who have it, where that is easily overlooked. */
  readonly moves: readonly Move[];
  /** Of an added flag: the removed one that it looks like, under another name. */
  readonly renamedFrom: string | null;
}

/** What differs in meaning between two files of flags. */
export interface FlagsDiff {
  /** In the order of the older side; what was added stands last. */
  readonly flags: readonly FlagDifference[];
  /** How many flags are the same on both sides. */
  readonly same: number;
}

/** Compares by meaning: layout, order, duplicates in lists and defaults that are written out make no difference. */
export function diffFlags(a: FlagDocument, b: FlagDocument): FlagsDiff {
  const keys = new Set([...a.keys(), ...b.keys()]);
  const flags = deltasBetween(a, b, keys, sameMeaning).map(({ key, before, after }) =>
    differenceOf(key, sideFlag(key, before), sideFlag(key, after)),
  );
  return { flags: withRenames(flags), same: keys.size - flags.length };
}

function sideFlag(key: string, text: string | null): SideFlag | null {
  return text === null ? null : { flag: parseFlag(key, JSON.parse(text)), text };
}

function differenceOf(key: string, before: SideFlag | null, after: SideFlag | null): FlagDifference {
  const change = before === null ? "added" : after === null ? "removed" : "changed";
  return {
    key,
    change,
    before,
    after,
    differences: before && after ? fieldDifferences(before.text, after.text, sameFieldMeaning) : [],
    effect: effectOf(readable(before?.flag ?? null), readable(after?.flag ?? null)),
    moves: movedUsers(before?.flag ?? null, after?.flag ?? null),
    renamedFrom: null,
  };
}

/** A flag that went on under another name; what that does to users who had it is told at the new one. */
function withRenames(flags: readonly FlagDifference[]): readonly FlagDifference[] {
  const renames = renamesAmong(flags);
  return flags.map((flag) => {
    const old = renames.get(flag);
    return old === undefined ? flag : { ...flag, moves: movesOfRename(old, flag), renamedFrom: old.key };
  });
}

/** Where no hash draws users anew, they lose it as long as applications ask for the old name. */
function movesOfRename(old: FlagDifference, flag: FlagDifference): readonly Move[] {
  const moves = movedUsers(old.before?.flag ?? null, flag.after?.flag ?? null);
  return moves.length > 0 || old.effect === null ? moves : [{ kind: "key", before: old.key, after: flag.key }];
}
