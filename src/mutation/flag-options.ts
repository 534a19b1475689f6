import type { OptionSpec } from "../command.js";
import { FfError } from "../errors.js";
import { strategies, type FlagFields, type JsonValue, type Strategy } from "../model/flag.js";
import { normalizeDomains, parseAllocation, parseList, parsePercentage } from "../model/input.js";
import { parseMetadata } from "../model/pairs.js";

/** The fields of a flag as options, for `create` and `update` alike. */
export interface FlagOptions {
  readonly strategy?: Strategy;
  readonly percentage?: number;
  readonly users?: readonly string[];
  readonly tiers?: readonly string[];
  readonly domains?: readonly string[];
  readonly variants?: Record<string, number>;
  readonly enabled?: boolean;
  readonly disabled?: boolean;
  readonly owner?: string;
  readonly description?: string;
  readonly ticket?: string;
  readonly meta?: Record<string, JsonValue>;
}

export const flagOptions: readonly OptionSpec[] = [
  {
    flags: "--strategy <strategy>",
    description: "all, none, percentage, user_list, user_tier, email_domain or ab_test",
    choices: strategies,
  },
  { flags: "--percentage <percent>", description: "0 to 100, up to three decimals", parse: parsePercentage },
  { flags: "--users <ids>", description: "user ids: a,b, 'a b' or repeated", repeatable: true, parse: parseList },
  { flags: "--tiers <tiers>", description: "tiers: a,b, 'a b' or repeated", repeatable: true, parse: parseList },
  {
    flags: "--domains <domains>",
    description: "email domains: a,b, 'a b' or repeated",
    repeatable: true,
    parse: (typed: readonly string[]) => normalizeDomains(parseList(typed)),
  },
  {
    flags: "--variants <shares>",
    description: "A=50,B=50: whole percents that sum to 100",
    repeatable: true,
    parse: (typed: readonly string[]) => parseAllocation(typed, ","),
  },
  { flags: "--enabled", description: "in use" },
  { flags: "--disabled", description: "paused: off for everybody, whatever the strategy" },
  { flags: "--owner <name>", description: "who answers for it" },
  { flags: "--description <text>", description: "what it is for" },
  { flags: "--ticket <id>", description: "where it is tracked" },
  { flags: "--meta <key=value>", description: "other metadata (repeatable)", repeatable: true, parse: parseMetadata },
];

/** The fields that were given, and no others. */
export function givenFields(options: FlagOptions): FlagFields {
  const { strategy, percentage, users, tiers, domains, variants, owner, description, ticket } = options;
  if (options.enabled && options.disabled)
    throw new FfError("USAGE", "--enabled and --disabled exclude each other", { hint: "give one of them" });
  const named = Object.entries({ owner, description, ticket }).filter(([, value]) => value !== undefined);
  const metadata = Object.fromEntries([...named, ...Object.entries(options.meta ?? {})]) as Record<string, JsonValue>;
  return {
    ...(strategy !== undefined && { strategy }),
    ...(percentage !== undefined && { percentage }),
    ...(users !== undefined && { user_ids: users }),
    ...(tiers !== undefined && { user_tiers: tiers }),
    ...(domains !== undefined && { email_domains: domains }),
    ...(variants !== undefined && { ab_test_allocation: variants }),
    ...(options.enabled && { enabled: true }),
    ...(options.disabled && { enabled: false }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

const strategyOfOption = {
  percentage: "percentage",
  users: "user_list",
  tiers: "user_tier",
  domains: "email_domain",
  variants: "ab_test",
} as const satisfies Partial<Record<keyof FlagOptions, Strategy>>;

/**
 * The strategy that a new flag's options speak of when none is named: `--percentage 10` means a percentage rollout.
 * @throws FfError USAGE when they speak of several
 */
export function impliedStrategy(options: FlagOptions): Strategy | undefined {
  const given = Object.entries(strategyOfOption).filter(
    ([option]) => options[option as keyof FlagOptions] !== undefined,
  );
  if (given.length < 2) return given[0]?.[1];
  const named = given.map(([option]) => `--${option}`).join(" and ");
  throw new FfError("USAGE", `${named} belong to different strategies`, {
    hint: `say which decides: --strategy ${given.map(([, strategy]) => strategy).join(" or ")}`,
  });
}
