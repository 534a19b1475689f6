import { setTimeout as delay } from "node:timers/promises";
import { FfError } from "../../errors.js";
import { FlagDocument } from "../../model/document.js";
import { readOnce, stampOf } from "./read-once.js";

/** How long a file that is being written by another program is waited for, and how often it is looked at. */
const patienceMs = 2000;
const pauseMs = 20;

/** A file that fails to parse is believed once nobody has touched it for this long: a rewrite in place is soon over. */
const settledMs = 250;

/** A flags file read whole, and what its successor takes over from it. */
export interface FlagsFile {
  readonly path: string;
  readonly document: FlagDocument;
  /** What `stampAt` gives as long as nobody has touched the file. */
  readonly stamp: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Reads the file as it stood at one moment, though programs that take no lock may be rewriting it.
 * @param name what messages call the file
 * @returns null when there is none
 * @throws FfError INVALID_FILE, IO, or CHANGED when it would not hold still
 */
export async function readFlagsFile(path: string, name: string): Promise<FlagsFile | null> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const read = readOnce(path, name);
    if (read === null) return null;
    if (read !== "torn") {
      const { bytes, stats } = read;
      try {
        const document = new FlagDocument(bytes, name);
        return {
          path,
          document,
          stamp: stampOf(stats),
          mode: Number(stats.mode),
          uid: Number(stats.uid),
          gid: Number(stats.gid),
        };
      } catch (error) {
        const settled = Math.abs(Date.now() - Number(stats.mtimeMs)) > settledMs;
        const invalid = error instanceof FfError && error.code === "INVALID_FILE";
        if (!invalid || settled || Date.now() > deadline) throw error;
      }
    } else if (Date.now() > deadline) {
      throw new FfError("CHANGED", `${name} kept changing while it was read`, {
        hint: "is it being written by another program? try again when that is done",
      });
    }
    await delay(pauseMs);
  }
}
