/** The ways a flag decides, in the words of the file. */
export const strategies = ["all", "none", "percentage", "user_list", "user_tier", "email_domain", "ab_test"] as const;

/** The way a flag decides. */
export type Strategy = (typeof strategies)[number];

/** What JSON can say. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * A feature flag, in the field names of the flags file: the same in the file, in `--json` and in code.
 * `name` goes into the hash of every rollout; a flag is looked up by its key in the file, which is usually equal.
 */
export interface Flag {
  readonly name: string;
  readonly enabled: boolean;
  readonly strategy: Strategy;
  /** Percent of users, 0 to 100, up to three decimals. */
  readonly percentage: number;
  readonly user_ids: readonly string[];
  readonly user_tiers: readonly string[];
  readonly email_domains: readonly string[];
  readonly ab_test_variant: string | null;
  /** Variant name → share in percent. */
  readonly ab_test_allocation: Readonly<Record<string, number>>;
  readonly metadata: Readonly<Record<string, JsonValue>>;
  /** Naive UTC, `YYYY-MM-DDTHH:MM:SS`; null where the file has none. */
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

/** The fields of a flag that people decide on; names and timestamps are kept by whoever edits it. */
export type FlagFields = Partial<Omit<Flag, "name" | "created_at" | "updated_at">>;

/** Who a flag is evaluated for. */
export interface User {
  readonly userId: string;
  readonly email?: string | undefined;
  readonly tier?: string | undefined;
  /** Carried along for the application's own use; no strategy reads them. */
  readonly customAttributes?: Readonly<Record<string, unknown>> | undefined;
}

/** A value in the file that can't be read as a flag: it is off for everybody, its neighbours are not affected. */
export interface DamagedFlag {
  readonly key: string;
  /** Every reason, in words. */
  readonly problems: readonly string[];
}

/** A new flag's fields where nothing else was said; also what a missing key of the file reads as. */
export const flagDefaults: Omit<Flag, "name"> = {
  enabled: false,
  strategy: "none",
  percentage: 0,
  user_ids: [],
  user_tiers: [],
  email_domains: [],
  ab_test_variant: null,
  ab_test_allocation: {},
  metadata: {},
  created_at: null,
  updated_at: null,
};

/** The list that each targeting strategy looks at. */
export const listFields = {
  user_list: "user_ids",
  user_tier: "user_tiers",
  email_domain: "email_domains",
} as const satisfies Partial<Record<Strategy, keyof Flag>>;

/** The field that each strategy looks at, where it looks at any. */
export const decidingFields = {
  all: null,
  none: null,
  percentage: "percentage",
  ...listFields,
  ab_test: "ab_test_allocation",
} as const satisfies Record<Strategy, keyof Flag | null>;

/** The keys of a flag in the file that mean something to ff. */
export const flagFields: ReadonlySet<string> = new Set(["name", ...Object.keys(flagDefaults)]);
