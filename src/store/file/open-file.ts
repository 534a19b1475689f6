import { closeSync, constants, fstatSync, openSync, statSync, type Stats } from "node:fs";
import { codeOf, FfError } from "../../errors.js";
import { kindOf } from "./paths.js";

/** By the names that Node has for them; to these numbers another one can be added. */
const accessOf = {
  r: constants.O_RDONLY,
  "r+": constants.O_RDWR,
  a: constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND,
  w: constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC,
};

/** How a file is opened: by name, or as a number. */
export type Access = keyof typeof accessOf | number;

/**
 * Opens a file of `.ff/`. A pipe in its place would keep whoever opens it until somebody opens its other end, and with
 * him the lock: it is not waited for.
 * @throws FfError IO for what is no file; the system call's own error
 */
export function openFile(path: string, access: Access, mode?: number): { fd: number; stats: Stats } {
  const flags = typeof access === "number" ? access : accessOf[access];
  let fd;
  try {
    fd = openSync(path, flags | constants.O_NONBLOCK, mode);
  } catch (error) {
    // Of a socket, and of a pipe that nobody reads from.
    if (codeOf(error) === "ENXIO") mustBeFile(path, statSync(path));
    throw error;
  }
  try {
    const stats = fstatSync(fd);
    mustBeFile(path, stats);
    return { fd, stats };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** The same for reading; null where there is none. */
export function openIfThere(path: string): number | null {
  try {
    return openFile(path, "r").fd;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function mustBeFile(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  throw new FfError("IO", `${path} is ${kindOf(stats)}, not a file`, { hint: "move it away: ff makes a file there" });
}
