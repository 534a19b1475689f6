import type { HistoryEntry } from "../../src/store/store.js";

/** A moment of one hour: `at(5)` is five minutes past. */
export const at = (minute: number): string => `2026-01-31T10:${String(minute).padStart(2, "0")}:00.000Z`;

/** An entry of a transaction that is alone in its minute. */
export function entry(minute: number, fields: Partial<HistoryEntry>): HistoryEntry {
  return {
    id: `${minute}.1`,
    group: String(minute),
    time: at(minute),
    source: "ff",
    actor: "ada",
    command: "rollout",
    reason: null,
    flag: "f",
    before: null,
    after: null,
    follows: null,
    undoes: null,
    file_before: null,
    file_after: String(minute),
    ...fields,
  };
}

/** The entry of a change by another program. */
export function outside(minute: number, fields: Partial<HistoryEntry>): HistoryEntry {
  return entry(minute, { source: "outside", actor: null, command: "outside", ...fields });
}
