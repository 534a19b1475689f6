import { describe } from "./describe.js";
import type { JsonValue } from "./flag.js";
import { parseFlag } from "./parse-flag.js";

/** One field that differs; undefined where it was not there. Metadata is told key by key: `metadata.owner`. */
export interface FieldDifference {
  readonly field: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** The fields that differ between two states of a flag, as stored; `updated_at` goes along with every change and is left out. */
export function fieldDifferences(before: string, after: string): FieldDifference[] {
  const old = flatFields(before);
  const now = flatFields(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field), after: now.get(field) }))
    .filter((difference) => JSON.stringify(difference.before) !== JSON.stringify(difference.after))
    .filter(({ field }) => field !== "updated_at");
}

/** A change in words: who got the flag before and after, or where that is the same, the fields that differ. */
export function changeInWords(key: string, before: string | null, after: string | null): string {
  const had = before === null ? null : describeText(key, before);
  const has = after === null ? null : describeText(key, after);
  if (before === null || after === null) return had === null ? `created: ${has ?? ""}` : `deleted, was: ${had}`;
  if (had !== has) return `${had ?? ""} → ${has ?? ""}`;
  const fields = fieldDifferences(before, after).map(
    (difference) => `${difference.field}: ${differenceInWords(difference)}`,
  );
  return fields.length === 0 ? "nothing but the layout" : fields.join("; ");
}

export function differenceInWords({ before, after }: FieldDifference): string {
  return `${valueInWords(before)} → ${valueInWords(after)}`;
}

const longestValue = 60;

function valueInWords(value: JsonValue | undefined): string {
  if (value === undefined) return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

function describeText(key: string, text: string): string {
  return describe(parseFlag(key, JSON.parse(text)));
}

function flatFields(text: string): Map<string, JsonValue> {
  const flag = JSON.parse(text) as JsonValue;
  if (!isObject(flag)) return new Map([["value", flag]]);
  return new Map(
    Object.entries(flag).flatMap(([field, value]): [string, JsonValue][] =>
      field === "metadata" && isObject(value)
        ? Object.entries(value).map(([key, item]) => [`metadata.${key}`, item])
        : [[field, value]],
    ),
  );
}

function isObject(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
