import type { Context } from "../command.js";
import { editFlag, type FlagPatch } from "../model/edits.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import type { Update } from "../store/store.js";
import { closest } from "../term/suggest.js";
import { noticeAbsent, type Removal } from "./absent.js";
import { mutate, type FlagMutation, type Mutation } from "./mutation.js";
import { mustExist, type UpsertOptions } from "./options.js";
import { undoCommand } from "./render.js";

/**
 * A mutating command on one flag, which is made where it is not there yet, and said so.
 * @param removal what it takes out of the flag, where it does that
 */
export async function upsertFlag(
  context: Context,
  options: UpsertOptions & { readonly name: string },
  command: string,
  patch: FlagPatch,
  removal?: Removal,
): Promise<Mutation> {
  const { name } = options;
  const strict = mustExist(context, options);
  const mutation = await mutate(context, options, {
    command,
    edit: editFlag(name, strict ? "must exist" : "either", patch),
    flags: [name],
    mayCreateFile: !strict,
    tell: (update, isMade) => {
      noticeCreated(context, update, name, isMade);
      if (removal !== undefined) noticeAbsent(context, update, name, removal);
    },
  });
  noticeFraction(context, mutation.changes[0]);
  return mutation;
}

/** A new flag may be a slip of the finger: say so where it can't be missed, with the names it may have been. */
function noticeCreated(context: Context, { before }: Update, name: string, isMade: boolean): void {
  if (before.has(name)) return;
  // From what was written, not read anew: nothing may fail here any more, the change may be made.
  const close = closest(name, before.keys());
  const back = isMade
    ? ` Then take this back with: ${undoCommand({ fileOption: context.global.file ?? null }, name)}`
    : "";
  const meant = close.length === 0 ? "" : ` Did you mean ${close.join(", ")}?${back}`;
  const fate = isMade ? "created it" : "it would be created";
  context.notice(`there was no flag ${JSON.stringify(name)} in ${before.file}: ${fate}.${meant}`);
}

/** Other readers of the file count in whole percents: said when a finer percentage is set. */
export function noticeFraction(context: Context, change: FlagMutation | undefined): void {
  const before = percentageOf(change?.before);
  const after = percentageOf(change?.after);
  if (after === null || after === before || Number.isInteger(after)) return;
  const name = change?.flag ?? "";
  context.notice(`${name}: readers that bucket by whole percents round ${after}% up to ${Math.ceil(after)}%`);
}

function percentageOf(flag: Flag | DamagedFlag | null | undefined): number | null {
  return flag === null || flag === undefined || isDamaged(flag) ? null : flag.percentage;
}
