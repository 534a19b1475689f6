import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Script } from "node:vm";

type Process = Pick<
  NodeJS.Process,
  "arch" | "argv" | "env" | "execPath" | "exitCode" | "getuid" | "on" | "pid" | "platform" | "version"
>;

/** The exit code of what was typed wrong. */
const usage = 2;

/** What was compiled in this run, to be kept for the next. */
interface Compiled {
  readonly path: string;
  readonly label: Buffer;
  readonly script: Script;
}

/**
 * Compiled code of the program's own files, kept between runs in the user's cache directory, as
 * `module.enableCompileCache` does for Node's `require` from Node 22 on: to compile takes half of a start. Nothing
 * depends on it. What was kept of another source or by another Node is not used, and whatever fails here, files are
 * compiled as ever.
 */
export class CodeCache {
  readonly #process: Process;
  readonly #folder: string | undefined;
  /** Of this Node; every file's label has it. */
  readonly #stamp: string;
  readonly #compiled: Compiled[] = [];

  /** @param place the folder of the program's files: each has a cache of its own */
  constructor(process: Process, place: string) {
    const folder = folderFor(process, place);
    const stamp = folder && stampOf(process.execPath);
    this.#process = process;
    this.#folder = stamp && folder;
    this.#stamp = stamp ?? "";
  }

  /** The script of this source, which stands in this file; `name` is that of its code in the cache. */
  scriptOf(source: string, filename: string, name: string): Script {
    const stamp = this.#folder && stampOf(filename);
    if (!this.#folder || !stamp) return new Script(source, { filename });
    const label = Buffer.from(stamp + this.#stamp);
    const path = `${this.#folder}/${name}`;
    const cachedData = codeIn(path, label);
    const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
    if (cachedData === undefined || script.cachedDataRejected) this.#keepAtExit({ path, label, script });
    return script;
  }

  /** At the end, because functions are compiled when they are first called. */
  #keepAtExit(compiled: Compiled): void {
    if (this.#compiled.length === 0) this.#process.on("exit", () => this.#keep());
    this.#compiled.push(compiled);
  }

  #keep(): void {
    // What was typed wrong is no command, and has no folder.
    if (this.#process.exitCode === usage) return;
    try {
      makeFolder(this.#folder ?? "");
      for (const { path, label, script } of this.#compiled)
        place(path, `${path}.${this.#process.pid}`, Buffer.concat([label, script.createCachedData(), label]));
    } catch {
      // The next start takes as long as this one did.
    }
  }
}

/** Makes the folder and those it is in, up to the cache directory itself: a home that is not there stays so. */
function makeFolder(folder: string): void {
  const path = [folder];
  while (path.length < levels) path.unshift(dirname(path[0] ?? ""));
  for (const each of path) if (!existsSync(each)) makeOrFind(each);
}

/** Another first start may be making the same folders. Not by `recursive`: in /proc, Node 20 never comes back from that. */
function makeOrFind(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/**
 * Changes with whatever is done to the file: code must not outlive its source, nor the Node that compiled it. Undefined
 * where the file is not to be seen, as Node's own is not once it was replaced, or where no /proc tells its path.
 */
function stampOf(path: string): string | undefined {
  try {
    const { ino, size, ctimeMs } = statSync(path);
    return `${path} ${ino} ${size} ${ctimeMs}\n`;
  } catch {
    return undefined;
  }
}

/** The code in a file of the cache; undefined where it is not labelled so at both of its ends. */
function codeIn(path: string, label: Buffer): Buffer | undefined {
  try {
    const kept = readFileSync(path);
    const end = kept.length - label.length;
    const isOurs = label.equals(kept.subarray(0, label.length)) && label.equals(kept.subarray(end));
    return isOurs ? kept.subarray(label.length, end) : undefined;
  } catch {
    return undefined;
  }
}

/** On disk before it has its name: V8 does not look whether code is whole, and crashes on what a power failure left. */
function place(path: string, draft: string, content: Buffer): void {
  try {
    const fd = openSync(draft, "wx", 0o600);
    try {
      writeFileSync(fd, content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * The cache for this Node, of the program that is installed in this place, for the command that was typed first: each
 * has other functions to compile, and those of others would be read in vain. Undefined where nothing may be kept.
 */
function folderFor(process: Process, place: string): string | undefined {
  const root = process.env["NODE_DISABLE_COMPILE_CACHE"] ? undefined : cacheRoot(process);
  if (!root) return undefined;
  const name = encodeURIComponent(place).slice(-200);
  const [command = "help"] = process.argv.slice(2);
  const word = /^[a-z][a-z-]{0,19}$/.test(command) ? command : "any";
  const folder = `${root}/flagfile/${process.version}-${process.arch}/${name}/${word}`;
  return isForeign(folder, process.getuid?.()) ? undefined : folder;
}

/** From the cache directory down to a command's folder. */
const levels = 5;

/** The user's directory for what can be made again. */
function cacheRoot({ env, platform }: Process): string | undefined {
  const { XDG_CACHE_HOME: named, HOME: home, LOCALAPPDATA: local } = env;
  if (named) return named;
  if (platform === "win32") return local;
  return home && `${home}/${platform === "darwin" ? "Library/Caches" : ".cache"}`;
}

/** Whether somebody else may have put code there, for this user to run. */
function isForeign(folder: string, user: number | undefined): boolean {
  try {
    const stats = statSync(folder, { throwIfNoEntry: false });
    return stats !== undefined && user !== undefined && (stats.uid !== user || (stats.mode & 0o022) !== 0);
  } catch {
    return true;
  }
}
