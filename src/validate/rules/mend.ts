import type { FieldChange } from "../../model/change.js";
import { listFields, type JsonValue } from "../../model/flag.js";
import { isDomain, normalDomain } from "../../model/input.js";
import { isObject, isStringList } from "../../model/json-value.js";
import { isDamaged, parseFlag } from "../../model/parse-flag.js";
import { formatTimestamp, parseTimestamp } from "../../model/time.js";

// What `--fix` may do changes no answer of any flag, for any user:
// - A domain that is not in its normal form matches no proper address. Written as it was meant, that company's users would
//   gain the flag, so it is mended only where another strategy decides, or the flag is off for everybody.
// - A domain in upper case matches nobody. Where the same stands there in lower case, nothing is lost without it.
// - An item that stands in a list twice is listed, and stays so without the second one.
// - A timestamp keeps its moment, to the millisecond, but for `updated_at` where a list changes. No strategy reads it.

/** What readers of every age take as it is: naive, and with a fraction only of milli- or microseconds. */
const plainTimestamp = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.(?:\d{3}|\d{6}))?)?)?$/;

/**
 * The fields of a flag that have one safe answer and need it, with that answer. Where a list changes, `updated_at` is
 * now, as after every edit; a timestamp that is only written otherwise is no news.
 */
export function mendedFields(value: JsonValue, now: Date): FieldChange[] {
  if (!isObject(value)) return [];
  const areFree = !isDecidedByDomains(value);
  const lists = Object.values(listFields).flatMap((field): FieldChange[] => {
    const items = value[field];
    if (!isStringList(items)) return [];
    const mended = [...new Set(field === "email_domains" ? mendedDomains(items, areFree) : items)];
    const isSame = mended.length === items.length && mended.every((item, index) => item === items[index]);
    return isSame ? [] : [{ path: [field], value: mended }];
  });
  const times = ["created_at", "updated_at"].flatMap((field): FieldChange[] => {
    const text = value[field] ?? null;
    // A value of another type stays: without it a damaged flag would be readable, and on for users.
    const isEdited = field === "updated_at" && lists.length > 0 && (text === null || typeof text === "string");
    if (isEdited) return [{ path: [field], value: formatTimestamp(now) }];
    const mended = typeof text === "string" ? mendedTimestamp(text) : null;
    return mended === null || mended === text ? [] : [{ path: [field], value: mended }];
  });
  return [...lists, ...times];
}

function mendedDomains(domains: readonly string[], areFree: boolean): readonly string[] {
  if (areFree) return domains.map((domain) => mendedDomain(domain) ?? domain);
  const listed = new Set(domains);
  return domains.filter((domain) => !isSurplus(domain, listed));
}

/** Whether a domain is only in upper case what stands in the list in lower case too. */
export function isSurplus(domain: string, listed: ReadonlySet<string>): boolean {
  const mended = mendedDomain(domain);
  return mended !== null && mended !== domain && mended === domain.toLowerCase() && listed.has(mended);
}

/** Whether the flag's email domains say who gets it now. A damaged flag is off for everybody. */
export function isDecidedByDomains(value: JsonValue): boolean {
  const flag = parseFlag("", value);
  return !isDamaged(flag) && flag.enabled && flag.strategy === "email_domain";
}

/** The domain as users' domains are compared; null where it can't be told what was meant. */
export function mendedDomain(domain: string): string | null {
  const mended = normalDomain(domain.trim());
  return isDomain(mended) && mended.isWellFormed() ? mended : null;
}

/** The timestamp as every reader takes it, itself where it is such; null where it is none, or can't be written so. */
export function mendedTimestamp(text: string): string | null {
  const moment = parseTimestamp(text);
  if (moment === null) return null;
  if (plainTimestamp.test(text)) return text;
  const milliseconds = moment.getUTCMilliseconds();
  const fraction = milliseconds === 0 ? "" : `.${String(milliseconds).padStart(3, "0")}`;
  const mended = formatTimestamp(moment) + fraction;
  // An offset at the edge of the calendar leads out of the years that have four digits.
  return parseTimestamp(mended)?.getTime() === moment.getTime() ? mended : null;
}
