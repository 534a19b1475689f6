import type { Context } from "../command.js";
import type { User } from "../model/flag.js";
import { blindSpot, noticeBlindSpots, profileStrategyOf } from "../preview/blind-spots.js";
import { noticeStrangers } from "../preview/strangers.js";
import { isCount, usersOf } from "../users/users-option.js";
import type { View } from "../term/view.js";
import { readAskedFlags } from "./flags.js";
import { answerFor } from "./one-user.js";
import { refuseConflicts, type CheckOptions } from "./options.js";
import { renderRows, type Rows } from "./rows.js";
import { renderSeveral, type SeveralAnswers } from "./several-flags.js";
import { renderTotals } from "./totals-table.js";
import { countUsers, type CountedUsers } from "./totals.js";

/** Several answers: of several flags for one user, or of flags for many users. */
export type ManyAnswers = SeveralAnswers | CountedUsers | Rows;

/** @param user the one that is asked for, where `--users` names no file */
export async function checkMany(
  context: Context,
  options: CheckOptions,
  user: () => User | undefined,
): Promise<ManyAnswers> {
  const { names, all, users: spec, format = "table", skipBad = false } = options;
  refuseConflicts(options, context.global.json);
  const asked = user();
  const { flags, file, mayEdit } = await readAskedFlags(context, all === true ? "all" : names);
  const fileOption = context.global.file ?? null;
  if (spec === undefined) {
    const where = { file, option: context.global.file, mayEdit };
    const answers = flags.map(({ key, flag }) => answerFor(key, flag, asked, where));
    return { kind: "several", answers, user: asked, file, fileOption };
  }
  if (isCount(spec)) {
    const byProfile = flags.filter(({ flag }) => profileStrategyOf(flag) !== null);
    noticeBlindSpots(context, new Map(byProfile.map(({ key }) => [key, blindSpot(true, [])])));
    const listed = flags.map(({ key, flag }) => ({ key, before: undefined, after: flag }));
    noticeStrangers(context, listed, Number(spec));
  }
  // With --quiet no row is ever made; that a user is bad, the totals find out as well.
  if (format === "table" || context.global.quiet) {
    const counted = await countUsers(flags, { file, fileOption }, spec, await usersOf(context, spec, { skipBad }));
    if (!isCount(spec)) noticeBlindSpots(context, counted.blind);
    return counted;
  }
  return { kind: "rows", format, flags, open: (progress) => usersOf(context, spec, { skipBad, progress }) };
}

export async function* renderMany(result: ManyAnswers, view: View): AsyncGenerator<string | Uint8Array> {
  switch (result.kind) {
    case "several":
      yield await renderSeveral(result, view);
      break;
    case "totals":
      yield await renderTotals(result, view);
      break;
    case "rows":
      yield* renderRows(result, view);
  }
}
