import type { Flag } from "./flag.js";
import { RefusedValue } from "./refused-value.js";

/**
 * Keys to take out of the metadata, beside others that are set there.
 * @throws FfError USAGE for a key that is to be set as well: the one at this place of the list
 */
export function checkUnset(keys: readonly string[], set: Flag["metadata"] = {}): readonly string[] {
  const both = keys.findIndex((key) => Object.hasOwn(set, key));
  if (both === -1) return keys;
  throw new RefusedValue(`the metadata's ${JSON.stringify(keys[both])} is both to be set and to be unset`, {
    hint: "give one of the two",
    path: [both],
  });
}
