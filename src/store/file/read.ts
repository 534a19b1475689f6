import { closeSync, constants, fstatSync, openSync, readSync, statSync, type BigIntStats } from "node:fs";
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

/** File times advance in steps of up to 10 ms: until then, two writes can leave one and the same time. */
const clockStepNs = 10_000_000n;

/** A flags file read whole, and what its successor takes over from it. */
export interface FlagsFile {
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
    const read = readOnce(path);
    if (read === null) return null;
    if (read !== "torn") {
      const { bytes, stats } = read;
      try {
        const document = new FlagDocument(bytes, name);
        return {
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
        hint: "is it being written by another program? try again when that is done; nothing was changed",
      });
    }
    await delay(pauseMs);
  }
}

/** Changes whenever the file is written, replaced or given other rights; empty when there is none. */
export function stampAt(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? "" : stampOf(stats);
}

function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join();
}

/** One reading; "torn" when the file changed meanwhile. */
function readOnce(path: string): { bytes: Uint8Array; stats: BigIntStats } | "torn" | null {
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
    const stats = fstatSync(fd, { bigint: true });
    const size = Number(stats.size);
    const bytes = readWhole(fd, size);
    const isFresh = BigInt(Date.now()) * 1_000_000n - stats.mtimeNs < clockStepNs;
    if (isFresh && Buffer.compare(readWhole(fd, size), bytes) !== 0) return "torn";
    return bytes.length === size && stampAt(path) === stampOf(stats) ? { bytes, stats } : "torn";
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
    const count = readSync(fd, buffer, length, buffer.length - length, length);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}
