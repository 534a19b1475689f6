import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import type { FlagDelta } from "../../model/change.js";
import { FlagDocument } from "../../model/document.js";
import { outsideChanges } from "../../model/outside.js";
import type { HistoryFile, Tail } from "./history.js";
import { codeOf } from "./io-error.js";
import type { FilePaths } from "./paths.js";
import { readFlagsFile, type FlagsFile } from "./read.js";
import { removeStaged } from "./stage.js";
import { findExchange, putBack } from "./swap.js";

/** SHA-256 of a file's bytes, hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

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
 * Makes file and history agree before the next change, whatever a killed process left behind. A change is staged
 * (`.next`), announced in the history, and then swapped in (`.swap`, which afterwards holds what was displaced, until
 * that was inspected and the swap made durable). What stands there now tells how far that process came. Needs the lock.
 */
export async function recover(paths: FilePaths, history: HistoryFile): Promise<Recovered> {
  let tail = await history.repairedTail();
  let file = await readFlagsFile(paths.target, paths.given);
  if (tail !== null) {
    const progress = await progressOf(tail, file, paths);
    if (progress === "displaced another program's write") {
      const exchange = await findExchange();
      if (exchange !== null && file !== null) await putBack(paths, file.document.bytes, exchange);
      file = await readFlagsFile(paths.target, paths.given);
    }
    if (progress !== "done") {
      await history.cut(tail.mark);
      tail = await history.repairedTail();
    }
  }
  await removeStaged(paths);
  const hash = file && hashOf(file.document.bytes);
  return {
    file,
    hash,
    lastTime: tail?.entries.at(-1)?.time ?? null,
    outside: await noticeOutside(paths, tail, file, hash),
  };
}

type Progress = "done" | "announced only" | "displaced another program's write";

async function progressOf(tail: Tail, file: FlagsFile | null, paths: FilePaths): Promise<Progress> {
  const [entry] = tail.entries;
  const announced = entry?.file_after;
  const inPlace = file !== null && hashOf(file.document.bytes) === announced;
  const swap = await readIfThere(paths.swap);
  if (swap !== null) {
    const found = hashOf(swap);
    if (found === announced) return inPlace ? "done" : "announced only";
    return inPlace && found !== entry?.file_before ? "displaced another program's write" : "done";
  }
  const staged = await readIfThere(paths.staged);
  return staged !== null && hashOf(staged) === announced && !inPlace ? "announced only" : "done";
}

async function noticeOutside(
  paths: FilePaths,
  last: Tail | null,
  file: FlagsFile | null,
  hash: string | null,
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
