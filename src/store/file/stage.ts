import { closeSync, fchmodSync, fchownSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf, FfError } from "../../errors.js";
import type { Pieces } from "../../json/pieces.js";
import { passOnAttributes } from "./attributes.js";
import { descriptorHolds } from "./file-holds.js";
import type { FlagsFile } from "./read.js";
import { syncFolder, synchronise } from "./synchronise.js";

/**
 * Writes a content to a file of its own, durable in its folder and with the mode, owner and attributes of the file that
 * it is to replace, and reads it back: a count of bytes written has been seen to be more than what arrived.
 * @param meanwhile what there is to do while the disk is at work, which takes about as long with a large file
 * @returns what came of that
 * @throws FfError IO, or the system call's own error
 */
export async function stage<T>(
  path: string,
  content: Pieces,
  replaces: FlagsFile | null,
  meanwhile: () => T,
): Promise<T> {
  const fd = openSync(path, "wx+", replaces === null ? 0o666 : 0o600);
  try {
    writeAll(fd, content);
    if (replaces !== null) await inherit(fd, replaces);
    // Together: a file system that has a journal writes both to the disk as one.
    const synchronised = [synchronise(fd), syncFolder(dirname(path))];
    try {
      if (!descriptorHolds(fd, content))
        throw new FfError("IO", "the new content could not be written whole: is the disk full?");
      return meanwhile();
    } finally {
      // Both, even where one fails: the number of a file that is closed too early may be another one's by then.
      await Promise.allSettled(synchronised);
      await Promise.all(synchronised);
    }
  } finally {
    closeSync(fd);
  }
}

/** What could not be written is found out when it is read back. */
function writeAll(fd: number, content: Pieces): void {
  let at = 0;
  for (const piece of content.all) {
    for (let from = 0; from < piece.length;) {
      const count = writeSync(fd, piece, from, piece.length - from, at);
      if (count === 0) return;
      from += count;
      at += count;
    }
  }
}

async function inherit(fd: number, { path, mode, uid, gid }: FlagsFile): Promise<void> {
  const user = process.getuid?.();
  try {
    // Only root may give a file away, but everybody may pass on the group they share it with.
    if (user !== undefined) fchownSync(fd, user === 0 ? uid : user, gid);
  } catch (error) {
    const mayFail = user === 0 ? ["ENOSYS"] : ["ENOSYS", "EPERM", "EINVAL"];
    if (!mayFail.includes(codeOf(error) ?? "")) throw error;
  }
  await passOnAttributes(path, fd);
  fchmodSync(fd, mode & 0o7777);
}
