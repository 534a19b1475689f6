import { lstatSync, realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { codeOf, FfError } from "../../errors.js";
import { refuseTooLarge } from "../../largest-file.js";
import { ioError } from "./io-error.js";

/** The flags file itself, behind any symbolic link, and what stands beside it in `.ff/`. */
export interface FilePaths {
  /** What the user called the file. */
  readonly given: string;
  readonly target: string;
  readonly directory: string;
  readonly sidecar: string;
  readonly lock: string;
  /** Where a transaction's content waits for the swap, and after it what it displaced, until that was inspected. */
  readonly staged: (group: string) => string;
  /** Whether a name in `.ff/` is such a place. */
  readonly isStaged: (name: string) => boolean;
  /** What ff's newest change replaced: with that change, it tells what others have changed since. */
  readonly base: string;
  readonly history: string;
  /** How messages call the file's folder and what is in it: as the file was given, unless a link leads elsewhere. */
  readonly named: (path: string) => string;
}

/**
 * Follows symbolic links to the file that is meant, so that everybody who edits it shares one lock.
 * @throws FfError FILE_NOT_FOUND for a link that leads nowhere, IO for a circle of links
 */
export function resolvePaths(given: string): FilePaths {
  const target = resolveLinks(given);
  const directory = dirname(target);
  const sidecar = join(directory, ".ff");
  const own = (suffix: string): string => join(sidecar, `${basename(target)}.${suffix}`);
  const stagedPrefix = `${basename(target)}.next.`;
  return {
    given,
    target,
    directory,
    sidecar,
    lock: own("lock"),
    staged: (group) => join(sidecar, stagedPrefix + group),
    isStaged: (name) => name.startsWith(stagedPrefix) && /^\d+-[0-9a-f]+$/.test(name.slice(stagedPrefix.length)),
    base: own("base"),
    history: own("history.jsonl"),
    named: (path) => (resolve(given) === target ? join(dirname(given), relative(directory, path)) : path),
  };
}

function resolveLinks(given: string): string {
  try {
    return realpathSync.native(given);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw ioError(`open ${given}`, error, given);
    // A descriptor of the shell's, such as /dev/fd/63, is a link to what has no path.
    statFlagsFile(given);
    if (lstatSync(given, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new FfError("FILE_NOT_FOUND", `${given} is a symbolic link to a file that does not exist`, {
        hint: "mend the link, or name the file itself",
      });
    return resolve(given);
  }
}

/**
 * Looks at the file before it is opened: opening a FIFO would hang.
 * @param name what messages call the file
 * @returns null when there is no such file
 * @throws FfError IO for what is not a regular file, INVALID_FILE for a larger one than can be read
 */
export function statFlagsFile(path: string, name = path): Stats | null {
  let stats;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw ioError(`open ${name}`, error, name);
  }
  if (stats === undefined) return null;
  if (stats.isFile()) {
    refuseTooLarge(name, stats.size);
    return stats;
  }
  throw new FfError("IO", `${name} is ${kindOf(stats)}, not a flags file`, { hint: "name the JSON file itself" });
}

/** In words, what is not a regular file. */
export function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe (FIFO)";
  return stats.isSocket() ? "a socket" : "a device";
}
