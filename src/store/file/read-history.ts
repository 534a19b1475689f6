import { existsSync } from "node:fs";
import type { History, HistoryEntry } from "../store.js";
import { HistoryFile } from "./history.js";
import { ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";
import { readFlagsFile } from "./read.js";
import { hashOf } from "./recover.js";

/**
 * The history as a reader may tell it. The newest transaction is announced before it is made: while the file still
 * stands as it did before, with the announced content waiting beside it, it has not happened.
 */
export async function readHistory(paths: FilePaths): Promise<History> {
  let entries: HistoryEntry[];
  try {
    entries = await new HistoryFile(paths.history).readAll();
  } catch (error) {
    throw ioError(`read the history of ${paths.given}`, error);
  }
  const file = await readFlagsFile(paths.target, paths.given);
  const hash = file && hashOf(file.document.bytes);
  const last = entries.at(-1);
  const isPending =
    last !== undefined && hash === last.file_before && (existsSync(paths.staged) || existsSync(paths.swap));
  const happened = isPending ? entries.filter((entry) => entry.group !== last.group) : entries;
  return { entries: happened, reachesNow: happened.at(-1)?.file_after === hash };
}
