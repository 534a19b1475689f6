import { FfError } from "../errors.js";

/** A moment as the flags file writes it: naive UTC to the second, because older `datetime.fromisoformat` refuses `Z`. */
export function formatTimestamp(moment: Date): string {
  return moment.toISOString().slice(0, 19);
}

/** Whether a text is written as `formatTimestamp` writes; the day or the hour in it may still be one that there never was. */
export function hasFileForm(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text);
}

const timestamp =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/i;

/**
 * Reads a timestamp of the file, or one typed by a person: a date, or a date and time, with or without a fraction,
 * `Z` or an offset. One without an offset is UTC. Returns null for anything else, also for days no calendar has.
 */
export function parseTimestamp(text: string): Date | null {
  const match = timestamp.exec(text.trim());
  if (match === null) return null;
  const [, year = "", month = "", day = "", hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] =
    match;
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
  const utc = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), milliseconds),
  );
  // Date.UTC rolls 31 February over into March; only a moment that reads back the same was a real one.
  const isReal = formatTimestamp(utc) === `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  return isReal ? new Date(utc.getTime() - offsetMinutes(zone) * 60_000) : null;
}

/** Whether a text has the form of a timestamp; the day or the hour in it may still be one that there never was. */
export function hasTimestampForm(text: string): boolean {
  return timestamp.test(text.trim());
}

function offsetMinutes(zone: string): number {
  if (zone.toUpperCase() === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || "0");
  return zone.startsWith("-") ? -minutes : minutes;
}

/** @throws FfError USAGE for what `parseTimestamp` can't read */
export function parseMoment(typed: string): Date {
  const moment = parseTimestamp(typed);
  if (moment !== null) return moment;
  throw new FfError("USAGE", `${JSON.stringify(typed)} is not a time`, {
    hint: "type a day or a time in UTC, such as 2026-01-31 or 2026-01-31T10:30, or with an offset: 2026-01-31T10:30+01:00",
  });
}
