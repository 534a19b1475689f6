import { flagDefaults, strategies, type DamagedFlag, type Flag, type Strategy } from "./flag.js";
import { isObject, isStringList, nameOf } from "./json-value.js";

const isString = (value: unknown): value is string => typeof value === "string";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isFiniteNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isNullableString = (value: unknown): value is string | null => value === null || isString(value);
const isAllocation = (value: unknown): value is Record<string, number> =>
  isObject(value) && Object.values(value).every(isFiniteNumber);
const isStrategy = (value: unknown): value is Strategy => (strategies as readonly unknown[]).includes(value);

/** What a field takes, and how messages call that. */
interface FieldKind<Value> {
  readonly expected: string;
  readonly accepts: (found: unknown) => found is Value;
}

const stringList = { expected: "a list of strings", accepts: isStringList };
const timestamp = { expected: "a timestamp", accepts: isNullableString };

/** What each field of a flag has to be for the flag to be readable. */
export const fieldKinds: { readonly [Field in keyof Flag]: FieldKind<Flag[Field]> } = {
  name: { expected: "a string", accepts: isString },
  enabled: { expected: "true or false", accepts: isBoolean },
  strategy: { expected: `one of ${strategies.join(", ")}`, accepts: isStrategy },
  percentage: { expected: "a number", accepts: isFiniteNumber },
  user_ids: stringList,
  user_tiers: stringList,
  email_domains: stringList,
  ab_test_variant: { expected: "a string or null", accepts: isNullableString },
  ab_test_allocation: { expected: "an object of numbers", accepts: isAllocation },
  metadata: { expected: "an object", accepts: isObject },
  created_at: timestamp,
  updated_at: timestamp,
};

/**
 * Reads one value of the flags file as a flag. Missing keys take their defaults and unknown keys are left alone;
 * a missing `name`, an unknown strategy or a value of the wrong type damages this flag, with every problem named.
 */
export function parseFlag(key: string, value: unknown): Flag | DamagedFlag {
  if (!isObject(value)) return { key, problems: [`the flag is ${nameOf(value)}, expected an object`] };
  const problems: string[] = [];

  const read = <Field extends keyof Flag>(field: Field, fallback: Flag[Field]): Flag[Field] => {
    const found: unknown = value[field];
    // No JSON says that, and nothing that objects inherit is called like a field.
    if (found === undefined) return fallback;
    const { accepts, expected } = fieldKinds[field];
    if (accepts(found)) return found;
    problems.push(`"${field}" is ${nameOf(found)}, expected ${expected}`);
    return fallback;
  };

  if (value["name"] === undefined) problems.push(`"name" is missing`);
  const flag: Flag = {
    name: read("name", ""),
    enabled: read("enabled", flagDefaults.enabled),
    strategy: read("strategy", flagDefaults.strategy),
    percentage: read("percentage", flagDefaults.percentage),
    user_ids: read("user_ids", flagDefaults.user_ids),
    user_tiers: read("user_tiers", flagDefaults.user_tiers),
    email_domains: read("email_domains", flagDefaults.email_domains),
    ab_test_variant: read("ab_test_variant", flagDefaults.ab_test_variant),
    ab_test_allocation: read("ab_test_allocation", flagDefaults.ab_test_allocation),
    metadata: read("metadata", flagDefaults.metadata),
    created_at: read("created_at", flagDefaults.created_at),
    updated_at: read("updated_at", flagDefaults.updated_at),
  };
  return problems.length === 0 ? flag : { key, problems };
}

/** Tells the two results of reading a flag apart. */
export function isDamaged(flag: Flag | DamagedFlag): flag is DamagedFlag {
  return "problems" in flag;
}

/** The flag, or null where there is none that can be read. */
export function readable(flag: Flag | DamagedFlag | null): Flag | null {
  return flag === null || isDamaged(flag) ? null : flag;
}
