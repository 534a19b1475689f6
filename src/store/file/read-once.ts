import { closeSync, constants, fstatSync, openSync, readSync, statSync, type BigIntStats } from "node:fs";
import { codeOf } from "../../errors.js";
import { ioError } from "./io-error.js";
import { statFlagsFile } from "./paths.js";

/** File times advance in steps of up to 10 ms: until then, two writes can leave one and the same time. */
const clockStepNs = 10_000_000n;

/** Changes whenever the file is written, replaced or given other rights; empty when there is none. */
export function stampAt(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? "" : stampOf(stats);
}

export function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join();
}

/** Whether the file was written so lately that one more write could leave the same stamp. */
export function isFresh({ mtimeNs }: BigIntStats): boolean {
  return BigInt(Date.now()) * 1_000_000n - mtimeNs < clockStepNs;
}

/**
 * One reading; "torn" when the file changed meanwhile.
 * @param name what messages call the file
 */
export function readOnce(path: string, name: string): { bytes: Uint8Array; stats: BigIntStats } | "torn" | null {
  if (statFlagsFile(path, name) === null) return null;
  let fd;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "torn";
    throw ioError(`read ${name}`, error, name);
  }
  try {
    const stats = fstatSync(fd, { bigint: true });
    const size = Number(stats.size);
    const bytes = readWhole(fd, size);
    if (isFresh(stats) && Buffer.compare(readWhole(fd, size), bytes) !== 0) return "torn";
    return bytes.length === size && stampAt(path) === stampOf(stats) ? { bytes, stats } : "torn";
  } catch (error) {
    throw ioError(`read ${name}`, error, name);
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
