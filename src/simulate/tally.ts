import { evaluate } from "../eval/evaluate.js";
import type { PreparedFlag } from "../eval/prepared-flag.js";
import type { User } from "../model/flag.js";
import { outcomeIndex, type Outcome } from "./outcomes.js";

/** What the users of one simulation came to. */
export interface Tally {
  readonly users: number;
  /** By the order of the outcomes. */
  readonly counts: readonly number[];
  /** Users by bucket, 0 to 99; all zero where no hash decides. */
  readonly buckets: readonly number[];
  /** Users that lack what the flag looks at: a tier, an email address with a domain. */
  readonly lacking: number;
  /** Users that have no bucket though a hash decides: their id, or the flag's name, is not well-formed Unicode. */
  readonly unhashable: number;
}

/** Evaluates a flag for each of these users and counts, in constant memory. */
export async function tally(
  key: string,
  flag: PreparedFlag,
  outcomes: readonly Outcome[],
  batches: AsyncIterable<readonly User[]>,
): Promise<Tally> {
  const indexOf = outcomeIndex(outcomes);
  const counts = outcomes.map(() => 0);
  const buckets = Array.from({ length: 100 }, () => 0);
  let [users, lacking, unhashable] = [0, 0, 0];
  for await (const batch of batches) {
    users += batch.length;
    for (const user of batch) {
      const evaluation = evaluate(flag, key, user);
      counts[indexOf(evaluation)]! += 1;
      if (evaluation.bucket !== null) buckets[evaluation.bucket]! += 1;
      if (evaluation.reason === "ERROR") unhashable += 1;
      const { kind } = evaluation.detail;
      if (kind === "no_tier" || kind === "no_email_domain") lacking += 1;
    }
  }
  return { users, counts, buckets, lacking, unhashable };
}
