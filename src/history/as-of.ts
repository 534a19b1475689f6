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
  if (before !== undefined && isUntold(before)) return { kind: "unknown", since: before.time };
  if (next !== undefined && isUntold(next)) return { kind: "unknown", since: timeBefore(entries, next) };
  if (next !== undefined) {
    const text = before === undefined ? next.before : before.after;
    const since = timeBefore(entries, next);
    return next.source === "outside" && time > since
      ? { kind: "uncertain", text, since, until: next.time }
      : { kind: "known", text };
  }
  const text = before === undefined ? present : before.after;
  const changedSince = !reachesNow && (before === undefined || !sameMeaning(text, present));
  const last = entries.at(-1)?.time ?? begins;
  return changedSince && time > last ? { kind: "uncertain", text, since: last, until: null } : { kind: "known", text };
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
