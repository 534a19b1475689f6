import { meaningOf } from "../model/outside.js";
import { isDamaged } from "../model/parse-flag.js";
import type { FlagDifference } from "./flags-diff.js";

/**
 * Which of the added flags looks like one of the removed under another name: all but name and times is the same, and
 * no other flag, on either side, looks so too.
 */
export function renamesAmong(flags: readonly FlagDifference[]): ReadonlyMap<FlagDifference, FlagDifference> {
  const removed = bySubstance(flags, "removed");
  const added = bySubstance(flags, "added");
  const renames = new Map<FlagDifference, FlagDifference>();
  for (const [substance, [flag, ...others]] of added) {
    const [old, ...moreOld] = removed.get(substance) ?? [];
    if (flag && old && others.length + moreOld.length === 0) renames.set(flag, old);
  }
  return renames;
}

function bySubstance(
  flags: readonly FlagDifference[],
  change: FlagDifference["change"],
): ReadonlyMap<string, readonly FlagDifference[]> {
  const found = new Map<string, FlagDifference[]>();
  for (const flag of flags.filter((one) => one.change === change)) {
    const side = flag.after ?? flag.before;
    if (side === null || isDamaged(side.flag)) continue;
    const fields = JSON.parse(side.text) as Record<string, unknown>;
    const substance = meaningOf(JSON.stringify({ ...fields, name: "", created_at: null, updated_at: null }));
    found.set(substance, [...(found.get(substance) ?? []), flag]);
  }
  return found;
}
