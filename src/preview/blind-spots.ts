import type { Context } from "../command.js";
import { outcomes } from "../eval/evaluation.js";
import { someNames } from "../model/describe.js";
import { listFields, type DamagedFlag, type Flag } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";

/** Why users tell nothing of a flag. */
export interface BlindSpot {
  readonly why: string;
  readonly remedy: string;
}

/** Why users who are ids alone tell nothing of some flags. */
export const blindness = "synthetic ids have no tier and no email";

const ofSyntheticIds: BlindSpot = { why: blindness, remedy: "name a users file" };

/** What a flag may look at besides the id, and the answer for a user who has no such thing. */
const profile = {
  user_tier: { inWords: "a tier", lacking: outcomes.no_tier.index },
  email_domain: { inWords: "an email address with a domain", lacking: outcomes.no_email_domain.index },
} as const;

export type ProfileStrategy = keyof typeof profile;

/** The strategy of a flag that goes by a user's tier or email domain; null of any other flag. */
export function profileStrategyOf(flag: Flag | DamagedFlag | undefined): ProfileStrategy | null {
  return goesByList(flag) && flag.strategy in profile ? (flag.strategy as ProfileStrategy) : null;
}

/** The answer, by its number, for a user who has not what such a flag goes by. */
export function lackingAnswer(strategy: ProfileStrategy): number {
  return profile[strategy].lacking;
}

/** Why users tell nothing of flags that go by what none of them has. */
export function blindSpot(isSynthetic: boolean, strategies: readonly ProfileStrategy[]): BlindSpot {
  if (isSynthetic) return ofSyntheticIds;
  const lacking = strategies.map((strategy) => profile[strategy].inWords).join(", nor ");
  return { why: `none of these users has ${lacking}`, remedy: "name users who have one" };
}

/** Whether a list decides who gets it. */
export function goesByList(flag: Flag | DamagedFlag | undefined): flag is Flag {
  return flag !== undefined && !isDamaged(flag) && flag.enabled && Object.hasOwn(listFields, flag.strategy);
}

/** Says of which flags the users tell nothing. */
export function noticeBlindSpots(context: Context, blind: ReadonlyMap<string, BlindSpot>): void {
  const flagsBy = new Map<string, string[]>();
  for (const [key, { why, remedy }] of blind) {
    const reason = `${why}: ${remedy}`;
    const flags = flagsBy.get(reason);
    if (flags === undefined) flagsBy.set(reason, [key]);
    else flags.push(key);
  }
  for (const [reason, flags] of flagsBy) context.notice(`${reason} for ${someNames(flags)}`);
}
