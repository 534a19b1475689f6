import type { DamagedFlag, Flag } from "./flag.js";
import { isDamaged } from "./parse-flag.js";

/** Of a list, this many items are told where there is not room for all. */
export const shownItems = 5;

/** Who gets a flag, in a few words: "25% of users", "tiers pro, enterprise", "paused: everybody". */
export function describe(flag: Flag | DamagedFlag, most = shownItems): string {
  if (isDamaged(flag)) return `damaged: ${flag.problems.join("; ")}`;
  return flag.enabled ? describeTargets(flag, most) : `paused: ${describeTargets(flag, most)}`;
}

/** What the strategy looks at, whether or not the flag is enabled; of a list, at the most so many items. */
export function describeTargets(flag: Flag, most = shownItems): string {
  switch (flag.strategy) {
    case "all":
      return "everybody";
    case "none":
      return "nobody";
    case "percentage":
      return `${flag.percentage}% of users`;
    case "user_list":
      return describeList("user", flag.user_ids, most);
    case "user_tier":
      return describeList("tier", flag.user_tiers, most);
    case "email_domain":
      return describeList("domain", flag.email_domains, most);
    case "ab_test":
      return describeAllocation(flag.ab_test_allocation);
  }
}

/** "tiers pro, enterprise", or with a count where there are many. */
export function describeList(noun: string, items: readonly string[], most = shownItems): string {
  if (items.length === 0) return `no ${noun}s`;
  const plural = items.length === 1 ? noun : `${noun}s`;
  const shown = someOf(items, most);
  return items.length <= shownItems ? `${plural} ${shown}` : `${items.length} ${plural}: ${shown}`;
}

/** The first few, and a sign that there are more. */
export function someOf(items: readonly string[], most = shownItems): string {
  const shown = items.slice(0, most).join(", ");
  return items.length <= most ? shown : `${shown}, …`;
}

/** The first few names, and how many more there are. */
export function someNames(names: readonly string[]): string {
  const more = names.length - shownItems;
  return more <= 0 ? names.join(", ") : `${names.slice(0, shownItems).join(", ")} and ${more} more`;
}

function describeAllocation(allocation: Flag["ab_test_allocation"]): string {
  const shares = Object.entries(allocation).map(([variant, share]) => `${variant} ${share}%`);
  return shares.length === 0 ? "A/B test without variants" : `A/B test: ${shares.join(", ")}`;
}
