import type { Context } from "../command.js";
import { someNames } from "../model/describe.js";
import { effectOf } from "../model/effect.js";
import { listFields, type DamagedFlag, type Flag } from "../model/flag.js";
import { isDamaged, readable } from "../model/parse-flag.js";
import type { UserSource } from "../users/user-source.js";
import type { ChangedFlag } from "./compare.js";

/** Why users who are ids alone tell nothing of some flags. */
export const blindness = "synthetic ids have no tier and no email";

/**
 * Changes of which these users tell nothing: who gets it goes by tier or email domain, so "nobody notices" would be
 * wrong. A change that nobody at all notices is none of them.
 */
export function blindSpots(users: Pick<UserSource, "isSynthetic">, flags: readonly ChangedFlag[]): ChangedFlag[] {
  if (!users.isSynthetic) return [];
  return flags.filter(
    ({ before, after }) => [before, after].some(goesByProfile) && effectOf(parsed(before), parsed(after)) !== null,
  );
}

/** Whether a user's tier or email domain decides. */
export function goesByProfile(flag: Flag | DamagedFlag | undefined): boolean {
  return goesByList(flag) && flag.strategy !== "user_list";
}

/** Whether a list decides who gets it. */
export function goesByList(flag: Flag | DamagedFlag | undefined): flag is Flag {
  return flag !== undefined && !isDamaged(flag) && flag.enabled && Object.hasOwn(listFields, flag.strategy);
}

/** Says of which flags the users tell nothing. */
export function noticeBlindSpots(context: Context, blind: readonly { readonly key: string }[]): void {
  if (blind.length > 0) context.notice(`${blindness}: name a users file for ${someNames(blind.map(({ key }) => key))}`);
}

function parsed(flag: Flag | DamagedFlag | undefined): Flag | null {
  return readable(flag ?? null);
}
