import type { FlagDelta } from "./change.js";
import { deltasBetween } from "./delta.js";
import type { FlagDocument } from "./document.js";
import { flagDefaults } from "./flag.js";

/** The flags whose meaning differs between two states of a file. Layout and the order of targeting lists mean nothing. */
export function outsideChanges(before: FlagDocument, after: FlagDocument): FlagDelta[] {
  return deltasBetween(before, after, new Set([...before.keys(), ...after.keys()]), sameMeaning);
}

/**
 * Whether two texts of a flag say the same: programs that rewrite the whole file lay it out anew, hold lists as sets and
 * write out the keys that were missing.
 */
export function sameMeaning(one: string | null, other: string | null): boolean {
  if (one === other) return true;
  return one !== null && other !== null && canonical(one) === canonical(other);
}

const setFields = new Set(["user_ids", "user_tiers", "email_domains"]);

function canonical(text: string): string {
  const flag: unknown = JSON.parse(text);
  if (typeof flag !== "object" || flag === null || Array.isArray(flag)) return JSON.stringify(flag);
  const fields = Object.entries({ ...flagDefaults, ...flag }).map(
    ([field, value]: [string, unknown]): [string, unknown] => [
      field,
      setFields.has(field) && Array.isArray(value)
        ? [...new Set(value.map((item) => JSON.stringify(item)))].sort()
        : sorted(value),
    ],
  );
  return JSON.stringify(fields.sort(byKey));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.entries(value)
    .map(([key, item]: [string, unknown]): [string, unknown] => [key, sorted(item)])
    .sort(byKey);
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
