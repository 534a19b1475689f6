import type { DamagedFlag, Flag, Strategy, User } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import { decide, numbers, type Evaluable } from "./decide.js";
import { emailDomain } from "./email-domain.js";
import { outcomes, type Detail, type Evaluation, type TargetList } from "./evaluation.js";
import { PreparedFlag } from "./prepared-flag.js";

export type { Evaluable } from "./decide.js";

/** A flag of the file, made ready for many users. */
export function evaluable(flag: Flag | DamagedFlag | undefined): Evaluable {
  return flag === undefined || isDamaged(flag) ? flag : new PreparedFlag(flag);
}

/**
 * Is this flag on for this user, in which variant, and why. Never throws: an unknown or damaged flag is off, with the
 * reason ERROR. `key` is only repeated in the answer; the hash takes the flag's own `name`.
 */
export function evaluate(flag: Evaluable, key: string, user?: User): Evaluation {
  const { kind, enabled, reason, errorCode } = decide(flag, user);
  const detail = detailOf(kind, flag, user);
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
  return decide(flag, user).enabled;
}

/** `evaluate(…).variant`, without the rest of the answer. */
export function variantOf(flag: Evaluable, user?: User): string | null {
  if (decide(flag, user) !== outcomes.assigned) return null;
  return (flag as PreparedFlag).ranges[numbers.range]!.variant;
}

/** A decision with what led to it: of flag and user it asks only what `decide` has found there. */
function detailOf(kind: Detail["kind"], flag: Evaluable, user: User | undefined): Detail {
  switch (kind) {
    case "damaged":
      return { kind, problems: (flag as DamagedFlag).problems };
    case "below_percentage":
    case "not_below_percentage":
      return { kind, position: numbers.thousandths / 1000, percentage: (flag as PreparedFlag).percentage };
    case "listed":
    case "not_listed":
      return { kind, ...targetOf((flag as PreparedFlag).strategy, user!) };
    case "no_email_domain":
      return { kind, email: user!.email ?? null };
    case "assigned":
      return { kind, bucket: numbers.bucket, ...(flag as PreparedFlag).ranges[numbers.range]! };
    case "unassigned":
      return { kind, bucket: numbers.bucket, assigned: (flag as PreparedFlag).ranges.at(-1)?.to ?? 0 };
    default:
      return { kind };
  }
}

function targetOf(strategy: Strategy, user: User): { list: TargetList; value: string } {
  if (strategy === "email_domain") return { list: "email_domains", value: emailDomain(user)! };
  if (strategy === "user_tier") return { list: "user_tiers", value: user.tier! };
  return { list: "user_ids", value: user.userId };
}
