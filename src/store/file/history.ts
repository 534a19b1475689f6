import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { open, readdir, readFile, rename, stat, truncate } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { FfError } from "../../errors.js";
import type { HistoryEntry } from "../store.js";
import { codeOf } from "./io-error.js";

/** A history file is closed and numbered when it has grown past this many bytes. Closed ones are kept. */
export const defaultRotateBytes = 16 * 1024 * 1024;

/** One line of a history file. `group_size` tells a transaction that was cut short by a crash. */
type Line = HistoryEntry & { readonly group_size: number };

/** The newest transaction of the history and where its lines begin. */
export interface Tail {
  readonly entries: readonly HistoryEntry[];
  readonly mark: Mark;
}

/** A place in the history to go back to. */
export interface Mark {
  readonly path: string;
  readonly offset: number;
}

/**
 * The history of one flags file: a line a change, appended and never rewritten. Writing needs the lock; reading does
 * not, and passes over whatever a crash or a writer at work has left unfinished at the end.
 */
export class HistoryFile {
  readonly #path: string;
  readonly #rotateBytes: number;

  constructor(path: string, rotateBytes = defaultRotateBytes) {
    this.#path = path;
    this.#rotateBytes = rotateBytes;
  }

  /** The newest whole transaction, after cutting off what a crash left unfinished behind it. Needs the lock. */
  async repairedTail(): Promise<Tail | null> {
    for (const path of (await this.#files()).reverse()) {
      for (;;) {
        const { entries, offset, end } = readTail(path);
        if (end < (await stat(path)).size) await truncate(path, end);
        if (entries.length === 0) break;
        if (entries.length === entries[0]?.group_size) return { entries, mark: { path, offset } };
        await truncate(path, offset);
      }
    }
    return null;
  }

  /**
   * Appends transactions, durable when it resolves. Needs the lock.
   * @returns the place to cut back to if what they announce does not come about
   */
  async append(transactions: readonly (readonly HistoryEntry[])[]): Promise<Mark> {
    const lines = transactions.flatMap((entries) =>
      entries.map((entry) => `${JSON.stringify({ ...entry, group_size: entries.length } satisfies Line)}\n`),
    );
    const bytes = Buffer.from(lines.join(""));
    await this.#rotate();
    const handle = await open(this.#path, "a");
    const mark = { path: this.#path, offset: (await handle.stat()).size };
    try {
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length)
        throw new FfError("IO", "the history could not be written whole: is the disk full?", {
          hint: "nothing was changed",
        });
      await handle.sync();
    } catch (error) {
      await handle.truncate(mark.offset);
      throw error;
    } finally {
      await handle.close();
    }
    return mark;
  }

  /** Takes back what was appended at this mark. Needs the lock. */
  async cut(mark: Mark): Promise<void> {
    await truncate(mark.path, mark.offset);
  }

  /** Every whole transaction, oldest first. */
  async readAll(): Promise<HistoryEntry[]> {
    for (;;) {
      const files = await this.#files();
      const texts = await Promise.all(files.map((path) => readFile(path, "utf8")));
      // A rotation between listing and reading would hide the file it closed.
      if ((await this.#files()).length === files.length) return texts.flatMap(parseWhole);
    }
  }

  /** The history's files, oldest first: closed ones by number, then the one being written. */
  async #files(): Promise<string[]> {
    const active = basename(this.#path);
    const names = await listFolder(dirname(this.#path));
    const closed = names.filter((name) => numberOf(name, active) !== null);
    closed.sort((one, other) => (numberOf(one, active) ?? 0) - (numberOf(other, active) ?? 0));
    const all = names.includes(active) ? [...closed, active] : closed;
    return all.map((name) => join(dirname(this.#path), name));
  }

  async #rotate(): Promise<void> {
    const size = await stat(this.#path).then(
      (stats) => stats.size,
      () => 0,
    );
    if (size < this.#rotateBytes) return;
    const newest = (await this.#files()).map((path) => numberOf(basename(path), basename(this.#path)) ?? 0);
    await rename(this.#path, closedName(this.#path, Math.max(0, ...newest) + 1));
  }
}

function closedName(path: string, number: number): string {
  return path.replace(/\.jsonl$/, `.${String(number).padStart(4, "0")}.jsonl`);
}

function numberOf(name: string, active: string): number | null {
  const stem = active.replace(/jsonl$/, "");
  const digits = name.startsWith(stem) ? /^(\d+)\.jsonl$/.exec(name.slice(stem.length))?.[1] : undefined;
  return digits === undefined ? null : Number(digits);
}

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** Reads backwards from the end until the newest transaction is whole in view. */
function readTail(path: string): { entries: Line[]; offset: number; end: number } {
  const fd = openSync(path, "r");
  try {
    for (let length = 64 * 1024; ; length *= 8) {
      const view = readLast(fd, length);
      const end = view.bytes.lastIndexOf(0x0a) + 1;
      const entries: Line[] = [];
      let start = end;
      while (start > 0) {
        const from = view.bytes.subarray(0, start - 1).lastIndexOf(0x0a) + 1;
        // The first line in view may be cut; only at the start of the file is it whole.
        if (from === 0 && view.offset > 0) break;
        const line = parseLine(view.bytes.toString("utf8", from, start - 1));
        if (entries[0] !== undefined && line.group !== entries[0].group)
          return { entries, offset: view.offset + start, end: view.offset + end };
        entries.unshift(line);
        start = from;
      }
      if (view.offset === 0) return { entries, offset: start, end };
    }
  } finally {
    closeSync(fd);
  }
}

function readLast(fd: number, length: number): { bytes: Buffer; offset: number } {
  const size = fstatSync(fd).size;
  const offset = Math.max(0, size - length);
  const bytes = Buffer.alloc(size - offset);
  let read = 0;
  while (read < bytes.length) {
    const count = readSync(fd, bytes, read, bytes.length - read, offset + read);
    if (count === 0) break;
    read += count;
  }
  return { bytes: bytes.subarray(0, read), offset };
}

/** Lines up to the last whole transaction. */
function parseWhole(text: string): HistoryEntry[] {
  const lines = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1)
    .map(parseLine);
  const last = lines.at(-1);
  if (last === undefined) return [];
  const count = lines.filter((line) => line.group === last.group).length;
  return (count === last.group_size ? lines : lines.slice(0, -count)).map(({ group_size: _, ...entry }) => entry);
}

function parseLine(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch (cause) {
    throw new FfError("INVALID_FILE", "the history has a line that is not JSON", {
      hint: "move the history file out of .ff/ to begin a new one; the flags file itself is not affected",
      cause,
    });
  }
}
