import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { noticeDuplicates } from "../notice-duplicates.js";
import { noticeBlindSpots } from "../preview/blind-spots.js";
import { compare, type Comparison } from "../preview/compare.js";
import { noticeStrangers } from "../preview/strangers.js";
import { usersFile, usersOf, type UsersOptions } from "../users/users-option.js";
import { diffFlags, type FlagDifference, type FlagsDiff } from "./flags-diff.js";
import { openSides, type Sides } from "./sides.js";

/** What `ff diff` finds out. */
export interface Report {
  readonly sides: Sides;
  readonly diff: FlagsDiff;
  /** What users get on both sides; null unless that was asked for. */
  readonly comparison: Comparison | null;
  /** The users file: its path, `-` for standard input; null for synthetic ids, and without users. */
  readonly usersFile: string | null;
}

/** What is to be compared, as it was typed. */
export interface Request extends UsersOptions {
  readonly a: string;
  readonly b?: string;
}

/** @throws FfError USAGE, FILE_NOT_FOUND, REVISION_NOT_FOUND, INVALID_FILE, IO */
export async function reportOn(context: Context, { a, b, users, skipBad = false }: Request): Promise<Report> {
  if (users === undefined && skipBad)
    throw new FfError("USAGE", "--skip-bad is for many users", { hint: "add --users <users>" });
  const source = users === undefined ? null : await usersOf(context, users, { skipBad });
  const sides = await openSides(context, a, b);
  for (const side of [sides.a, sides.b]) noticeDuplicates(context, side.document.duplicates(), side.source);
  const diff = diffFlags(sides.a.document, sides.b.document);
  const flags = diff.flags.map(sidesOfFlag);
  const comparison = source && (await compare(flags, source));
  if (comparison !== null) noticeBlindSpots(context, comparison.uncounted);
  if (source?.isSynthetic) noticeStrangers(context, flags, comparison?.users ?? 0);
  return {
    sides,
    diff,
    comparison,
    usersFile: users === undefined ? null : usersFile(users),
  };
}

function sidesOfFlag({ key, before, after }: FlagDifference) {
  return { key, before: before?.flag, after: after?.flag };
}
