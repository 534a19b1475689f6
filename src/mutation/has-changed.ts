import type { Mutation } from "./mutation.js";

/** Whether a mutation wrote something: not where it only tried, or where all was as it should be. */
export function hasChanged({ dryRun, changes }: Mutation): boolean {
  return !dryRun && changes.some(({ action }) => action !== "unchanged");
}
