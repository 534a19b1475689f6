import type { UserSource } from "../users/user-source.js";
import { blindSpot, type BlindSpot } from "./blind-spots.js";
import { FlagCount, type ChangedFlag, type FlagPreview } from "./flag-count.js";

/** What several changes do to the same users. */
export interface Comparison {
  readonly users: number;
  /** Users who gain or lose a flag or change its variant, whichever of the flags: each counts once. */
  readonly flipped: number;
  readonly flags: ReadonlyMap<string, FlagPreview>;
  /** The flags of which these users tell nothing, so that "nobody notices" would be wrong; none of `flipped` is theirs. */
  readonly uncounted: ReadonlyMap<string, BlindSpot>;
  /** What messages call the users. */
  readonly source: string;
}

/**
 * A bit for each kind of change: one by a user's tier, by the email domain, by both or by neither. Of which kinds the
 * users tell nothing is known when all have been seen; until then, users are counted by the kinds that they notice.
 */
function kindOf({ strategies }: FlagCount): number {
  return 1 << ((strategies.includes("user_tier") ? 1 : 0) + (strategies.includes("email_domain") ? 2 : 0));
}

/** Evaluates every user before and after, with the evaluator that answers everywhere. A user listed twice counts twice. */
export async function compare(changes: readonly ChangedFlag[], source: UserSource): Promise<Comparison> {
  const counts = changes.map((change) => new FlagCount(change));
  const usersByKinds = new Float64Array(1 << 4);
  let users = 0;
  for await (const batch of source.batches()) {
    users += batch.length;
    const noticed = new Uint8Array(batch.length);
    for (const count of counts) count.add(batch, noticed, kindOf(count));
    for (const kinds of noticed) usersByKinds[kinds]! += 1;
  }
  const isBlind = (count: FlagCount): boolean => users > 0 && count.unseen.length > 0;
  const blind = counts.filter(isBlind);
  const counted = blind.reduce((kinds, count) => kinds & ~kindOf(count), -1);
  return {
    users,
    flipped: usersByKinds.reduce((sum, those, kinds) => ((kinds & counted) === 0 ? sum : sum + those), 0),
    flags: new Map(counts.filter((count) => !isBlind(count)).map((count) => [count.key, count.preview(users)])),
    uncounted: new Map(blind.map(({ key, unseen }) => [key, blindSpot(source.isSynthetic, unseen)])),
    source: source.name,
  };
}
