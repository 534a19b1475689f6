import type { Strategy } from "../model/flag.js";

/** Why a flag is on or off, in the words of OpenFeature's specification. */
export type Reason = "STATIC" | "TARGETING_MATCH" | "SPLIT" | "DISABLED" | "DEFAULT" | "ERROR";

/** What stood in the way of an answer, in the words of OpenFeature's specification. */
export type EvaluationErrorCode = "FLAG_NOT_FOUND" | "PARSE_ERROR" | "INVALID_CONTEXT";

/** The lists of a flag, by the field that holds them. */
export type TargetList = "user_ids" | "user_tiers" | "email_domains";

/** What decided, as data. `position` and `percentage` are percents, `bucket`, `from` and `to` whole ones. */
export type Detail =
  | { readonly kind: "disabled" | "everybody" | "nobody" | "no_user" | "no_tier" }
  | {
      readonly kind: "below_percentage" | "not_below_percentage";
      readonly position: number;
      readonly percentage: number;
    }
  | { readonly kind: "listed" | "not_listed"; readonly list: TargetList; readonly value: string }
  /** `email` is null where the user has none. */
  | { readonly kind: "no_email_domain"; readonly email: string | null }
  | {
      readonly kind: "assigned";
      readonly bucket: number;
      readonly variant: string;
      readonly from: number;
      readonly to: number;
    }
  /** `assigned` is the sum of the variants' shares. */
  | { readonly kind: "unassigned"; readonly bucket: number; readonly assigned: number }
  | { readonly kind: "unknown_flag" | "unhashable_name" | "unhashable_user" }
  | { readonly kind: "damaged"; readonly problems: readonly string[] };

/** The answer to one question: is this flag on for this user, in which variant, and why. */
export interface Evaluation {
  /** The key that was asked for. */
  readonly flag: string;
  readonly enabled: boolean;
  readonly variant: string | null;
  /** Null for a flag that is unknown or damaged. */
  readonly strategy: Strategy | null;
  readonly reason: Reason;
  /** Null unless the reason is ERROR. */
  readonly errorCode: EvaluationErrorCode | null;
  /** The user's bucket, 0 to 99; null where none was computed. */
  readonly bucket: number | null;
  /** The bucket with three decimals, for a percentage rollout; null for anything else. */
  readonly position: number | null;
  /** The percentage that the position was compared with; null where none was. */
  readonly percentage: number | null;
  readonly detail: Detail;
}

interface Outcome {
  readonly enabled: boolean;
  readonly reason: Reason;
  readonly errorCode: EvaluationErrorCode | null;
}

const on = (reason: Reason): Outcome => ({ enabled: true, reason, errorCode: null });
const off = (reason: Reason): Outcome => ({ enabled: false, reason, errorCode: null });
const error = (errorCode: EvaluationErrorCode): Outcome => ({ enabled: false, reason: "ERROR", errorCode });

/** What each detail means for the answer. The one place that says which of them are "on". */
export const outcomes: Readonly<Record<Detail["kind"], Outcome>> = {
  disabled: off("DISABLED"),
  everybody: on("STATIC"),
  nobody: off("STATIC"),
  no_user: off("DEFAULT"),
  below_percentage: on("SPLIT"),
  not_below_percentage: off("SPLIT"),
  listed: on("TARGETING_MATCH"),
  not_listed: off("DEFAULT"),
  no_tier: off("DEFAULT"),
  no_email_domain: off("DEFAULT"),
  assigned: on("SPLIT"),
  unassigned: off("SPLIT"),
  unknown_flag: error("FLAG_NOT_FOUND"),
  damaged: error("PARSE_ERROR"),
  unhashable_name: error("PARSE_ERROR"),
  unhashable_user: error("INVALID_CONTEXT"),
};
