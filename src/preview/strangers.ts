import type { Context } from "../command.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { someOf } from "../model/describe.js";
import { countOf } from "../term/count.js";
import { isSyntheticId } from "../users/user-source.js";
import { goesByList } from "./blind-spots.js";
import type { ChangedFlag } from "./flag-count.js";

const shownStrangers = 3;

/**
 * Says whom a count of synthetic ids leaves out: those that a list names on one side alone, and that are none of them.
 * @param count how many ids there are
 */
export function noticeStrangers(context: Context, flags: readonly ChangedFlag[], count: number): void {
  for (const { key, before, after } of flags) {
    const strangers = listedOnce(before, after).filter((id) => !isSyntheticId(id, count));
    if (strangers.length > 0)
      context.notice(
        `${key}: not counted, since they are none of the ${countOf(count)} synthetic ids: ${someOf(strangers, shownStrangers)}`,
      );
  }
}

function listedOnce(before: ChangedFlag["before"], after: ChangedFlag["after"]): string[] {
  const had = idsOf(before);
  const has = idsOf(after);
  return [...[...had].filter((id) => !has.has(id)), ...[...has].filter((id) => !had.has(id))];
}

function idsOf(flag: Flag | DamagedFlag | undefined): ReadonlySet<string> {
  return new Set(goesByList(flag) && flag.strategy === "user_list" ? flag.user_ids : []);
}
