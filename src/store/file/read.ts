import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { FfError } from "../../errors.js";
import { FlagDocument } from "../../model/document.js";
import { codeOf, ioError } from "./io-error.js";
import { statFlagsFile } from "./paths.js";

/** Node holds no longer text in one string. */
const maximumBytes = 512 * 1024 * 1024;

/** How long a file that is being written by another program is waited for, and how often it is looked at. */
const patienceMs = 2000;
const pauseMs = 20;

/** A file that fails to parse is believed once nobody has touched it for this long: a rewrite in place is soon over. */
const settledMs = 250;

/** A flags file read whole, and what its successor takes over from it. */
export interface FlagsFile {
  readonly document: FlagDocument;
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
    const read = readOnce(path);
    if (read === null) return null;
    if (read !== "torn") {
      try {
        const { mode, uid, gid } = read.stats;
        return { document: new FlagDocument(read.bytes, name), mode, uid, gid };
      } catch (error) {
        const settled = Math.abs(Date.now() - read.stats.mtimeMs) > settledMs;
        const invalid = error instanceof FfError && error.code === "INVALID_FILE";
        if (!invalid || settled || Date.now() > deadline) throw error;
      }
    } else if (Date.now() > deadline) {
      throw new FfError("CHANGED", `${name} kept changing while it was read`, {
        hint: "is it being written by another program? try again when that is done; nothing was changed",
      });
    }
    await delay(pauseMs);
  }
}

/** One reading; "torn" when the file changed meanwhile. */
function readOnce(path: string): { bytes: Uint8Array; stats: Stats } | "torn" | null {
  const found = statFlagsFile(path);
  if (found === null) return null;
  if (found.size > maximumBytes)
    throw new FfError("INVALID_FILE", `${path} is larger than ff can read (${maximumBytes / 1024 / 1024} MiB)`);
  let fd;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "torn";
    throw ioError(`read ${path}`, error);
  }
  try {
    const before = fstatSync(fd, { bigint: true });
    const bytes = readWhole(fd, Number(before.size));
    const after = fstatSync(fd, { bigint: true });
    const same = before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs && before.size === after.size;
    return same && bytes.length === Number(before.size) && statFlagsFile(path)?.ino === Number(before.ino)
      ? { bytes, stats: fstatSync(fd) }
      : "torn";
  } catch (error) {
    throw ioError(`read ${path}`, error);
  } finally {
    closeSync(fd);
  }
}

/** Reads to the end, one byte past the expected size too, so that a file which grew is noticed. */
function readWhole(fd: number, size: number): Uint8Array {
  const buffer = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(fd, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}
