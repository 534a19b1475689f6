import type { Flag } from "../../src/model/flag.js";

/** A flag as other programs write them: all twelve keys. */
export function flag(name: string, fields: Partial<Flag> = {}): Flag {
  return {
    name,
    enabled: true,
    strategy: "none",
    percentage: 0,
    user_ids: [],
    user_tiers: [],
    email_domains: [],
    ab_test_variant: null,
    ab_test_allocation: {},
    metadata: {},
    created_at: "2024-01-25T10:30:00",
    updated_at: "2024-01-25T11:45:00",
    ...fields,
  };
}

/** The text of a flags file with these flags. */
export function flagsText(flags: readonly Flag[]): string {
  return JSON.stringify(Object.fromEntries(flags.map((one) => [one.name, one])), null, 2);
}

export const flagsFile = "feature_flags.json";
