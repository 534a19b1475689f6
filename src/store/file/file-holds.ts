import { closeSync, openSync, readSync } from "node:fs";
import type { Pieces } from "../../json/pieces.js";

const bufferBytes = 256 * 1024;

/** Whether a file holds these bytes and nothing else. It is read bit by bit: a large file is not held once more. */
export function fileHolds(path: string, expected: Pieces): boolean {
  const fd = openSync(path, "r");
  try {
    return descriptorHolds(fd, expected);
  } finally {
    closeSync(fd);
  }
}

/** The same of a file that is open. */
export function descriptorHolds(fd: number, expected: Pieces): boolean {
  const buffer = Buffer.allocUnsafe(Math.min(bufferBytes, expected.length + 1));
  let at = 0;
  for (const piece of expected.all) {
    for (let from = 0; from < piece.length;) {
      const count = readSync(fd, buffer, 0, Math.min(buffer.length, piece.length - from), at);
      const part = buffer.subarray(0, count);
      if (count === 0 || !part.equals(piece.subarray(from, from + count))) return false;
      from += count;
      at += count;
    }
  }
  return readSync(fd, buffer, 0, 1, at) === 0;
}
