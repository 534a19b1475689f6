import { sameMeaning } from "../model/outside.js";
import { layoutOnly } from "../store/history-entry.js";
import type { History, HistoryEntry } from "../store/store.js";

/** What the history knows of a flag at a moment. */
export type AsOf =
  /** `text` is null where there was no such flag. */
  | { readonly kind: "known"; readonly text: string | null }
  /** Another program changed the flag somewhere between these moments (`until` null: up to now); `text` is from before. */
  | { readonly kind: "uncertain"; readonly text: string | null; readonly since: string; readonly until: string | null }
  /** The history begins later; null: it is empty. */
  | { readonly kind: "too early"; readonly begins: string | null }
  /** Another program changed the file and what it changed was not kept. */
  | { readonly kind: "unknown"; readonly since: string };

/**
 * A flag's text as of a moment.
 * @param present its text now, null where there is none
 * @param time ISO 8601, UTC, with milliseconds
 */
export function asOf({ entries, reachesNow }: History, flag: string, time: string, present: string | null): AsOf {
  const begins = entries[0]?.time ?? null;
  if (begins === null || time < begins) return { kind: "too early", begins };
  const relevant = entries.filter((entry) => entry.flag === flag || isUntold(entry));
  const before = relevant.findLast((entry) => entry.time <= time);
  const next = relevant.find((entry) => entry.time > time);
  if (next === undefined) return sinceThen(entries, before, reachesNow, time, present);
  const since = timeBefore(entries, next);
  if (!isUntold(next)) {
    const isOpen = next.source === "outside" && time > since;
    return isOpen
      ? { kind: "uncertain", text: next.before, since, until: next.time }
      : { kind: "known", text: next.before };
  }
  if (before !== undefined && !isUntold(before) && time <= since) return { kind: "known", text: before.after };
  return { kind: "unknown", since };
}

/** The answer where no entry that matters is newer than the moment. */
function sinceThen(
  entries: readonly HistoryEntry[],
  before: HistoryEntry | undefined,
  reachesNow: boolean,
  time: string,
  present: string | null,
): AsOf {
  if (reachesNow) return { kind: "known", text: present };
  const last = entries.at(-1)?.time ?? time;
  // Only the present text is at hand, and another program may have written it.
  if (before === undefined || isUntold(before)) return { kind: "unknown", since: last };
  if (time <= last || sameMeaning(before.after, present)) return { kind: "known", text: before.after };
  return { kind: "uncertain", text: before.after, since: last, until: null };
}

/** A change made outside whose flags could not be told. One of the layout alone changes no answer. */
function isUntold(entry: HistoryEntry): boolean {
  return entry.flag === null && entry.reason !== layoutOnly;
}

/** When the file was last known to be as the history says before this entry. */
function timeBefore(entries: readonly HistoryEntry[], entry: HistoryEntry): string {
  const first = entries.findIndex((other) => other.group === entry.group);
  return entries[first - 1]?.time ?? entry.time;
}
