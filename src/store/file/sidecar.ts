import { chmodSync, chownSync, fchmodSync, fchownSync, mkdirSync, statSync, type Stats } from "node:fs";
import { appendFile, open, readdir, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { FfError } from "../../errors.js";
import { codeOf, ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";

/**
 * Makes `.ff/`, for whoever may write in the folder around it, whoever comes first.
 * @throws FfError FILE_NOT_FOUND when there is no such folder, IO
 */
export async function makeSidecar(paths: FilePaths): Promise<void> {
  try {
    mkdirSync(paths.sidecar);
    const { mode, uid, gid } = statSync(paths.directory);
    handOver(
      () => chownSync(paths.sidecar, uid, gid),
      () => chmodSync(paths.sidecar, mode & 0o3777),
    );
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      throw new FfError("FILE_NOT_FOUND", `there is no folder ${paths.directory}`, { hint: "make the folder first" });
    if (codeOf(error) !== "EEXIST") throw ioError(`write beside ${paths.target}`, error);
    if (!statSync(paths.sidecar, { throwIfNoEntry: false })?.isDirectory())
      throw new FfError("IO", `${paths.sidecar} is in the way: ff keeps its lock and its history in a folder there`, {
        hint: "move that file away; nothing was changed",
        cause: error,
      });
  }
  try {
    const ignore = join(paths.sidecar, ".gitignore");
    // Whoever was killed in between has left it empty.
    if (!statSync(ignore, { throwIfNoEntry: false })?.size) await appendFile(ignore, "*\n");
  } catch (error) {
    throw ioError(`write in ${paths.sidecar}`, error);
  }
}

/** Opens a file of `.ff/`. One that is new belongs to whom the flags file belongs, and is as private. */
export async function openSidecar(path: string, flags: string | number, paths: FilePaths): Promise<FileHandle> {
  const handle = await open(path, flags, 0o600);
  if ((await handle.stat()).size > 0) return handle;
  const { mode, uid, gid } = ownerOf(paths);
  handOver(
    () => fchownSync(handle.fd, uid, gid),
    () => fchmodSync(handle.fd, (mode & 0o666) | 0o600),
  );
  return handle;
}

/** Removes staged content and write-file-atomic's drafts of it: what a writer was killed over, or is done with. */
export async function removeStaged(paths: FilePaths): Promise<void> {
  try {
    for (const name of await readdir(paths.sidecar))
      if (paths.isStaged(name)) await rm(join(paths.sidecar, name), { force: true });
  } catch {
    // Nobody takes an orphan for anything else: its name belongs to one transaction, which the history does not hold.
  }
}

/** Makes the entries of a folder durable, where the system lets folders be opened and synchronised. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!["EINVAL", "ENOTSUP"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

function ownerOf(paths: FilePaths): Stats {
  return statSync(paths.target, { throwIfNoEntry: false }) ?? statSync(paths.directory);
}

/** Only the owner may do this; for others the file stays as it was made. */
function handOver(...steps: readonly (() => void)[]): void {
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      if (codeOf(error) !== "EPERM") throw error;
    }
  }
}
