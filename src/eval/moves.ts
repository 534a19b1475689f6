import type { DamagedFlag, Flag } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import { variantAt, variantRanges } from "./variants.js";

/** A change of a flag in use that moves users who are in it already. Percentages are of all users. */
export type Move =
  /** The flag's `name` goes into the hash: with another one every bucket is drawn anew. */
  | { readonly kind: "name"; readonly before: string; readonly after: string }
  /** Applications ask by the key: as long as they ask for the old one, the flag is off. */
  | { readonly kind: "key"; readonly before: string; readonly after: string }
  | { readonly kind: "lower_percentage"; readonly before: number; readonly after: number }
  /** `moved`: how many leave their variant of the A/B test, for another or for none. */
  | { readonly kind: "shares"; readonly moved: number }
  | {
      readonly kind: "variants";
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly moved: number;
    };

/**
 * How a change moves users who had the flag, where that is easily overlooked. Only a flag that is decided by a hash
 * before and after moves anybody so: one that was off, or is switched off, paused or targeted by a list, does not.
 */
export function movedUsers(before: Flag | DamagedFlag | null, after: Flag | DamagedFlag | null): Move[] {
  if (before === null || after === null || isDamaged(before) || isDamaged(after)) return [];
  if (!before.enabled || !after.enabled) return [];
  if (before.strategy === "ab_test" && after.strategy === "ab_test") return movesOfTest(before, after);
  const from = percentageOf(before);
  const to = percentageOf(after);
  if (from === null || to === null) return [];
  // At 100% nobody's bucket matters; at 0% there is nobody to move, or nobody who stays.
  if (before.name !== after.name && isPart(from) && isPart(to)) return [renamed(before, after)];
  return to < from ? [{ kind: "lower_percentage", before: from, after: to }] : [];
}

/** A move in a sentence. @param quote writes a name from the file; without it they stand as they are, or in quotes */
export function moveInWords(move: Move, quote?: (name: string) => string): string {
  switch (move.kind) {
    case "key": {
      const [before, after] = namesOf(move, quote);
      return `applications that still ask for ${before} find it off for everybody: they have to ask for ${after}`;
    }
    case "name": {
      const [before, after] = namesOf(move, quote);
      return `its name goes into the hash: with ${after} instead of ${before} every bucket is drawn anew, so users who have it may lose it`;
    }
    case "lower_percentage":
      return `the percentage goes down from ${move.before}% to ${move.after}%: users who have it lose it`;
    case "shares":
      return `the shares of a running A/B test change: ${move.moved}% of users leave the variant they are in`;
    case "variants":
      return `the variants of a running A/B test change (${amendment(move, quote)}): ${move.moved}% of users leave the variant they are in`;
  }
}

function namesOf(
  { before, after }: Extract<Move, { kind: "key" | "name" }>,
  quote: (name: string) => string = (name) => JSON.stringify(name),
): [before: string, after: string] {
  return [quote(before), quote(after)];
}

function movesOfTest(before: Flag, after: Flag): Move[] {
  const had = variantsByBucket(before);
  const has = variantsByBucket(after);
  const isSplit = had.some(isVariant) && has.some(isVariant) && new Set([...had, ...has]).size > 1;
  if (before.name !== after.name && isSplit) return [renamed(before, after)];
  const moved = had.filter((variant, bucket) => isVariant(variant) && variant !== has[bucket]).length;
  if (moved === 0) return [];
  const [old, now] = [before, after].map((flag) => Object.keys(flag.ab_test_allocation)) as [string[], string[]];
  const added = now.filter((variant) => !old.includes(variant));
  const removed = old.filter((variant) => !now.includes(variant));
  return [added.length + removed.length > 0 ? { kind: "variants", added, removed, moved } : { kind: "shares", moved }];
}

function renamed(before: Flag, after: Flag): Move {
  return { kind: "name", before: before.name, after: after.name };
}

/** The variant of each of the hundred buckets. */
function variantsByBucket(flag: Flag): (string | undefined)[] {
  const ranges = variantRanges(flag.ab_test_allocation);
  return Array.from({ length: 100 }, (_, bucket) => variantAt(ranges, bucket)?.variant);
}

function isVariant(variant: string | undefined): variant is string {
  return variant !== undefined;
}

/** Null where no percentage decides. */
function percentageOf({ strategy, percentage }: Flag): number | null {
  if (strategy === "all") return 100;
  return strategy === "percentage" ? Math.min(100, Math.max(0, percentage)) : null;
}

function isPart(percentage: number): boolean {
  return percentage > 0 && percentage < 100;
}

function amendment(
  { added, removed }: Extract<Move, { kind: "variants" }>,
  quote: (name: string) => string = (name) => name,
): string {
  const parts = [
    ...(added.length > 0 ? [`added ${added.map(quote).join(", ")}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.map(quote).join(", ")}`] : []),
  ];
  return parts.join(", ");
}
