import { listFields, type Flag } from "../model/flag.js";
import { blindness, blindSpot, profileStrategyOf } from "../preview/blind-spots.js";
import { counted } from "../term/count.js";
import { repeatsCaution, type Repeats } from "../users/repeated-ids.js";
import { isCount } from "../users/users-option.js";
import type { Tally } from "./tally.js";

/** What has to be known to read the figures of a simulation: a sentence each, to stand beside them. */
export function cautions(key: string, flag: Flag, typed: string, tally: Tally, repeats: Repeats): string[] {
  const { users, counts, lacking, unhashable } = tally;
  const told = sourceCautions(key, flag, typed, users - (counts.at(-1) ?? 0));
  if (!flag.enabled)
    told.push(`flag ${JSON.stringify(key)} is paused, so it is off for everybody: --as-enabled supposes it is not`);
  const strategy = profileStrategyOf(flag);
  if (strategy !== null && !isCount(typed) && users > 0 && lacking === users)
    told.push(blindSpot(false, [strategy]).why);
  if (unhashable > 0) told.push(withoutBucket(flag, unhashable));
  return [...told, ...repeatsCaution(repeats, users)];
}

/**
 * Why this flag can't be tried on users that are ids alone; empty where it can.
 * @param reached how many of them got it
 */
export function sourceCautions(key: string, { enabled, strategy }: Flag, typed: string, reached: number): string[] {
  if (reached > 0 || !isCount(typed) || !enabled || !Object.hasOwn(listFields, strategy)) return [];
  const why = strategy === "user_list" ? "no synthetic id is on its list" : blindness;
  return [`${why}: name a users file to try ${key}`];
}

function withoutBucket(flag: Flag, users: number): string {
  return flag.name.isWellFormed()
    ? `${counted(users, "user id")} ${users === 1 ? "is" : "are"} not well-formed Unicode: off, without a bucket`
    : "the flag's name is not well-formed Unicode: it is off for everybody, without a bucket";
}
