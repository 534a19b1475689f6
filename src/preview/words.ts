import type { DamagedFlag, Flag } from "../model/flag.js";
import { isRollout } from "../model/state.js";
import { countOf, shownPercentOf } from "../term/count.js";
import type { Comparison } from "./compare.js";
import type { FlagPreview, VariantChange } from "./flag-count.js";

/**
 * "1,503 of 10,000 gain it, nobody loses it", and how many change over where some do.
 * @param whom what the users are, where nothing beside it says so: "synthetic ids"
 */
export function previewInWords({ users, gained, lost, changedVariant }: FlagPreview, whom?: string): string {
  if (users === 0) return "there are no users";
  const whole = whom === undefined ? countOf(users) : `${countOf(users)} ${whom}`;
  if (gained + lost + changedVariant === 0) return `nobody of ${whole} notices`;
  const over = `${countOf(changedVariant)} ${changedVariant === 1 ? "changes" : "change"} over to another variant`;
  if (gained + lost === 0) return `${over.replace(" ", ` of ${whole} `)}, nobody gains or loses it`;
  const gain = people(gained, "gains", "gain", whole);
  const lose = people(lost, "loses", "lose", gained === 0 ? whole : undefined);
  return [...(gained === 0 ? [lose, gain] : [gain, lose]), ...(changedVariant > 0 ? [over] : [])].join(", ");
}

/** The same behind the step that a rollout takes: "10% → 25%: 1,503 of 10,000 gain it, nobody loses it". */
export function stepInWords(
  before: Flag | DamagedFlag | null,
  after: Flag | DamagedFlag | null,
  preview: FlagPreview,
): string {
  const words = previewInWords(preview);
  return isRollout(before) && isRollout(after) ? `${before.percentage}% → ${after.percentage}%: ${words}` : words;
}

/** "1,503 of 10,000 users (15.03%)". */
export function flippedInWords({ users, flipped }: Comparison): string {
  return `${countOf(flipped)} of ${countOf(users)} users (${shownPercentOf(flipped, users)}%)`;
}

/**
 * The users who notice any of several changes, and the flags of which they tell nothing; null where that is all of them.
 * @param flags how many there are in all
 * @param quote writes a name from the file
 */
export function noticedInWords(
  comparison: Comparison,
  flags: number,
  quote: (name: string) => string = (name) => name,
): string | null {
  const uncounted = [...comparison.uncounted.keys()];
  if (uncounted.length > 0 && uncounted.length === flags) return null;
  const without = uncounted.length === 0 ? "" : `, not counting ${uncounted.map(quote).join(", ")}`;
  return `${flippedInWords(comparison)} notice something${without}`;
}

/** A few of those who notice, and what becomes of them. */
export function examplesInWords({ gained, lost, changedVariant, examples }: FlagPreview): [string, string][] {
  const rows: [label: string, names: readonly string[], all: number][] = [
    ["gain it", examples.gained, gained],
    ["lose it", examples.lost, lost],
    ["change over", examples.changedVariant.map(changeOver), changedVariant],
  ];
  return rows
    .filter(([, names]) => names.length > 0)
    .map(([label, names, all]) => [label, `${names.join(", ")}${all > names.length ? ", …" : ""}`]);
}

function changeOver({ user, before, after }: VariantChange): string {
  return `${user} (${before ?? "none"} → ${after ?? "none"})`;
}

function people(number: number, one: string, many: string, whole: string | undefined): string {
  if (number === 0) return `nobody ${one} it`;
  return `${countOf(number)}${whole === undefined ? "" : ` of ${whole}`} ${number === 1 ? one : many} it`;
}
