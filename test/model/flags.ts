import { flagDefaults, type Flag } from "../../src/model/flag.js";

/** A flag with the fields that a test is about. */
export function flagWith(fields: Partial<Flag> = {}): Flag {
  return { name: "new_dashboard", ...flagDefaults, enabled: true, ...fields };
}
