import type { Evaluation } from "../eval/evaluation.js";
import type { PreparedFlag } from "../eval/prepared-flag.js";
import { variantAt } from "../eval/variants.js";

/** One of the answers that a flag can give. */
export interface PossibleOutcome {
  readonly label: string;
  readonly enabled: boolean;
  readonly variant: string | null;
  /** The percentage of users that the hash gives it; null where no hash decides but what the users are. */
  readonly expectedPercent: number | null;
}

const buckets = Array.from({ length: 100 }, (_, bucket) => bucket);

/** Everything that a flag can answer; "off" is the last, also where it is impossible. */
export function outcomesOf(flag: PreparedFlag): readonly PossibleOutcome[] {
  if (!flag.enabled) return onAndOff(0);
  switch (flag.strategy) {
    case "all":
      return onAndOff(100);
    case "none":
      return onAndOff(0);
    case "percentage":
      return onAndOff(flag.name.isWellFormed() ? Math.min(Math.max(flag.threshold, 0), 100_000) / 1000 : 0);
    case "ab_test":
      return variantsOf(flag);
    case "user_list":
    case "user_tier":
    case "email_domain":
      return onAndOff(null);
  }
}

/** Gives the position of an answer among the outcomes of its flag. */
export function outcomeIndex(
  outcomes: readonly PossibleOutcome[],
): (answer: Pick<Evaluation, "enabled" | "variant">) => number {
  const positions = new Map(outcomes.map(({ enabled, variant }, index) => [enabled ? variant : undefined, index]));
  const off = outcomes.length - 1;
  return ({ enabled, variant }) => (enabled ? (positions.get(variant) ?? off) : off);
}

function onAndOff(percent: number | null): PossibleOutcome[] {
  // In thousandths, as 100 - 2.058 is 97.942 only nearly.
  const rest = percent === null ? null : (100_000 - Math.round(percent * 1000)) / 1000;
  return [
    { label: "on", enabled: true, variant: null, expectedPercent: percent },
    { label: "off", enabled: false, variant: null, expectedPercent: rest },
  ];
}

/** Counted bucket by bucket, since shares of a hand-written file need be neither whole nor sum to 100. */
function variantsOf({ name, ranges }: PreparedFlag): PossibleOutcome[] {
  const assigned = buckets.map((bucket) => (name.isWellFormed() ? variantAt(ranges, bucket) : undefined));
  const shareOf = (range: (typeof assigned)[number]): number => assigned.filter((one) => one === range).length;
  return [
    ...ranges.map((range): PossibleOutcome => {
      const { variant } = range;
      return { label: variant, enabled: true, variant, expectedPercent: shareOf(range) };
    }),
    { label: "no variant", enabled: false, variant: null, expectedPercent: shareOf(undefined) },
  ];
}
