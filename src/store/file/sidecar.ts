import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  unlinkSync,
  type Stats,
} from "node:fs";
import { join } from "node:path";
import { codeOf, FfError } from "../../errors.js";
import { ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";

/**
 * Makes `.ff/`, for whoever may write in the folder around it, whoever comes first.
 * @throws FfError FILE_NOT_FOUND when there is no such folder, IO
 */
export function makeSidecar(paths: FilePaths): void {
  const ignore = join(paths.sidecar, ".gitignore");
  const folder = paths.named(paths.sidecar);
  if (isFilled(ignore)) return;
  try {
    mkdirSync(paths.sidecar);
    const { mode, uid, gid } = statSync(paths.directory);
    handOver(
      () => chownSync(paths.sidecar, uid, gid),
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
    if (!isFilled(ignore)) appendFileSync(ignore, "*\n");
  } catch (error) {
    throw ioError(`write in ${folder}`, error, folder);
  }
}

function isFilled(path: string): boolean {
  try {
    return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
  } catch {
    return false;
  }
}

/**
 * Opens a file of `.ff/`. One that is new belongs to whom the flags file belongs, and is as private.
 * @returns its descriptor
 */
export function openSidecar(path: string, flags: string | number, paths: FilePaths): number {
  const fd = openSync(path, flags, 0o600);
  try {
    if (fstatSync(fd).size === 0) {
      const { mode, uid, gid } = ownerOf(paths);
      handOver(
        () => fchownSync(fd, uid, gid),
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
