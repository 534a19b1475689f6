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
  const author: Author = { source: "ff", actor: meta.actor, command: meta.command, reason: meta.reason };
  return deltas.map((delta, index) => entry(transaction, index, author, delta, meta.undoes?.get(delta.key)));
}

/** The history's entries for what another program changed; one without a flag where no flag's meaning is known to differ. */
export function outsideEntriesFor(
  deltas: readonly FlagDelta[],
  reason: string | null,
  transaction: Transaction,
): HistoryEntry[] {
  const author: Author = { source: "outside", actor: null, command: "outside", reason };
  const subjects = deltas.length > 0 ? deltas : [null];
  return subjects.map((delta, index) => entry(transaction, index, author, delta));
}

/** Of how many entries each transaction is. */
export function groupSizes(entries: readonly HistoryEntry[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { group } of entries) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

/** Who made a change, by what and why. */
type Author = Pick<HistoryEntry, "source" | "actor" | "command" | "reason">;

/**
 * Field by field: several objects spread into one take eight times as long, and a file that was rewritten has as many
 * entries as flags.
 */
function entry(
  { group, time, fileBefore, fileAfter }: Transaction,
  index: number,
  { source, actor, command, reason }: Author,
  delta: FlagDelta | null,
  undoes: string | null = null,
): HistoryEntry {
  return {
    id: `${group}.${index + 1}`,
    group,
    time: time.toISOString(),
    file_before: fileBefore,
    file_after: fileAfter,
    source,
    actor,
    command,
    reason,
    flag: delta?.key ?? null,
    before: delta?.before ?? null,
    after: delta?.after ?? null,
    follows: delta?.follows ?? null,
    undoes,
  };
}
