import type { History, HistoryEntry } from "../store.js";
import { announcedBy, progressOf, waitingFor } from "./announced.js";
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
    const announced = announcedBy(entries.slice(entries.length - newest));
    const waiting = announced && waitingFor(announced, paths);
    const file = await readFlagsFile(paths.target, paths.given);
    const hash = file && hashOf(file.document.bytes);
    // Announced before it is made: until it stands in the file, it has not happened.
    if (waiting && progressOf(announced, hash, waiting) !== "done") {
      // It may have been made between the two looks.
      if (waitingFor(announced, paths)?.hash !== waiting.hash && looks < maximumLooks) continue;
      const happened = entries.slice(0, -newest);
      return { entries: happened, reachesNow: (happened.at(-1)?.file_after ?? hash) === hash };
    }
    const last = entries.at(-1);
    if (last === undefined || last.file_after === hash) return { entries, reachesNow: true };
    const stillLast = (await readEntries(paths)).entries.at(-1);
    if (stillLast?.id === last.id || looks === maximumLooks) return { entries, reachesNow: false };
  }
}

async function readEntries(paths: FilePaths): Promise<{ entries: HistoryEntry[]; newest: number }> {
  try {
    return await new HistoryFile(paths).readAll();
  } catch (error) {
    throw ioError(`read the history of ${paths.given}`, error, paths.named(paths.history));
  }
}
