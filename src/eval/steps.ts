import type { Strategy, User } from "../model/flag.js";
import type { Evaluable } from "./evaluate.js";
import { outcomes, type Detail, type TargetList } from "./evaluation.js";
import { PreparedFlag } from "./prepared-flag.js";
import type { VariantRange } from "./variants.js";

/** What a strategy has to know about the user. */
export type UserNeed = "user_id" | "tier" | "email_domain";

/** Whether a step left the answer to the next one, or was the answer. */
export type StepOutcome = "passed" | "on" | "off";

/** One step of an evaluation: what it looked at, and what came of it. Only the last step is "on" or "off". */
export type Step = { readonly outcome: StepOutcome } & (
  | { readonly step: "read"; readonly problems: readonly string[] }
  | { readonly step: "switch"; readonly enabled: boolean }
  | { readonly step: "strategy"; readonly strategy: Strategy }
  /** `value` is null where nobody was given, or nothing of the kind is known of the user. */
  | { readonly step: "user"; readonly needs: UserNeed; readonly value: string | null }
  | {
      readonly step: "list";
      readonly list: TargetList;
      /** How many items the list has. */
      readonly size: number;
      readonly value: string;
      readonly listed: boolean;
    }
  | (Hashed & {
      readonly step: "bucket";
      /** The bucket with three decimals. */
      readonly position: number | null;
      /** The percentage that position and bucket have to be below. */
      readonly threshold: number;
    })
  | (Hashed & { readonly step: "variant"; readonly ranges: readonly VariantRange[]; readonly variant: string | null })
);

/** The text whose MD5 modulo 100 is the bucket; both null where the flag's name or the user's id has no UTF-8. */
interface Hashed {
  readonly hash_input: string | null;
  readonly bucket: number | null;
}

type Kind<K> = Extract<Detail, { readonly kind: K }>;

/**
 * How the evaluator came to its decision, step by step. Nothing is decided here: every outcome is that of `detail`,
 * which `evaluate` gave for this flag and this user.
 */
export function stepsOf(flag: Evaluable, user: User | undefined, detail: Detail): readonly Step[] {
  const outcome = outcomes[detail.kind].enabled ? "on" : "off";
  if (!(flag instanceof PreparedFlag)) return [{ step: "read", problems: flag?.problems ?? [], outcome }];
  if (detail.kind === "disabled") return [{ step: "switch", enabled: false, outcome }];
  const { strategy } = flag;
  const switched: Step = { step: "switch", enabled: true, outcome: "passed" };
  if (strategy === "all" || strategy === "none") return [switched, { step: "strategy", strategy, outcome }];

  const chosen: Step = { step: "strategy", strategy, outcome: "passed" };
  const needs = strategy === "user_tier" ? "tier" : strategy === "email_domain" ? "email_domain" : "user_id";
  if (lacksUser(detail)) return [switched, chosen, { step: "user", needs, value: null, outcome }];
  const userId = user?.userId ?? "";
  const known: Step = { step: "user", needs, value: "list" in detail ? detail.value : userId, outcome: "passed" };
  return [switched, chosen, known, { ...lastStep(flag, userId, detail), outcome }];
}

function lacksUser(detail: Detail): detail is Kind<"no_user" | "no_tier" | "no_email_domain"> {
  return detail.kind === "no_user" || detail.kind === "no_tier" || detail.kind === "no_email_domain";
}

function lastStep(flag: PreparedFlag, userId: string, detail: Detail) {
  if ("list" in detail) {
    const { list, value } = detail;
    return { step: "list", list, size: flag.targets.size, value, listed: detail.kind === "listed" } as const;
  }
  const isHashed = "position" in detail || "bucket" in detail;
  const hash_input = isHashed ? flag.prefix.textWith(userId) : null;
  if (flag.strategy === "ab_test") {
    const bucket = "bucket" in detail ? detail.bucket : null;
    const variant = "variant" in detail ? detail.variant : null;
    return { step: "variant", hash_input, bucket, ranges: flag.ranges, variant } as const;
  }
  const position = "position" in detail ? detail.position : null;
  const bucket = position === null ? null : Math.floor(position);
  return { step: "bucket", hash_input, bucket, position, threshold: flag.percentage } as const;
}
