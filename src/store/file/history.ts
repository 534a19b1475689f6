import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import { codeOf, FfError } from "../../errors.js";
import { groupSizes } from "../history-entry.js";
import type { HistoryEntry } from "../store.js";
import { parseLine, type Line } from "./history-line.js";
import { openFile } from "./open-file.js";
import type { FilePaths } from "./paths.js";
import { readTextIfThere } from "./read-if-there.js";
import { openSidecar } from "./sidecar.js";
import { syncFolder, synchronise } from "./synchronise.js";

/** A history file is closed and numbered when it has grown past this many bytes. Closed ones are kept. */
const defaultRotateBytes = 16 * 1024 * 1024;

/** The newest batch of the history and where its lines begin. */
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
  readonly #paths: FilePaths;
  readonly #rotateBytes: number;

  constructor(paths: FilePaths, rotateBytes = defaultRotateBytes) {
    this.#paths = paths;
    this.#rotateBytes = rotateBytes;
  }

  /** The newest whole batch, after cutting off what a crash left unfinished behind it. Needs the lock. */
  repairedTail(): Tail | null {
    for (const path of this.#files().reverse()) {
      for (;;) {
        const { entries, offset, end } = readTail(path);
        if (end < sizeOf(path)) truncateSync(path, end);
        if (entries.length === 0) break;
        if (isWhole(entries)) return { entries, mark: { path, offset } };
        truncateSync(path, offset);
      }
    }
    return null;
  }

  /** Where the next lines go, and what to cut back to if what they announce does not come about. Needs the lock. */
  end(): Mark {
    const path = this.#paths.history;
    const size = sizeOf(path);
    if (size < this.#rotateBytes) return { path, offset: size };
    const numbers = this.#files().map((file) => numberOf(basename(file), basename(path)) ?? 0);
    renameSync(path, closedName(path, Math.max(0, ...numbers) + 1));
    return { path, offset: 0 };
  }

  /**
   * Appends lines at the end, durable when it resolves. Needs the lock.
   * @param lines as `historyLines` gives them
   */
  async append({ path, offset }: Mark, lines: Uint8Array): Promise<void> {
    const fd = await openSidecar(path, "a", this.#paths);
    try {
      writeSync(fd, lines);
      // The size is asked of the file: a count of bytes written has been seen to be more than what arrived.
      if (fstatSync(fd).size !== offset + lines.length)
        throw new FfError("IO", "the history could not be written whole: is the disk full?");
      await synchronise(fd);
    } finally {
      closeSync(fd);
    }
    if (offset === 0) await syncFolder(this.#paths.sidecar);
  }

  /**
   * Takes back what was appended at this mark, durably: what was staged goes next, and without that an announcement
   * passes for a change that was made. Needs the lock.
   */
  cut({ path, offset }: Mark): void {
    if (sizeOf(path) <= offset) return;
    const { fd } = openFile(path, "r+");
    try {
      ftruncateSync(fd, offset);
      fsyncSync(fd);
    } catch (error) {
      // A disk that does not synchronise is mostly why it is cut at all.
      if (sizeOf(path) > offset) throw error;
    } finally {
      closeSync(fd);
    }
  }

  /** The entries of every whole batch, oldest first, and how many of them are the newest batch. */
  async readAll(): Promise<{ entries: HistoryEntry[]; newest: number }> {
    for (;;) {
      const files = this.#files();
      const texts = await Promise.all(files.map(readTextIfThere));
      // A rotation between listing and reading would hide the file it closed.
      if (this.#files().join() !== files.join()) continue;
      const missing = files[texts.indexOf(null)];
      if (missing !== undefined) throw listedOnly(missing);
      const lines = texts.flatMap((text, index) => parseWhole(text ?? "", files[index] ?? ""));
      return { entries: lines.map(entryOf), newest: newestBatch(lines).length };
    }
  }

  /** The history's files, oldest first: closed ones by number, then the one being written. */
  #files(): string[] {
    const active = basename(this.#paths.history);
    const names = listFolder(this.#paths.sidecar);
    const closed = names.filter((name) => numberOf(name, active) !== null);
    closed.sort((one, other) => (numberOf(one, active) ?? 0) - (numberOf(other, active) ?? 0));
    const all = names.includes(active) ? [...closed, active] : closed;
    return all.map((name) => join(this.#paths.sidecar, name));
  }
}

/**
 * The lines that tell of batches.
 * @param batches each of one transaction or more
 */
export function historyLines(batches: readonly (readonly HistoryEntry[])[]): Uint8Array {
  const lines = batches.flatMap(linesOf);
  return Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Time and content make a transaction's name unique: each is later than the one before. */
export function groupId(time: Date, hash: string): string {
  return `${time.toISOString().replace(/\D/g, "")}-${hash.slice(0, 8)}`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function listedOnly(path: string): FfError {
  return new FfError("IO", `the history ${path} stands in its folder, but can't be found`, {
    hint: "if it is a symbolic link that leads nowhere, mend it, or remove it to go on without that part of the history",
  });
}

function closedName(path: string, number: number): string {
  return path.replace(/\.jsonl$/, `.${String(number).padStart(4, "0")}.jsonl`);
}

function numberOf(name: string, active: string): number | null {
  const stem = active.replace(/jsonl$/, "");
  const digits = name.startsWith(stem) ? /^(\d+)\.jsonl$/.exec(name.slice(stem.length))?.[1] : undefined;
  return digits === undefined ? null : Number(digits);
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

function linesOf(batch: readonly HistoryEntry[]): Line[] {
  const sizes = groupSizes(batch);
  const together = sizes.size > 1 ? { batch: batch.at(-1)?.group ?? "", batch_size: batch.length } : {};
  return batch.map((entry) => ({ ...entry, group_size: sizes.get(entry.group) ?? 0, ...together }));
}

function entryOf({ group_size: _, batch: __, batch_size: ___, ...entry }: Line): HistoryEntry {
  return entry;
}

function batchOf(line: Line): string {
  return line.batch ?? line.group;
}

/** @param lines all that there are of one batch */
function isWhole(lines: readonly Line[]): boolean {
  return lines.length === (lines[0]?.batch_size ?? lines[0]?.group_size);
}

function newestBatch(lines: readonly Line[]): readonly Line[] {
  const last = lines.at(-1);
  return last === undefined ? [] : lines.slice(lines.findLastIndex((line) => batchOf(line) !== batchOf(last)) + 1);
}

/** Reads backwards from the end until the newest batch is whole in view. */
function readTail(path: string): { entries: Line[]; offset: number; end: number } {
  const { fd } = openFile(path, "r");
  try {
    for (let length = 16 * 1024; ; length *= 8) {
      const view = readLast(fd, length);
      const end = view.bytes.lastIndexOf(0x0a) + 1;
      const entries: Line[] = [];
      let start = end;
      while (start > 0) {
        const from = view.bytes.subarray(0, start - 1).lastIndexOf(0x0a) + 1;
        // The first line in view may be cut; only at the start of the file is it whole.
        if (from === 0 && view.offset > 0) break;
        const line = parseLine(view.bytes.toString("utf8", from, start - 1), path);
        if (entries[0] !== undefined && batchOf(line) !== batchOf(entries[0]))
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

/** Lines up to the last whole batch. */
function parseWhole(text: string, path: string): Line[] {
  const lines = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1)
    .map((line) => parseLine(line, path));
  const newest = newestBatch(lines);
  return isWhole(newest) ? lines : lines.slice(0, lines.length - newest.length);
}
