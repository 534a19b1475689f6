import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import { FfError } from "../../errors.js";
import type { FlagsFile } from "./read.js";

/**
 * Writes a content to a file of its own, durable and with the mode and owner of the file that it is to replace, and
 * reads it back: write-file-atomic takes a short write of a full disk for a whole one.
 * @throws FfError IO, or the system call's own error
 */
export async function stage(path: string, bytes: Uint8Array, replaces: FlagsFile | null): Promise<void> {
  await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), inheritedFrom(replaces));
  const written = await readFile(path);
  if (!written.equals(bytes))
    throw new FfError("IO", `only ${written.length} of ${bytes.length} bytes could be written: is the disk full?`, {
      hint: "nothing was changed",
    });
}

function inheritedFrom(file: FlagsFile | null): { mode?: number; chown?: { uid: number; gid: number } } {
  if (file === null) return {};
  const { mode, uid, gid } = file;
  const user = process.getuid?.();
  // Only root may give a file away, but everybody may pass on the group they share it with.
  return { mode: mode & 0o7777, ...(user !== undefined && { chown: { uid: user === 0 ? uid : user, gid } }) };
}
