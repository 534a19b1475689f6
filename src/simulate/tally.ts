import { decideAll } from "../eval/batch.js";
import { numbers } from "../eval/decide.js";
import { outcomes as decisions } from "../eval/evaluation.js";
import type { UserBatch } from "../eval/plain-users.js";
import type { PreparedFlag } from "../eval/prepared-flag.js";
import { outcomeIndex, type PossibleOutcome } from "./outcomes.js";

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
  flag: PreparedFlag,
  outcomes: readonly PossibleOutcome[],
  batches: AsyncIterable<UserBatch>,
): Promise<Tally> {
  const indexOf = outcomeIndex(outcomes);
  const counts = outcomes.map(() => 0);
  const buckets = Array.from({ length: 100 }, () => 0);
  let [users, lacking, unhashable] = [0, 0, 0];
  for await (const batch of batches) {
    users += batch.length;
    decideAll(flag, batch, (decision) => {
      const { kind, enabled, reason } = decision;
      const variant = decision === decisions.assigned ? flag.ranges[numbers.range]!.variant : null;
      counts[indexOf({ enabled, variant })]! += 1;
      if (kind === "assigned" || kind === "unassigned") buckets[numbers.bucket]! += 1;
      if (kind === "below_percentage" || kind === "not_below_percentage")
        buckets[Math.floor(numbers.thousandths / 1000)]! += 1;
      if (reason === "ERROR") unhashable += 1;
      if (kind === "no_tier" || kind === "no_email_domain") lacking += 1;
    });
  }
  return { users, counts, buckets, lacking, unhashable };
}
