import type { FlagDelta } from "../model/change.js";
import type { FlagDocument } from "../model/document.js";
import type { DocumentEdit } from "../model/edits.js";
import type { DamagedFlag, Flag } from "../model/flag.js";

/** Who changes something, by what, and why: what the history keeps beside the change itself. */
export interface ChangeMeta {
  readonly actor: string;
  /** What was done, as typed: `rollout`, `undo`, or the library's method. */
  readonly command: string;
  readonly reason: string | null;
  /** For an undo: of each flag, the `id` of the change that is taken back. */
  readonly undoes?: ReadonlyMap<string, string> | undefined;
}

/** One change of one flag, as the history keeps it. Times are UTC with milliseconds. */
export interface HistoryEntry {
  readonly id: string;
  /** Entries of one transaction share it. */
  readonly group: string;
  readonly time: string;
  /** `outside`: made by a program that is not ff, noticed at `time`, made at some moment since the entry before. */
  readonly source: "ff" | "outside";
  readonly actor: string | null;
  readonly command: string;
  readonly reason: string | null;
  /** Null where a change made outside can't be told flag by flag. */
  readonly flag: string | null;
  /** The flag's text in the file, byte for byte; null where there was none. */
  readonly before: string | null;
  readonly after: string | null;
  /** The key that the flag stands, or stood, behind; null: it is, or was, the first. */
  readonly follows: string | null;
  readonly undoes: string | null;
  /** SHA-256 of the whole file before and after the transaction, hexadecimal; null where there was no file. */
  readonly file_before: string | null;
  readonly file_after: string;
}

/** Everything that is known of the past. */
export interface History {
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Whether the flags are still as the newest entry left them; if not, another program has written since. */
  readonly reachesNow: boolean;
}

/** What an update came to. */
export interface Update {
  readonly before: FlagDocument;
  readonly after: FlagDocument;
  /** Empty when nothing had to change; then nothing was written either. */
  readonly deltas: readonly FlagDelta[];
  /** There was no flags file before. */
  readonly createdFile: boolean;
  /** What the history noticed of changes made outside ff since it last wrote, now recorded there. */
  readonly outside: readonly FlagDelta[];
}

export interface UpdateOptions {
  /** Aborting before the new content is in place leaves everything as it was (CANCELLED); later it has no effect. */
  readonly signal?: AbortSignal | undefined;
}

/** A flag as it stands in the file. */
export interface StoredFlag {
  readonly flag: Flag | DamagedFlag;
  /** Its value exactly as it stands in the file; null where that was not asked for. */
  readonly text: string | null;
  /** The line its key stands on; null where that was not asked for. */
  readonly line: number | null;
  /** The lines it stands on where it stands there more than once: the last one counts, and edits are refused. */
  readonly duplicateLines: readonly number[];
}

/**
 * Where flags live. Every implementation keeps one contract, held by one test suite: reads are whole, updates are
 * atomic, durable and never lost to one another, and other bytes than the named flag's stay as they are.
 */
export interface FlagStore {
  /** What messages call it: a path, an address. */
  readonly location: string;
  /** @throws FfError FILE_NOT_FOUND, INVALID_FILE, IO */
  read(): Promise<FlagDocument>;
  /**
   * One flag, as `read` would give it; undefined when there is none. Large contents are not read for it wholly: what is
   * wrong with another flag may be overlooked, but not that brackets or quotes are missing.
   * @param options.text whether to tell its text and the line of its key, which takes longer
   * @throws FfError as `read`
   */
  readFlag(key: string, options?: { readonly text?: boolean }): Promise<StoredFlag | undefined>;
  /**
   * Runs the edit on the newest content and writes what it asks for, all or nothing. The edit may run again when
   * something else wrote meanwhile. Resolves when the change is durable. Updates of one store are made, and resolve, in the
   * order they are asked for.
   * @throws FfError what the edit throws; LOCKED, CHANGED, CANCELLED, IO, INVALID_FILE: nothing was changed;
   * UNCONFIRMED: the change was made, but may not survive a power failure
   */
  update(edit: DocumentEdit, meta: ChangeMeta, options?: UpdateOptions): Promise<Update>;
  /**
   * Makes the store, empty.
   * @throws FfError EXISTS when it is there already: it is left as it is
   */
  create(command: string, options?: UpdateOptions): Promise<void>;
  history(): Promise<History>;
}
