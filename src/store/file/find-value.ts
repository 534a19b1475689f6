import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { containerBehind, KeyFinder } from "../../json/key-finder.js";
import { isFresh, stampAt, stampOf } from "./read-once.js";

/** Where a flag is longer, it is read again with twice as much. */
const firstBytes = 16 * 1024;

/**
 * The text of one flag's value out of a file of any size, which is never held whole. Quotes and brackets are followed
 * through all of it, so that a flag that is nested elsewhere is not taken for it.
 * @param withLine whether the line of its key is asked for: to count lines takes longer than to find the flag
 * @returns undefined where that does not tell: no such flag or two of them, a file that is damaged, or being written, or odd
 * @throws the system call's own error
 */
export function findValue(
  path: string,
  key: string,
  withLine = false,
): { text: string; line: number | null } | undefined {
  const finder = KeyFinder.for(key);
  if (finder === undefined) return undefined;
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd, { bigint: true });
    const size = Number(stats.size);
    if (isFresh(stats)) return undefined;
    for (let at = 0; at < size;) {
      const { room } = finder;
      const count = readSync(fd, room, 0, Math.min(room.length, size - at), at);
      if (count === 0) return undefined;
      at += count;
      finder.take(count, at === size);
    }
    const { place, found, isSure } = finder;
    if (place === undefined || found > 1 || !isSure) return undefined;
    const text = containerAt(fd, size, place);
    const line = withLine
      ? 1 + finder.lineEndsBefore(place, (buffer, at) => readSync(fd, buffer, 0, buffer.length, at))
      : null;
    return text !== undefined && stampAt(path) === stampOf(stats) ? { text, line } : undefined;
  } finally {
    closeSync(fd);
  }
}

function containerAt(fd: number, size: number, place: number): string | undefined {
  for (let length = firstBytes; ; length *= 2) {
    const bytes = new Uint8Array(Math.min(length, size - place));
    const count = readSync(fd, bytes, 0, bytes.length, place);
    const found = containerBehind(bytes.subarray(0, count));
    if (found !== "more") return found?.text;
    if (count < bytes.length || place + count === size) return undefined;
  }
}
