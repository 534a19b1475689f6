import { readFile } from "node:fs/promises";
import type { FlagDelta } from "../../model/change.js";
import { FlagDocument } from "../../model/document.js";
import { outsideChanges } from "../../model/outside.js";
import type { HistoryEntry } from "../store.js";
import { hashOf } from "./hash.js";
import type { HistoryFile, Tail } from "./history.js";
import { codeOf } from "./io-error.js";
import type { FilePaths } from "./paths.js";
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
  readonly hash: string | null;
  /** When the newest change of the history was made; null in an empty history. */
  readonly lastTime: string | null;
  /** Not yet in the history. */
  readonly outside: OutsideChange | null;
}

/**
 * Makes file and history agree before the next change, whatever a killed process left behind. A change is staged,
 * announced in the history and then swapped in; the staged name, which belongs to this one transaction, afterwards
 * holds what was displaced, until that was inspected and the swap made durable. What stands there now tells how far
 * that process came. Needs the lock.
 */
export async function recover(paths: FilePaths, history: HistoryFile): Promise<Recovered> {
  let tail = await history.repairedTail();
  let current = await look(paths);
  const last = tail?.entries[0];
  const waiting = last === undefined ? null : await readIfThere(paths.staged(last.group));
  if (tail !== null && last !== undefined && waiting !== null) {
    const progress = progressOf(last, current.hash, hashOf(waiting));
    if (progress === "displaced another program's write" && current.file !== null) {
      await putBack(paths, paths.staged(last.group), current.file.document.bytes);
      current = await look(paths);
    }
    if (progress !== "done") {
      await history.cut(tail.mark);
      tail = await history.repairedTail();
    }
  }
  await removeStaged(paths);
  return {
    ...current,
    lastTime: tail?.entries.at(-1)?.time ?? null,
    outside: await noticeOutside(paths, tail, current),
  };
}

async function look(paths: FilePaths): Promise<{ file: FlagsFile | null; hash: string | null }> {
  const file = await readFlagsFile(paths.target, paths.given);
  return { file, hash: file && hashOf(file.document.bytes) };
}

type Progress = "done" | "announced only" | "displaced another program's write";

/**
 * @param hash of the flags file
 * @param waiting hash of what stands under the transaction's staged name
 */
function progressOf(announced: HistoryEntry, hash: string | null, waiting: string): Progress {
  const isInPlace = hash === announced.file_after;
  if (waiting === announced.file_after) return isInPlace ? "done" : "announced only";
  return isInPlace && waiting !== announced.file_before ? "displaced another program's write" : "done";
}

async function noticeOutside(
  paths: FilePaths,
  last: Tail | null,
  { file, hash }: { file: FlagsFile | null; hash: string | null },
): Promise<OutsideChange | null> {
  const entry = last?.entries.at(-1);
  if (entry === undefined || entry.file_after === hash) return null;
  const base = await readIfThere(paths.base);
  const known = base !== null && hashOf(base) === entry.file_after;
  return {
    since: entry.time,
    fileBefore: entry.file_after,
    deltas: known
      ? outsideChanges(new FlagDocument(base, paths.given), file?.document ?? FlagDocument.fromText("{}", paths.given))
      : null,
  };
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
