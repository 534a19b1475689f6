import { renameSync } from "node:fs";
import { applyChanges } from "../../model/apply-changes.js";
import type { FlagChange, FlagDelta } from "../../model/change.js";
import { emptyDocumentText, FlagDocument } from "../../model/document.js";
import { outsideChanges } from "../../model/outside.js";
import type { HistoryEntry } from "../store.js";
import { announcedBy, progressOf, waitingFor } from "./announced.js";
import { hashOf } from "./hash.js";
import type { HistoryFile, Tail } from "./history.js";
import type { FilePaths } from "./paths.js";
import { readIfThere } from "./read-if-there.js";
import { readFlagsFile, type FlagsFile } from "./read.js";
import { removeStaged } from "./sidecar.js";
import { putBack } from "./swap.js";

/** What a change made outside ff came to; `deltas` is null where that can't be told any more. */
export interface OutsideChange {
  readonly since: string;
  readonly fileBefore: string;
  readonly deltas: readonly FlagDelta[] | null;
}

/** The flags file and its history, agreeing with each other. */
export interface Recovered {
  readonly file: FlagsFile | null;
  /** When the newest change of the history was made; null in an empty history. */
  readonly lastTime: string | null;
  /**
   * The file's hash, and what is not yet in the history; found out when first asked for, because that takes a while with a
   * large file. Has to be asked for before the next change is swapped in.
   */
  readonly standing: () => Standing;
}

export interface Standing {
  readonly hash: string | null;
  readonly outside: OutsideChange | null;
}

/**
 * Makes file and history agree before the next change, whatever a killed process left behind. A change is staged,
 * announced in the history and then swapped in; the staged name, which belongs to this one transaction, afterwards
 * holds what was displaced, until that was inspected and the swap made durable. What stands there now tells how far
 * that process came. Needs the lock.
 */
export async function recover(paths: FilePaths, history: HistoryFile): Promise<Recovered> {
  let tail = history.repairedTail();
  let current = await look(paths);
  const announced = tail && announcedBy(tail.entries);
  const waiting = announced && waitingFor(announced, paths);
  if (tail && waiting) {
    const progress = progressOf(announced, current.hash(), waiting);
    if (progress === "displaced another program's write" && current.file !== null) {
      await putBack(paths, waiting.path, current.file.document.pieces);
      current = await look(paths);
    }
    if (progress !== "done") {
      history.cut(tail.mark);
      tail = history.repairedTail();
    } else if (waiting.hash === announced.before) {
      keepAsBase(waiting.path, paths);
    }
  }
  removeStaged(paths);
  const { file, hash } = current;
  return {
    file,
    lastTime: tail?.entries.at(-1)?.time ?? null,
    standing: once(() => ({ hash: hash(), outside: noticeOutside(paths, tail, file, hash()) })),
  };
}

/** As after every change: it must not keep the next one from being made. */
function keepAsBase(displaced: string, paths: FilePaths): void {
  try {
    renameSync(displaced, paths.base);
  } catch {
    // What stands there has another hash.
  }
}

async function look(paths: FilePaths): Promise<{ file: FlagsFile | null; hash: () => string | null }> {
  const file = await readFlagsFile(paths.target, paths.given);
  return { file, hash: once(() => file && hashOf(file.document.bytes)) };
}

/** What this gives, found out when it is first asked for. */
function once<T>(find: () => T): () => T {
  let found: { value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}

function noticeOutside(
  paths: FilePaths,
  last: Tail | null,
  file: FlagsFile | null,
  hash: string | null,
): OutsideChange | null {
  const entry = last?.entries.at(-1);
  if (last === null || entry === undefined || entry.file_after === hash) return null;
  const known = lastWritten(paths, last.entries);
  const found = file?.document ?? FlagDocument.fromText(emptyDocumentText, paths.given);
  return { since: entry.time, fileBefore: entry.file_after, deltas: known && outsideChanges(known, found) };
}

/** What ff last wrote, flag by flag: its newest change made once more; null where what that replaced is not known. */
function lastWritten(paths: FilePaths, change: readonly HistoryEntry[]): FlagDocument | null {
  const replaced = change[0]?.file_before ?? null;
  const base = replaced === null ? new TextEncoder().encode(emptyDocumentText) : readIfThere(paths.base);
  if (base === null || (replaced !== null && hashOf(base) !== replaced)) return null;
  return applyChanges(new FlagDocument(base, paths.given), change.flatMap(changeAgain)).document;
}

function changeAgain({ flag, after, follows }: HistoryEntry): FlagChange[] {
  if (flag === null) return [];
  return [after === null ? { kind: "delete", key: flag } : { kind: "restore", key: flag, text: after, follows }];
}
