import { existsSync } from "node:fs";
import type { History, HistoryEntry } from "../store.js";
import { hashOf } from "./hash.js";
import { HistoryFile } from "./history.js";
import { ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";
import { readFlagsFile } from "./read.js";

/** How often history and file are looked at anew when writers move them in between. */
const maximumLooks = 20;

/** The history as a reader may tell it, who takes no lock and so may see a writer at work. */
export async function readHistory(paths: FilePaths): Promise<History> {
  for (let looks = 1; ; looks++) {
    const { entries, newest } = await readEntries(paths);
    const last = entries.at(-1);
    const isStaged = last !== undefined && existsSync(paths.staged(last.group));
    const file = await readFlagsFile(paths.target, paths.given);
    const hash = file && hashOf(file.document.bytes);
    if (last === undefined || last.file_after === hash) return { entries, reachesNow: true };
    // Announced before it is made: while the content waits beside the file as it was, it has not happened.
    if (isStaged && entries.at(-newest)?.file_before === hash) {
      const happened = entries.slice(0, -newest);
      return { entries: happened, reachesNow: (happened.at(-1)?.file_after ?? hash) === hash };
    }
    const stillLast = (await readEntries(paths)).entries.at(-1);
    if (stillLast?.id === last.id || looks === maximumLooks) return { entries, reachesNow: false };
  }
}

async function readEntries(paths: FilePaths): Promise<{ entries: HistoryEntry[]; newest: number }> {
  try {
    return await new HistoryFile(paths).readAll();
  } catch (error) {
    throw ioError(`read the history of ${paths.given}`, error);
  }
}
