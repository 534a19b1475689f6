import type { HistoryEntry } from "../store.js";
import { hashOf } from "./hash.js";
import type { FilePaths } from "./paths.js";
import { readIfThere } from "./read-if-there.js";

/** A batch as it was to be: the transaction that its content was staged for, and the file's hashes. */
export interface Announced {
  readonly group: string;
  readonly before: string | null;
  readonly after: string;
}

export function announcedBy(batch: readonly HistoryEntry[]): Announced | null {
  const [first, last] = [batch[0], batch.at(-1)];
  return first && last ? { group: last.group, before: first.file_before, after: last.file_after } : null;
}

/** What stands under its staged name. */
interface Waiting {
  readonly path: string;
  readonly hash: string;
}

/** @returns null where nothing does: then the batch was made, and all is settled */
export function waitingFor({ group }: Announced, paths: FilePaths): Waiting | null {
  const path = paths.staged(group);
  const content = readIfThere(path);
  return content && { path, hash: hashOf(content) };
}

export type Progress = "done" | "announced only" | "displaced another program's write";

/**
 * How far a writer has come with what it announced.
 * @param hash of the flags file
 */
export function progressOf({ before, after }: Announced, hash: string | null, waiting: Waiting): Progress {
  const isInPlace = hash === after;
  if (waiting.hash === after) return isInPlace ? "done" : "announced only";
  return isInPlace && waiting.hash !== before ? "displaced another program's write" : "done";
}
