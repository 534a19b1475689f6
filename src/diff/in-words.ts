import { moveInWords } from "../eval/moves.js";
import { describe, shownItems } from "../model/describe.js";
import { differenceInWords, untoldDifferences, type FieldDifference } from "../model/diff.js";
import { decidingFields, type DamagedFlag, type Flag } from "../model/flag.js";
import { isStringList } from "../model/json-value.js";
import { isDamaged } from "../model/parse-flag.js";
import type { FlagDifference, FlagsDiff } from "./flags-diff.js";

/** "1 added, 2 removed, 3 changed"; null where nothing is. */
export function totalsInWords({ flags }: FlagsDiff): string | null {
  const totals = (["added", "removed", "changed"] as const).map(
    (change) => [flags.filter((flag) => flag.change === change).length, change] as const,
  );
  const some = totals.filter(([count]) => count > 0).map(([count, change]) => `${count} ${change}`);
  return some.length === 0 ? null : some.join(", ");
}

/** "12 flags are the same". */
export function sameInWords({ flags, same }: FlagsDiff): string {
  if (same === 0) return flags.length === 0 ? "neither has a flag" : "no flag is the same";
  return same === 1 ? "1 flag is the same" : `${same} flags are the same`;
}

/** Who got a flag before and gets it now; null where that is the same, or told better by what a long list gained and lost. */
export function whoInWords(flag: FlagDifference): { readonly had: string; readonly has: string } | null {
  const { before, after } = flag;
  if (before === null || after === null) return null;
  const had = describe(before.flag);
  const has = describe(after.flag);
  return had === has || isToldByList(before.flag, after.flag, flag.differences) ? null : { had, has };
}

/** The fields to tell beside who gets it: of a long list that tells too little. */
export function fieldsToTell({ before, after, differences }: FlagDifference): readonly FieldDifference[] {
  if (before === null || after === null) return [];
  if (isDamaged(before.flag) || isDamaged(after.flag)) return differences;
  const untold = untoldDifferences(before.flag, after.flag, differences);
  return differences.filter((difference) => untold.includes(difference) || isLong(difference));
}

/** What became of a flag: of who gets it, and of other fields. @param whole leaves nothing out of long lists and texts */
export function changesInWords(flag: FlagDifference, whole = false): string[] {
  const { before, after } = flag;
  const most = whole ? Infinity : undefined;
  if (before === null || after === null)
    return [...(before ? [`was ${describe(before.flag, most)}`] : []), ...(after ? [describe(after.flag, most)] : [])];
  const who = whoInWords(flag);
  const fields = fieldsToTell(flag).map((one) => `${one.field}: ${differenceInWords(one, whole)}`);
  return [...(who === null ? [] : [stepInWords(who.had, who.has)]), ...fields];
}

/** "A/B test: A 50%, B 50% → A 40%, B 60%": what both begin with is said once. */
function stepInWords(had: string, has: string): string {
  const [, label = ""] = /^(.*?: )/.exec(had) ?? [];
  return `${had} → ${label !== "" && has.startsWith(label) ? has.slice(label.length) : has}`;
}

/** What happens to users who have the flag, in sentences. @param quote writes a name from the file */
export function warningsInWords({ moves, renamedFrom }: FlagDifference, quote?: (name: string) => string): string[] {
  const old = renamedFrom === null ? "" : (quote ?? JSON.stringify)(renamedFrom);
  return moves.map(
    (move) => (old === "" ? "" : `this looks like ${old} under another name: `) + moveInWords(move, quote),
  );
}

function isLong({ before, after }: FieldDifference): boolean {
  return isStringList(before) && isStringList(after) && Math.max(before.length, after.length) > shownItems;
}

/** Whether nothing but what stands in the deciding list differs, and that is long. */
function isToldByList(
  before: Flag | DamagedFlag,
  after: Flag | DamagedFlag,
  differences: readonly FieldDifference[],
): boolean {
  if (isDamaged(before) || isDamaged(after)) return false;
  if (before.strategy !== after.strategy || before.enabled !== after.enabled) return false;
  return differences.some((one) => one.field === decidingFields[after.strategy] && isLong(one));
}
