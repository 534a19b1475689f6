import { open, readdir, readFile, rm, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import { FfError } from "../../errors.js";
import type { FilePaths } from "./paths.js";
import type { FlagsFile } from "./read.js";

/**
 * Writes the next content beside the flags file, durable and with the file's mode and owner, and reads it back:
 * write-file-atomic takes a short write of a full disk for a whole one.
 * @throws FfError IO; then nothing is left behind
 */
export async function stage(paths: FilePaths, bytes: Uint8Array, replaces: FlagsFile | null): Promise<void> {
  const { default: writeFileAtomic } = await import("write-file-atomic");
  const { mode, uid, gid } = replaces ?? {};
  try {
    await writeFileAtomic(paths.staged, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      ...(mode !== undefined && { mode: mode & 0o7777 }),
      ...(uid !== undefined && gid !== undefined && { chown: { uid, gid } }),
    });
    const written = await readFile(paths.staged);
    if (!written.equals(bytes))
      throw new FfError("IO", `only ${written.length} of ${bytes.length} bytes could be written: is the disk full?`, {
        hint: "nothing was changed",
      });
  } catch (error) {
    await removeStaged(paths);
    throw error;
  }
}

/** Removes what a finished, failed or killed update may have left, write-file-atomic's own drafts included. */
export async function removeStaged(paths: FilePaths): Promise<void> {
  const drafts = `${basename(paths.staged)}.`;
  await rm(paths.staged, { force: true });
  await rm(paths.swap, { force: true });
  for (const name of await readdir(paths.sidecar))
    if (name.startsWith(drafts)) await rm(join(paths.sidecar, name), { force: true });
}

/** Makes the entries of a folder durable. Windows can't open folders, and needs no such thing. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    await handle.sync();
  } finally {
    await handle?.close();
  }
}
