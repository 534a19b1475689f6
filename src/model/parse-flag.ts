import { flagDefaults, strategies, type DamagedFlag, type Flag, type Strategy } from "./flag.js";
import { isObject, isStringList, nameOf } from "./json-value.js";

/**
 * Reads one value of the flags file as a flag. Missing keys take their defaults and unknown keys are left alone;
 * a missing `name`, an unknown strategy or a value of the wrong type damages this flag, with every problem named.
 */
export function parseFlag(key: string, value: unknown): Flag | DamagedFlag {
  if (!isObject(value)) return { key, problems: [`the flag is ${nameOf(value)}, expected an object`] };
  const problems: string[] = [];

  const read = <T>(field: keyof Flag, fallback: T, expected: string, accepts: (found: unknown) => found is T): T => {
    if (!Object.hasOwn(value, field)) return fallback;
    const found = value[field];
    if (accepts(found)) return found;
    problems.push(`"${field}" is ${nameOf(found)}, expected ${expected}`);
    return fallback;
  };
  const readList = (field: "user_ids" | "user_tiers" | "email_domains"): readonly string[] =>
    read(field, flagDefaults[field], "a list of strings", isStringList);

  if (!Object.hasOwn(value, "name")) problems.push(`"name" is missing`);
  const flag: Flag = {
    name: read("name", "", "a string", isString),
    enabled: read("enabled", flagDefaults.enabled, "true or false", isBoolean),
    strategy: read("strategy", flagDefaults.strategy, `one of ${strategies.join(", ")}`, isStrategy),
    percentage: read("percentage", flagDefaults.percentage, "a number", isFiniteNumber),
    user_ids: readList("user_ids"),
    user_tiers: readList("user_tiers"),
    email_domains: readList("email_domains"),
    ab_test_variant: read("ab_test_variant", flagDefaults.ab_test_variant, "a string or null", isNullableString),
    ab_test_allocation: read(
      "ab_test_allocation",
      flagDefaults.ab_test_allocation,
      "an object of numbers",
      isAllocation,
    ),
    metadata: read("metadata", flagDefaults.metadata, "an object", isObject),
    created_at: read("created_at", flagDefaults.created_at, "a timestamp", isNullableString),
    updated_at: read("updated_at", flagDefaults.updated_at, "a timestamp", isNullableString),
  };
  return problems.length === 0 ? flag : { key, problems };
}

/** Tells the two results of reading a flag apart. */
export function isDamaged(flag: Flag | DamagedFlag): flag is DamagedFlag {
  return "problems" in flag;
}

const isString = (value: unknown): value is string => typeof value === "string";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isFiniteNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isNullableString = (value: unknown): value is string | null => value === null || isString(value);
const isAllocation = (value: unknown): value is Record<string, number> =>
  isObject(value) && Object.values(value).every(isFiniteNumber);
const isStrategy = (value: unknown): value is Strategy => (strategies as readonly unknown[]).includes(value);
