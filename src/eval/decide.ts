import type { DamagedFlag, User } from "../model/flag.js";
import { bucketOf, thousandthsOf } from "./bucket.js";
import { startOfDomain } from "./email-domain.js";
import { outcomes, type Outcome } from "./evaluation.js";
import { isText } from "./is-text.js";
import { PreparedFlag } from "./prepared-flag.js";
import { variantIndexAt } from "./variants.js";

/** What stands under a key of the file: a flag, one that can't be read, or nothing. */
export type Evaluable = PreparedFlag | DamagedFlag | undefined;

/**
 * The numbers of the last decision, for whoever made it to read at once: an object for each would be garbage for the
 * many that only ask whether a flag is on. What an outcome does not speak of is left over from earlier ones.
 */
export const numbers = {
  /** Of `below_percentage` and `not_below_percentage`: the user's position in thousandths of a percent. */
  thousandths: 0,
  /** Of `assigned` and `unassigned`. */
  bucket: 0,
  /** Of `assigned`: which of the flag's ranges. */
  range: 0,
};

/**
 * The decision itself, of which every form of answer is drawn. It makes nothing that would have to be cleared away,
 * as long as id and name together are ASCII of up to 240 characters and an email is ASCII.
 */
export function decide(flag: Evaluable, user: User | undefined): Outcome {
  if (flag === undefined) return outcomes.unknown_flag;
  if (!(flag instanceof PreparedFlag)) return outcomes.damaged;
  if (!flag.enabled) return outcomes.disabled;
  if (flag.strategy === "all") return outcomes.everybody;
  if (flag.strategy === "none") return outcomes.nobody;
  if (!user) return outcomes.no_user;
  switch (flag.strategy) {
    case "percentage":
    case "ab_test":
      return decideByHash(flag, isText(user.userId) ? flag.prefix.residueWith(user.userId) : undefined);
    case "user_list":
      return flag.targets.has(user.userId) ? outcomes.listed : outcomes.not_listed;
    case "user_tier":
      // An empty tier is none, even where the file lists one.
      if (!user.tier) return outcomes.no_tier;
      return flag.targets.has(user.tier) ? outcomes.listed : outcomes.not_listed;
    case "email_domain":
      return decideDomain(flag, user.email);
  }
}

/**
 * The decision of a flag that goes by a hash.
 * @param residue of the prefix with the user's id; undefined where it has none
 */
export function decideByHash(flag: PreparedFlag, residue: number | undefined): Outcome {
  if (residue === undefined) return flag.name.isWellFormed() ? outcomes.unhashable_user : outcomes.unhashable_name;
  return flag.strategy === "percentage" ? decideRollout(flag, residue) : decideVariant(flag, residue);
}

function decideRollout(flag: PreparedFlag, residue: number): Outcome {
  const thousandths = thousandthsOf(residue);
  numbers.thousandths = thousandths;
  return thousandths < flag.threshold ? outcomes.below_percentage : outcomes.not_below_percentage;
}

function decideVariant(flag: PreparedFlag, residue: number): Outcome {
  const bucket = bucketOf(residue);
  numbers.bucket = bucket;
  const range = variantIndexAt(flag.ranges, bucket);
  if (range === undefined) return outcomes.unassigned;
  numbers.range = range;
  return outcomes.assigned;
}

function decideDomain(flag: PreparedFlag, email: string | undefined): Outcome {
  const start = isText(email) ? startOfDomain(email) : 0;
  if (!isText(email) || start === 0) return outcomes.no_email_domain;
  return flag.domains.hasDomainAt(email, start) ? outcomes.listed : outcomes.not_listed;
}

/** Whether users get their answer by their bucket. */
export function decidesByHash({ enabled, strategy }: PreparedFlag): boolean {
  return enabled && (strategy === "percentage" || strategy === "ab_test");
}
