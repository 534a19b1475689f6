import { isObject } from "../../model/json-value.js";
import { isTooFine } from "../../model/input.js";
import { fieldKinds } from "../../model/parse-flag.js";
import type { FlagText } from "./flag-text.js";
import { quoted, type Finding } from "./problem.js";

/** What sums of decimals may miss by: 33.3 + 33.3 + 33.4 need not be 100 to the last bit. */
const sumTolerance = 1e-9;

/** Percentages and shares as numbers. What is there for later, while another strategy decides, is checked too. */
export function* checkShares(flag: FlagText): Generator<Finding> {
  const percentage = flag.get("percentage");
  if (percentage !== undefined) yield* checkRollout(flag, percentage);
  const allocation = flag.raw("ab_test_allocation");
  const variants = isObject(allocation) ? Object.entries(allocation) : [];
  // The wrong type of one share hides nothing about the others, but no sum can be told.
  const shares = variants.filter((entry): entry is [string, number] => fieldKinds.percentage.accepts(entry[1]));
  for (const [variant, share] of shares) yield* checkShare(flag, variant, share);
  if (shares.length === 0 || shares.length < variants.length) return;
  yield* checkSum(
    flag,
    shares.reduce((total, [, share]) => total + share, 0),
  );
  if (shares.length === 1 && flag.get("strategy") === "ab_test")
    yield {
      rule: "single-variant",
      at: flag.placeOf("ab_test_allocation"),
      message: `${quoted(shares[0]?.[0] ?? "")} is the only variant: there is nothing to compare it with`,
      hint: "add a variant, or roll the flag out by percentage",
    };
}

function* checkRollout(flag: FlagText, percentage: number): Generator<Finding> {
  const at = flag.placeOf("percentage");
  if (!isPercentage(percentage))
    yield {
      rule: "percentage-range",
      at,
      message: `"percentage" is ${percentage}, expected 0 to 100`,
      hint: percentage > 100 ? "100 is everybody" : "0 is nobody",
    };
  else if (isTooFine(percentage))
    yield {
      rule: "percentage-decimals",
      at,
      message: `"percentage" is ${percentage}, finer than users are told apart`,
      hint: `round it to three decimals: ${Number(percentage.toFixed(3))}`,
    };
}

function* checkShare(flag: FlagText, variant: string, share: number): Generator<Finding> {
  const at = flag.placeIn("ab_test_allocation", variant);
  const what = `the share of ${quoted(variant)} is ${share}`;
  if (!isPercentage(share))
    yield {
      rule: "share-range",
      at,
      message: `${what}, expected 0 to 100`,
      hint: "the shares of all variants sum to 100",
    };
  else if (share === 0)
    yield { rule: "unused-variant", at, message: `${what}: nobody gets it`, hint: "give it a share, or remove it" };
  else if (!Number.isInteger(share))
    yield {
      rule: "share-fraction",
      at,
      message: `${what}, but there are a hundred buckets`,
      hint: "choose a whole percentage",
    };
}

/** Buckets are whole: a sum of 99.5 leaves none of them out, one of 98.5 only the last. */
function* checkSum(flag: FlagText, sum: number): Generator<Finding> {
  if (Math.abs(sum - 100) < sumTolerance) return;
  const by = Number(Math.abs(100 - sum).toFixed(6));
  const left = Math.min(100, Math.max(0, 100 - Math.ceil(sum - sumTolerance)));
  const short = left === 0 ? "" : `: ${left}% of the users are assigned to no variant`;
  yield {
    rule: "shares-sum",
    at: flag.placeOf("ab_test_allocation"),
    message: `the shares sum to ${Number(sum.toFixed(6))}, ${by} ${sum < 100 ? `short of 100${short}` : "more than 100"}`,
    hint: sum < 100 ? `share out the other ${by}, to a variant such as "control"` : `take ${by} away from the variants`,
  };
}

function isPercentage(value: number): boolean {
  return value >= 0 && value <= 100;
}
