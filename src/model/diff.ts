import { withExactNumbers } from "../json/exact.js";
import { describe, someOf } from "./describe.js";
import { decidingFields, type DamagedFlag, type Flag, type JsonValue } from "./flag.js";
import { isObject, isStringList } from "./json-value.js";
import { isDamaged, parseFlag } from "./parse-flag.js";

/** One field that differs; undefined where it was not there. Metadata is told key by key: `metadata.owner`. */
export interface FieldDifference {
  readonly field: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** How two values of a field, undefined where it was not there, are compared. */
type SameField = (field: string, before: JsonValue | undefined, after: JsonValue | undefined) => boolean;

const sameText: SameField = (_, before, after) => JSON.stringify(before) === JSON.stringify(after);

/**
 * The fields that differ between two states of a flag, as stored. `updated_at` goes along with every change, so it is
 * left out unless nothing but timestamps differs: then it was written anew by itself.
 */
export function fieldDifferences(before: string, after: string, isSame: SameField = sameText): FieldDifference[] {
  const old = flatFields(before);
  const now = flatFields(after);
  const differences = [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field), after: now.get(field) }))
    .filter((difference) => !isSame(difference.field, difference.before, difference.after));
  const isOfTimesOnly = differences.every(({ field }) => field === "created_at" || field === "updated_at");
  return isOfTimesOnly ? differences : differences.filter(({ field }) => field !== "updated_at");
}

/** The differences that who gets the flag, before and after, does not tell already. */
export function untoldDifferences(
  before: Flag | DamagedFlag,
  after: Flag | DamagedFlag,
  all: readonly FieldDifference[],
) {
  if (describe(before) === describe(after)) return all;
  if (isDamaged(before) || isDamaged(after)) return [];
  const told = new Set(["updated_at", "enabled", "strategy", decidingFields[after.strategy]]);
  return all.filter(({ field }) => !told.has(field));
}

/** A change in words: who got the flag before and after, and what else differs. */
export function changeInWords(key: string, before: string | null, after: string | null): string {
  const old = before === null ? null : parseFlag(key, JSON.parse(before));
  const now = after === null ? null : parseFlag(key, JSON.parse(after));
  if (before === null || old === null) return `created: ${now === null ? "" : describe(now)}`;
  if (after === null || now === null) return `deleted, was: ${describe(old)}`;
  const had = describe(old);
  const has = describe(now);
  const fields = untoldDifferences(old, now, fieldDifferences(before, after)).map(
    (difference) => `${difference.field}: ${differenceInWords(difference)}`,
  );
  const words = had === has ? fields : [`${had} → ${has}`, ...fields];
  return words.length === 0 ? "nothing but the layout" : words.join("; ");
}

/** @param whole leaves nothing out of long lists and texts */
export function differenceInWords({ before, after }: FieldDifference, whole = false): string {
  if (isStringList(before) && isStringList(after)) return amendmentInWords(before, after, whole);
  return `${valueInWords(before, whole)} → ${valueInWords(after, whole)}`;
}

/** Of two long lists the difference is all that can be seen. */
function amendmentInWords(before: readonly string[], after: readonly string[], whole: boolean): string {
  const most = whole ? Infinity : undefined;
  const had = new Set(before);
  const has = new Set(after);
  const added = [...has].filter((item) => !had.has(item));
  const removed = [...had].filter((item) => !has.has(item));
  const parts = [
    ...(added.length > 0 ? [`added ${someOf(added, most)}`] : []),
    ...(removed.length > 0 ? [`removed ${someOf(removed, most)}`] : []),
  ];
  if (parts.length > 0) return parts.join(", ");
  if (before.length === after.length) return "another order";
  return after.length < before.length ? "the same, without repetitions" : "the same, with repetitions";
}

const longestValue = 60;

function valueInWords(value: JsonValue | undefined, whole: boolean): string {
  if (value === undefined) return "none";
  const text = typeof value === "string" && value !== "" ? value : JSON.stringify(value);
  return text.length > longestValue && !whole ? `${text.slice(0, longestValue - 1)}…` : text;
}

function flatFields(text: string): Map<string, JsonValue> {
  const flag = JSON.parse(withExactNumbers(text)) as JsonValue;
  if (!isObject(flag)) return new Map([["value", flag]]);
  return new Map(
    Object.entries(flag).flatMap(([field, value]): [string, JsonValue][] =>
      field === "metadata" && isObject(value)
        ? Object.entries(value).map(([key, item]) => [`metadata.${key}`, item])
        : [[field.startsWith("metadata.") ? JSON.stringify(field) : field, value]],
    ),
  );
}
