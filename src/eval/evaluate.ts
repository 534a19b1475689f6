import type { DamagedFlag, User } from "../model/flag.js";
import { bucketOf, thousandthsOf } from "./bucket.js";
import { outcomes, type Detail, type Evaluation, type TargetList } from "./evaluation.js";
import { PreparedFlag } from "./prepared-flag.js";
import { variantAt } from "./variants.js";

/** What stands under a key of the file: a flag, one that can't be read, or nothing. */
export type Evaluable = PreparedFlag | DamagedFlag | undefined;

/**
 * Is this flag on for this user, in which variant, and why. Never throws: an unknown or damaged flag is off, with the
 * reason ERROR. `key` is only repeated in the answer; the hash takes the flag's own `name`.
 */
export function evaluate(flag: Evaluable, key: string, user?: User): Evaluation {
  const detail = decide(flag, user);
  const { enabled, reason, errorCode } = outcomes[detail.kind];
  const position = "position" in detail ? detail.position : null;
  return {
    flag: key,
    enabled,
    variant: "variant" in detail ? detail.variant : null,
    strategy: flag instanceof PreparedFlag ? flag.strategy : null,
    reason,
    errorCode,
    bucket: "bucket" in detail ? detail.bucket : position === null ? null : Math.floor(position),
    position,
    percentage: "percentage" in detail ? detail.percentage : null,
    detail,
  };
}

/** `evaluate(…).enabled`, without the rest of the answer. */
export function isEnabled(flag: Evaluable, user?: User): boolean {
  return outcomes[decide(flag, user).kind].enabled;
}

/** The text between the first and the second "@" of the user's address, in lower case; null without an "@". */
export function emailDomain(user: User): string | null {
  const { email } = user;
  if (!isText(email)) return null;
  const start = email.indexOf("@") + 1;
  if (start === 0) return null;
  const end = email.indexOf("@", start);
  return email.slice(start, end === -1 ? undefined : end).toLowerCase();
}

function decide(flag: Evaluable, user: User | undefined): Detail {
  if (flag === undefined) return { kind: "unknown_flag" };
  if (!(flag instanceof PreparedFlag)) return { kind: "damaged", problems: flag.problems };
  if (!flag.enabled) return { kind: "disabled" };
  if (flag.strategy === "all") return { kind: "everybody" };
  if (flag.strategy === "none") return { kind: "nobody" };
  if (!user) return { kind: "no_user" };
  switch (flag.strategy) {
    case "percentage":
      return decideRollout(flag, user.userId);
    case "user_list":
      return decideTarget(flag, "user_ids", user.userId);
    case "user_tier":
      // An empty tier is none, even where the file lists one.
      return user.tier ? decideTarget(flag, "user_tiers", user.tier) : { kind: "no_tier" };
    case "email_domain": {
      const domain = emailDomain(user);
      if (domain === null) return { kind: "no_email_domain", email: user.email ?? null };
      return decideTarget(flag, "email_domains", domain);
    }
    case "ab_test":
      return decideVariant(flag, user.userId);
  }
}

function decideRollout(flag: PreparedFlag, userId: string): Detail {
  const thousandths = isText(userId) ? thousandthsOf(flag.prefix, userId) : undefined;
  if (thousandths === undefined) return unhashable(flag);
  const kind = thousandths < flag.threshold ? "below_percentage" : "not_below_percentage";
  return { kind, position: thousandths / 1000, percentage: flag.percentage };
}

function decideTarget(flag: PreparedFlag, list: TargetList, value: string): Detail {
  return { kind: flag.targets.has(value) ? "listed" : "not_listed", list, value };
}

function decideVariant(flag: PreparedFlag, userId: string): Detail {
  const bucket = isText(userId) ? bucketOf(flag.prefix, userId) : undefined;
  if (bucket === undefined) return unhashable(flag);
  const range = variantAt(flag.ranges, bucket);
  if (range === undefined) return { kind: "unassigned", bucket, assigned: flag.ranges.at(-1)?.to ?? 0 };
  return { kind: "assigned", bucket, variant: range.variant, from: range.from, to: range.to };
}

/** Applications without types may pass a number or null: no reason to throw where only an answer is expected. */
function isText(value: unknown): value is string {
  return typeof value === "string";
}

function unhashable(flag: PreparedFlag): Detail {
  return { kind: flag.name.isWellFormed() ? "unhashable_user" : "unhashable_name" };
}
