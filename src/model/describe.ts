import type { DamagedFlag, Flag } from "./flag.js";
import { isDamaged } from "./parse-flag.js";

/** Who gets a flag, in a few words: "25% of users", "tiers pro, enterprise", "paused: everybody". */
export function describe(flag: Flag | DamagedFlag): string {
  if (isDamaged(flag)) return `damaged: ${flag.problems.join("; ")}`;
  return flag.enabled ? describeTargets(flag) : `paused: ${describeTargets(flag)}`;
}

/** What the strategy looks at, whether or not the flag is enabled. */
export function describeTargets(flag: Flag): string {
  switch (flag.strategy) {
    case "all":
      return "everybody";
    case "none":
      return "nobody";
    case "percentage":
      return `${flag.percentage}% of users`;
    case "user_list":
      return describeList("user", flag.user_ids);
    case "user_tier":
      return describeList("tier", flag.user_tiers);
    case "email_domain":
      return describeList("domain", flag.email_domains);
    case "ab_test":
      return describeAllocation(flag.ab_test_allocation);
  }
}

const shownItems = 5;

/** "tiers pro, enterprise", or with a count where there are many. */
function describeList(noun: string, items: readonly string[]): string {
  if (items.length === 0) return `no ${noun}s`;
  const plural = items.length === 1 ? noun : `${noun}s`;
  return items.length <= shownItems ? `${plural} ${someOf(items)}` : `${items.length} ${plural}: ${someOf(items)}`;
}

/** The first few, and a sign that there are more. */
export function someOf(items: readonly string[]): string {
  const shown = items.slice(0, shownItems).join(", ");
  return items.length <= shownItems ? shown : `${shown}, …`;
}

function describeAllocation(allocation: Flag["ab_test_allocation"]): string {
  const shares = Object.entries(allocation).map(([variant, share]) => `${variant} ${share}%`);
  return shares.length === 0 ? "A/B test without variants" : `A/B test: ${shares.join(", ")}`;
}
