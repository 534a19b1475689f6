import type { DamagedFlag, Flag, JsonValue } from "./flag.js";
import { isObject } from "./json-value.js";
import { isDamaged } from "./parse-flag.js";

/** Everything about a flag, as `--json` prints it: its fields, defaults included, keys that ff does not know, or what is wrong with it. */
export function wholeFlag(flag: Flag | DamagedFlag, stored: JsonValue): Readonly<Record<string, unknown>> {
  return isDamaged(flag) ? { ...asObject(stored), problems: flag.problems } : { ...flag, ...asObject(stored) };
}

/** A flag that is no object stands under `value`. */
export function asObject(stored: JsonValue): Readonly<Record<string, JsonValue>> {
  return isObject(stored) ? stored : { value: stored };
}
