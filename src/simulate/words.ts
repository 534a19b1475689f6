import type { ChiSquare } from "../statistics/chi-square.js";
import { pInWords, significanceOf, type Significance } from "../statistics/significance.js";
import { counted, countOf } from "../term/count.js";
import type { Population } from "../users/population.js";
import type { Checks } from "./simulate.js";

/** What a check of a simulation came to, for `--json`. */
export type Verdict = "even" | "unusual" | "uneven" | "too_few_users" | "certain";

export function verdictOf(test: ChiSquare): Verdict {
  if (test.kind === "certain") return "certain";
  if (test.kind === "too few") return "too_few_users";
  return ({ chance: "even", unusual: "unusual", "not chance": "uneven" } as const)[significanceOf(test.pValue)];
}

/** Whether the shares are the expected ones, in a sentence. */
export function fitInWords(fit: ChiSquare): string {
  return inWords(fit, {
    chance: "as close to the expected ones as chance would have it",
    unusual: "further from the expected ones than chance would have it in 99 of 100 cases",
    "not chance": "these are not the expected shares, and chance does not explain it",
  });
}

/** Whether the hash spreads the users evenly, in a sentence. */
export function spreadInWords({ spread, buckets }: Checks, { file }: Population): string {
  // Users that are a sample of all are spread evenly: the hash knows nothing about them.
  const suspicion = file === null ? "" : " (duplicates? users that a rollout has chosen?)";
  return inWords(spread, {
    chance: "as even over the 100 buckets as chance would have it",
    unusual: "less even over the 100 buckets than chance would have it in 99 of 100 cases",
    "not chance": `these ids do not spread evenly over the 100 buckets${suspicion}; ${fullest(buckets)}`,
  });
}

function inWords(test: ChiSquare, sentences: Readonly<Record<Significance, string>>): string {
  if (test.kind === "certain") return "there is one outcome for everybody, so chance has no part in it";
  if (test.kind === "too few") return tooFew(test.needed);
  return `${pInWords(test.pValue)}: ${sentences[significanceOf(test.pValue)]} ${figures(test)}`;
}

export function tooFew(needed: number): string {
  return `too few users for a check: it takes ${countOf(needed)} at least`;
}

export function figures({ statistic, degreesOfFreedom }: ChiSquare & { kind: "tested" }): string {
  return `(chi-square ${statistic.toFixed(statistic < 10 ? 2 : 1)}, ${counted(degreesOfFreedom, "degree")} of freedom)`;
}

function fullest(counts: readonly number[]): string {
  const most = Math.max(...counts);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return `bucket ${counts.indexOf(most)} has ${countOf(most)} instead of ${countOf(Math.round(mean))}`;
}
