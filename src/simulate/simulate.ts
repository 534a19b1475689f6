import type { Context } from "../command.js";
import { decidesByHash } from "../eval/decide.js";
import { PreparedFlag } from "../eval/prepared-flag.js";
import type { Flag } from "../model/flag.js";
import type { FlagPatch } from "../model/edits.js";
import { readFlags } from "../readable-flags.js";
import type { ChiSquare } from "../statistics/chi-square.js";
import type { Share } from "../term/share-columns.js";
import { Census, type Population } from "../users/population.js";
import { usersOf, usualUsers, type UsersOptions } from "../users/users-option.js";
import { cautions } from "./cautions.js";
import { outcomesOf, type PossibleOutcome } from "./outcomes.js";
import { shareOf } from "./share.js";
import { tally, type Tally } from "./tally.js";

/** Whether the hash does what it should. */
export interface Checks {
  /** The shares against the expected ones. */
  readonly fit: ChiSquare;
  /** The users of each bucket against the same number in each. */
  readonly spread: ChiSquare;
  /** Users by bucket, 0 to 99. */
  readonly buckets: readonly number[];
}

/** How a flag fell out for many users, and whether that is as it should be. */
export interface Simulation {
  readonly key: string;
  /** As it was tried: as it stands, or as it was supposed. */
  readonly flag: Flag;
  readonly isSupposed: boolean;
  readonly population: Population;
  readonly shares: readonly (Share & PossibleOutcome)[];
  /** Null where the flag does not decide by a hash. */
  readonly checks: Checks | null;
  readonly file: string;
}

/**
 * Evaluates a flag for many users.
 * @param suppose what to suppose of the flag; null: nothing
 */
export async function simulate(
  context: Context,
  key: string,
  { users: typed = usualUsers, skipBad = false }: UsersOptions,
  suppose: FlagPatch | null,
): Promise<Simulation> {
  const store = context.openStore();
  const [stored] = await readFlags(store, [key]);
  const flag: Flag = { ...stored, ...suppose?.(stored) };
  const prepared = new PreparedFlag(flag);
  const outcomes = outcomesOf(prepared);
  const census = new Census(typed, await usersOf(context, typed, { skipBad }));
  const counted = await tally(prepared, outcomes, census.batches());
  const { population } = census;
  for (const caution of cautions(key, flag, typed, counted, population.repeats)) context.notice(caution);
  return {
    key,
    flag,
    isSupposed: suppose !== null,
    population,
    shares: outcomes.map((outcome, index) => ({
      ...outcome,
      ...shareOf(counted.counts[index] ?? 0, counted.users, outcome.expectedPercent),
    })),
    checks: decidesByHash(prepared) ? await check(counted, outcomes) : null,
    file: store.location,
  };
}

async function check({ counts, buckets, unhashable }: Tally, outcomes: readonly PossibleOutcome[]): Promise<Checks> {
  const { goodnessOfFit } = await import("../statistics/chi-square.js");
  // Without a bucket a user is off for sure, and says nothing about the hash.
  const byChance = counts.with(-1, (counts.at(-1) ?? 0) - unhashable);
  const expected = outcomes.map(({ expectedPercent }) => expectedPercent ?? 0);
  const evenly = buckets.map(() => 1);
  return { fit: goodnessOfFit(byChance, expected), spread: goodnessOfFit(buckets, evenly), buckets };
}
