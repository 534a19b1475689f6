import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** A path with its symbolic links resolved, also where the file, or even its folder, is not there any more. */
export function realPath(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch {
    const parent = dirname(full);
    return parent === full ? full : join(realPath(parent), basename(full));
  }
}

/** The nearest folder above a file that is there; "." for the working directory itself. */
export function folderOf(path: string): string {
  let folder = path === "." ? realPath(path) : dirname(realPath(path));
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}
