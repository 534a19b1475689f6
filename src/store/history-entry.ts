import type { FlagDelta } from "../model/change.js";
import type { ChangeMeta, HistoryEntry } from "./store.js";

/** The reason kept for a change made outside that changed no flag's meaning. */
export const layoutOnly = "only the layout";

/** The frame that the entries of one transaction share. */
export interface Transaction {
  /** Unique in this history. */
  readonly group: string;
  readonly time: Date;
  readonly fileBefore: string | null;
  readonly fileAfter: string;
}

/** The history's entries for what one transaction of ff did. */
export function entriesFor(deltas: readonly FlagDelta[], meta: ChangeMeta, transaction: Transaction): HistoryEntry[] {
  const { actor, command, reason, undoes } = meta;
  return deltas.map((delta, index) => ({
    ...frame(transaction, index),
    source: "ff",
    actor,
    command,
    reason,
    ...subject(delta),
    undoes: undoes?.get(delta.key) ?? null,
  }));
}

/** The history's entries for what another program changed; one without a flag where no flag's meaning is known to differ. */
export function outsideEntriesFor(
  deltas: readonly FlagDelta[],
  reason: string | null,
  transaction: Transaction,
): HistoryEntry[] {
  const subjects = deltas.length > 0 ? deltas.map(subject) : [{ flag: null, before: null, after: null, follows: null }];
  return subjects.map((told, index) => ({
    ...frame(transaction, index),
    source: "outside",
    actor: null,
    command: "outside",
    reason,
    ...told,
    undoes: null,
  }));
}

/** Of how many entries each transaction is. */
export function groupSizes(entries: readonly HistoryEntry[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { group } of entries) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

function frame({ group, time, fileBefore, fileAfter }: Transaction, index: number) {
  return {
    id: `${group}.${index + 1}`,
    group,
    time: time.toISOString(),
    file_before: fileBefore,
    file_after: fileAfter,
  };
}

function subject({ key, before, after, follows }: FlagDelta) {
  return { flag: key, before, after, follows };
}
