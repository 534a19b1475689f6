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

/** What a decision means for the answer. */
export interface Outcome<Kind extends Detail["kind"] = Detail["kind"]> {
  readonly kind: Kind;
  readonly enabled: boolean;
  readonly reason: Reason;
  readonly errorCode: EvaluationErrorCode | null;
  /** Its place among all of them, for tables. */
  readonly index: number;
}

let made = 0;
const on = <Kind extends Detail["kind"]>(kind: Kind, reason: Reason): Outcome<Kind> => ({
  kind,
  enabled: true,
  reason,
  errorCode: null,
  index: made++,
});
const off = <Kind extends Detail["kind"]>(kind: Kind, reason: Reason): Outcome<Kind> => ({
  ...on(kind, reason),
  enabled: false,
});
const error = <Kind extends Detail["kind"]>(kind: Kind, errorCode: EvaluationErrorCode): Outcome<Kind> => ({
  ...off(kind, "ERROR"),
  errorCode,
});

/**
 * What each detail means for the answer. The one place that says which of them are "on": those from `everybody` on;
 * `assigned` is the last, because there are as many answers of that kind as there are variants.
 */
export const outcomes: { readonly [Kind in Detail["kind"]]: Outcome<Kind> } = {
  disabled: off("disabled", "DISABLED"),
  nobody: off("nobody", "STATIC"),
  no_user: off("no_user", "DEFAULT"),
  not_below_percentage: off("not_below_percentage", "SPLIT"),
  not_listed: off("not_listed", "DEFAULT"),
  no_tier: off("no_tier", "DEFAULT"),
  no_email_domain: off("no_email_domain", "DEFAULT"),
  unassigned: off("unassigned", "SPLIT"),
  unknown_flag: error("unknown_flag", "FLAG_NOT_FOUND"),
  damaged: error("damaged", "PARSE_ERROR"),
  unhashable_name: error("unhashable_name", "PARSE_ERROR"),
  unhashable_user: error("unhashable_user", "INVALID_CONTEXT"),
  everybody: on("everybody", "STATIC"),
  below_percentage: on("below_percentage", "SPLIT"),
  listed: on("listed", "TARGETING_MATCH"),
  assigned: on("assigned", "SPLIT"),
};
