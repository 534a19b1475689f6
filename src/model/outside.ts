import { withExactNumbers } from "../json/exact.js";
import type { FlagDelta } from "./change.js";
import { deltasBetween } from "./delta.js";
import type { FlagDocument } from "./document.js";
import { flagDefaults, type JsonValue } from "./flag.js";
import { isObject } from "./json-value.js";

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
  return one !== null && other !== null && meaningOf(one) === meaningOf(other);
}

/** Whether two values of a flag's field, undefined where it was missing, say the same. */
export function sameFieldMeaning(field: string, one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return JSON.stringify(canonicalField(field, one)) === JSON.stringify(canonicalField(field, other));
}

const setFields = new Set(["user_ids", "user_tiers", "email_domains"]);
const defaults = new Map<string, JsonValue>(Object.entries(flagDefaults));

/** The same for every text of a flag that says the same. */
export function meaningOf(text: string): string {
  const flag = JSON.parse(withExactNumbers(text, "number ")) as JsonValue;
  if (!isObject(flag)) return JSON.stringify(flag);
  const fields = [...new Set([...defaults.keys(), ...Object.keys(flag)])];
  return JSON.stringify(
    fields.map((field): [string, unknown] => [field, canonicalField(field, flag[field])]).sort(byKey),
  );
}

function canonicalField(field: string, value: JsonValue | undefined = defaults.get(field)): unknown {
  return setFields.has(field) && Array.isArray(value)
    ? [...new Set(value.map((item) => JSON.stringify(item)))].sort()
    : sorted(value);
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
