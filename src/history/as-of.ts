import { sameMeaning } from "../model/outside.js";
import { layoutOnly } from "../store/history-entry.js";
import type { History, HistoryEntry } from "../store/store.js";

/** What the history knows of a flag at a moment. */
export type AsOf =
  /** `text` is null where there was no such flag. */
  | { readonly kind: "known"; readonly text: string | null }
  /** Another program changed the flag somewhere between these moments (`until` null: up to now); `text` is from before. */
  | { readonly kind: "uncertain"; readonly text: string | null; readonly since: string; readonly until: string | null }
  /** Its next change, made since then, bears a time still to come, of a clock that was ahead; `text` is from before. */
  | { readonly kind: "misdated"; readonly text: string | null; readonly since: string; readonly time: string }
  /** The history begins later; null: it is empty. */
  | { readonly kind: "too early"; readonly begins: string | null }
  /** Another program changed the file and what it changed was not kept. */
  | { readonly kind: "unknown"; readonly since: string };

/**
 * A flag's text as of a moment.
 * @param present its text now, null where there is none
 * @param time not later than `now`; both ISO 8601, UTC, with milliseconds
 */
export function asOf(
  { entries, reachesNow }: History,
  flag: string,
  time: string,
  present: string | null,
  now: string,
): AsOf {
  const begins = entries[0]?.time ?? null;
  if (begins === null || time < begins) return { kind: "too early", begins };
  const relevant = entries.filter((entry) => entry.flag === flag || isUntold(entry));
  const before = relevant.findLast((entry) => entry.time <= time);
  const next = relevant.find((entry) => entry.time > time);
  if (next === undefined) {
    if (reachesNow) return { kind: "known", text: present };
    return changedSince(before, lastSeen(entries, now) ?? begins, time, present);
  }
  const since = lastSeen(entriesBefore(entries, next), now) ?? begins;
  if (!isUntold(next)) {
    const text = next.before;
    if (time > since && next.time > now) return { kind: "misdated", text, since, time: next.time };
    if (time > since && next.source === "outside") return { kind: "uncertain", text, since, until: next.time };
    return { kind: "known", text };
  }
  if (before !== undefined && !isUntold(before) && time <= since) return { kind: "known", text: before.after };
  return { kind: "unknown", since };
}

/**
 * The answer where no entry that matters is newer than the moment, and another program has written since the newest.
 * @param last when the file was last known to be as the history says
 */
function changedSince(before: HistoryEntry | undefined, last: string, time: string, present: string | null): AsOf {
  if (before === undefined || isUntold(before)) return { kind: "unknown", since: last };
  if (time <= last || sameMeaning(before.after, present)) return { kind: "known", text: before.after };
  return { kind: "uncertain", text: before.after, since: last, until: null };
}

/** A change made outside whose flags could not be told. One of the layout alone changes no answer. */
function isUntold(entry: HistoryEntry): boolean {
  return entry.flag === null && entry.reason !== layoutOnly;
}

/** What stands in the history before the whole of an entry's transaction. */
function entriesBefore(entries: readonly HistoryEntry[], { group }: HistoryEntry): readonly HistoryEntry[] {
  return entries.slice(
    0,
    entries.findIndex((entry) => entry.group === group),
  );
}

/** When the file was last seen as these entries left it. A time still to come, of a clock that was ahead, does not tell. */
function lastSeen(entries: readonly HistoryEntry[], now: string): string | undefined {
  return entries.findLast(({ time }) => time <= now)?.time;
}
