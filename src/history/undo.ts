import { FfError } from "../errors.js";
import type { FlagChange } from "../model/change.js";
import type { FlagDocument } from "../model/document.js";
import type { DocumentEdit } from "../model/edits.js";
import { sameMeaning } from "../model/outside.js";
import type { HistoryEntry } from "../store/store.js";

/**
 * The changes that an undo takes back: the newest one of this flag, or without a flag the newest transaction.
 * @throws FfError HISTORY_NOT_FOUND when ff has made none
 */
export function changesToUndo(entries: readonly HistoryEntry[], flag: string | undefined): HistoryEntry[] {
  const own = entries.filter((entry) => entry.source === "ff" && (flag === undefined || entry.flag === flag));
  const newest = own.at(-1);
  if (newest === undefined) {
    const of = flag === undefined ? "" : ` of ${JSON.stringify(flag)}`;
    throw new FfError("HISTORY_NOT_FOUND", `the history has no change${of} to take back`, {
      hint: { text: "see what it has", command: { name: "log" } },
    });
  }
  return flag === undefined ? own.filter((entry) => entry.group === newest.group) : [newest];
}

/**
 * Puts the flags back as they were before these changes.
 * @throws FfError CHANGED, from the edit, when a flag is no longer as the change left it
 */
export function undoEdit(undone: readonly HistoryEntry[]): DocumentEdit {
  return (document) => undone.flatMap((entry) => takeBack(entry, document));
}

function takeBack(entry: HistoryEntry, document: FlagDocument): FlagChange[] {
  const { flag: key, before, after, follows } = entry;
  if (key === null) return [];
  const now = document.text(key) ?? null;
  if (!sameMeaning(now, after)) throw changedSince(entry);
  if (before !== null) return [{ kind: "restore", key, text: before, follows }];
  return now === null ? [] : [{ kind: "delete", key }];
}

/** By another program, or by an ff that was faster: the history was read before the lock was taken. */
function changedSince({ flag, command, time }: HistoryEntry): FfError {
  const words = [flag ?? ""];
  return new FfError(
    "CHANGED",
    `flag ${JSON.stringify(flag)} was changed since the change that was to be taken back (${command}, ${time})`,
    {
      hint: [
        { text: "see what stands there now", command: { name: "show", words } },
        { text: "see what ff has changed", command: { name: "log", words } },
      ],
    },
  );
}
