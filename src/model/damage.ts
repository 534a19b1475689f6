import type { Member } from "../json/scan.js";
import { spanAt } from "../json/span-at.js";
import { decode } from "../json/utf8.js";
import type { Flag } from "./flag.js";
import { isObject, isStringList } from "./json-value.js";
import { fieldKinds } from "./parse-flag.js";

/**
 * The byte offset of the first problem that `parseFlag` tells of a flag: of the very field or item, or of the flag's key
 * where a field is missing.
 */
export function placeOfDamage(bytes: Uint8Array, { keySpan, value: span }: Member): number {
  const value: unknown = JSON.parse(decode(bytes, span.start, span.end));
  if (!isObject(value)) return span.start;
  const field = value["name"] === undefined ? undefined : firstWrongField(value);
  if (field === undefined) return keySpan.start;
  const found = value[field];
  const [part] = [...wrongItems(field, found), ...wrongShares(field, found)];
  return spanAt(bytes, span, part === undefined ? [field] : [field, part]).start;
}

function firstWrongField(flag: Readonly<Record<string, unknown>>): keyof Flag | undefined {
  const fields = Object.keys(fieldKinds) as (keyof Flag)[];
  return fields.find((field) => flag[field] !== undefined && !fieldKinds[field].accepts(flag[field]));
}

/** The indices in a list of texts of what is none; none where the field is no such list. */
export function wrongItems(field: keyof Flag, found: unknown): number[] {
  if (fieldKinds[field].accepts !== isStringList || !Array.isArray(found)) return [];
  return found.flatMap((item, index) => (typeof item === "string" ? [] : [index]));
}

/** The variants whose share is no number; none where the field holds no shares. */
export function wrongShares(field: keyof Flag, found: unknown): string[] {
  if (field !== "ab_test_allocation" || !isObject(found)) return [];
  return Object.keys(found).filter((variant) => !fieldKinds.percentage.accepts(found[variant]));
}
