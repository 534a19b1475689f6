import type { DamagedFlag, Flag } from "./flag.js";
import { isDamaged } from "./parse-flag.js";

/** Who gets a flag, in one word: `on` everybody, `off` nobody, `partial` some, `paused` stopped by `enabled: false`. */
export const flagStates = ["on", "partial", "off", "paused", "damaged"] as const;

export type FlagState = (typeof flagStates)[number];

/** Whether users get it by a percentage. */
export function isRollout(flag: Flag | DamagedFlag | null): flag is Flag {
  return flag !== null && !isDamaged(flag) && flag.enabled && flag.strategy === "percentage";
}

export function stateOf(flag: Flag | DamagedFlag): FlagState {
  if (isDamaged(flag)) return "damaged";
  if (!flag.enabled) return "paused";
  switch (flag.strategy) {
    case "all":
      return "on";
    case "none":
      return "off";
    case "percentage":
      return flag.percentage >= 100 ? "on" : flag.percentage <= 0 ? "off" : "partial";
    case "user_list":
      return flag.user_ids.length === 0 ? "off" : "partial";
    case "user_tier":
      return flag.user_tiers.length === 0 ? "off" : "partial";
    case "email_domain":
      return flag.email_domains.length === 0 ? "off" : "partial";
    case "ab_test":
      return Object.values(flag.ab_test_allocation).some((share) => share > 0) ? "partial" : "off";
  }
}
