import { figures, tooFew } from "../simulate/words.js";
import { pInWords, significanceOf, strengthOf } from "../statistics/significance.js";
import { countOf } from "../term/count.js";
import type { Cell, Overlap, Side } from "./overlap.js";

/** What a comparison came to, for `--json`; `more` and `fewer` only where both flags are on or off. */
export type Verdict = "independent" | "unusual" | "more" | "fewer" | "dependent" | "too_few_users" | "certain";

export function verdictOf(overlap: Overlap): Verdict {
  const { test } = overlap;
  if (test.kind === "certain") return "certain";
  if (test.kind === "too few") return "too_few_users";
  const significance = significanceOf(test.pValue);
  if (significance !== "not chance") return significance === "chance" ? "independent" : "unusual";
  const both = bothOn(overlap);
  if (both === null) return "dependent";
  return both.observed > (both.expected ?? 0) ? "more" : "fewer";
}

/** The users who have both, where a flag is on or off and nothing else. */
export function bothOn({ first, second, cells }: Overlap): Cell | null {
  if (isTest(first) || isTest(second)) return null;
  return cells.find((cell) => cell.first.enabled && cell.second.enabled) ?? null;
}

/** Whether a flag has variants, rather than being on or off. */
export function isTest({ flag }: Side): boolean {
  return flag.enabled && flag.strategy === "ab_test";
}

/** Do the two share users more than chance, in a sentence. */
export function verdictInWords(overlap: Overlap): string {
  const { test } = overlap;
  if (test.kind === "certain") return certainty(overlap);
  if (test.kind === "too few") return tooFew(test.needed);
  const verdict = verdictOf(overlap);
  const both = bothOn(overlap);
  const counts = both && `, ${countOf(both.observed)} where ${countOf(Math.round(both.expected ?? 0))} are expected`;
  return `${pInWords(test.pValue)}: ${sentence(verdict)}${counts ?? ""} ${figures(test)}`;
}

/** How much the one tells about the other; null where nothing was tested or found. */
export function strengthInWords({ test }: Overlap): string | null {
  if (test.kind !== "tested" || significanceOf(test.pValue) === "chance") return null;
  return `${strengthOf(test.cramersV)} (Cramér's V ${test.cramersV.toFixed(3)}, 1 at the most)`;
}

/** Why two flags go together that hash the same text. */
export function bucketsInWords({ first, sharesBuckets }: Overlap): string | null {
  if (!sharesBuckets) return null;
  const name = `both hash the name ${JSON.stringify(first.flag.name)}, so they share their buckets`;
  return first.flag.strategy === "percentage"
    ? `${name}: whoever is in the smaller rollout is in the larger one too`
    : `${name}: the variant of one settles that of the other`;
}

function sentence(verdict: Verdict): string {
  switch (verdict) {
    case "more":
      return "they share more users than chance";
    case "fewer":
      return "they share fewer users than chance";
    case "dependent":
      return "they are not independent: who gets what of one goes with what they get of the other";
    case "unusual":
      return "further from independent than chance would have it in 99 of 100 cases";
    default:
      return "as independent as chance would have it";
  }
}

/** One flag answers the same for all of the users, so that nothing can be told from it. */
function certainty({ first, second, population }: Overlap): string {
  if (population.users === 0) return "there are no users to compare";
  const told = [first, second].filter(({ outcomes }) => outcomes.length === 1).map(sameForAll);
  return `${told.join(", and ")}: chance has no part in what they share`;
}

function sameForAll({ key, outcomes: [only] }: Side): string {
  const name = JSON.stringify(key);
  if (only?.enabled !== true) return `none of these users gets ${name}`;
  return `all of these users get ${only.variant === null ? name : `variant ${JSON.stringify(only.variant)} of ${name}`}`;
}
