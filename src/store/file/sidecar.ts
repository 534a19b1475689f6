import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  fchmodSync,
  fchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  unlinkSync,
  type Stats,
} from "node:fs";
import { join } from "node:path";
import { codeOf, FfError } from "../../errors.js";
import { passOnAccessList } from "./attributes.js";
import { ioError } from "./io-error.js";
import { openFile, type Access } from "./open-file.js";
import type { FilePaths } from "./paths.js";

/**
 * Makes `.ff/`, for whoever may write in the folder around it, whoever comes first.
 * @throws FfError FILE_NOT_FOUND when there is no such folder, IO
 */
export async function makeSidecar(paths: FilePaths): Promise<void> {
  const ignore = join(paths.sidecar, ".gitignore");
  const folder = paths.named(paths.sidecar);
  if (isFilled(ignore)) return;
  try {
    mkdirSync(paths.sidecar);
    const { mode, uid, gid } = statSync(paths.directory);
    await handOver(
      () => chownSync(paths.sidecar, uid, gid),
      () => passOnFoldersAccess(paths),
      () => chmodSync(paths.sidecar, mode & 0o3777),
    );
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      throw new FfError("FILE_NOT_FOUND", `there is no folder ${paths.named(paths.directory)}`, {
        hint: "make the folder first",
      });
    if (codeOf(error) !== "EEXIST") throw ioError(`write beside ${paths.given}`, error, paths.named(paths.directory));
    if (!statSync(paths.sidecar, { throwIfNoEntry: false })?.isDirectory())
      throw new FfError("IO", `${folder} is in the way: ff keeps its lock and its history in a folder there`, {
        hint: "move that file away",
        cause: error,
      });
  }
  try {
    // Whoever was killed in between has left it empty.
    if (!isFilled(ignore)) fill(ignore);
  } catch (error) {
    throw ioError(`write in ${folder}`, error, folder);
  }
}

async function passOnFoldersAccess({ directory, sidecar }: FilePaths): Promise<void> {
  if (process.platform === "win32") return;
  const fd = openSync(sidecar, "r");
  try {
    await passOnAccessList(directory, fd);
  } finally {
    closeSync(fd);
  }
}

function isFilled(path: string): boolean {
  try {
    return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
  } catch {
    return false;
  }
}

function fill(ignore: string): void {
  const { fd } = openFile(ignore, "a");
  try {
    appendFileSync(fd, "*\n");
  } finally {
    closeSync(fd);
  }
}

/**
 * Opens a file of `.ff/`. One that is new belongs to whom the flags file belongs, and is as private.
 * @returns its descriptor
 */
export async function openSidecar(path: string, access: Access, paths: FilePaths): Promise<number> {
  const { fd, stats } = openFile(path, access, 0o600);
  try {
    if (stats.size === 0) {
      const model = modelOf(paths);
      const { mode, uid, gid } = model.stats;
      await handOver(
        () => fchownSync(fd, uid, gid),
        () => passOnAccessList(model.path, fd),
        () => fchmodSync(fd, (mode & 0o666) | 0o600),
      );
    }
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Removes staged content: what a writer was killed over, or is done with. */
export function removeStaged(paths: FilePaths): void {
  try {
    for (const name of readdirSync(paths.sidecar)) if (paths.isStaged(name)) removeFile(join(paths.sidecar, name));
  } catch {
    // Nobody takes an orphan for anything else: its name belongs to one transaction, which the history does not hold.
  }
}

/** A file that may be gone already. By `rmSync`, a change of one flag would load what removes folders: a fiftieth of it. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** The flags file, and the folder where there is none yet. */
function modelOf({ target, directory }: FilePaths): { path: string; stats: Stats } {
  const stats = statSync(target, { throwIfNoEntry: false });
  return stats === undefined ? { path: directory, stats: statSync(directory) } : { path: target, stats };
}

/** Only the owner may do this; for others the file stays as it was made. */
async function handOver(...steps: readonly (() => void | Promise<void>)[]): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (codeOf(error) !== "EPERM") throw error;
    }
  }
}
