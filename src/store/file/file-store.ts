import { FfError, type Hint } from "../../errors.js";
import type { FlagDocument } from "../../model/document.js";
import type { DocumentEdit } from "../../model/edits.js";
import { parseFlag } from "../../model/parse-flag.js";
import type { ChangeMeta, FlagStore, History, StoredFlag, Update, UpdateOptions } from "../store.js";
import { resolvePaths } from "./paths.js";
import { readValue } from "./read-value.js";
import type { UpdateQueue } from "./update-queue.js";

export interface FileStoreOptions {
  readonly now: () => Date;
  /** Milliseconds to wait for another writer. */
  readonly lockTimeout?: number | undefined;
  /** Called once when a wait for the lock grows long, with what to tell people. */
  readonly onWait?: ((message: string) => void) | undefined;
  /** Size at which a history file is closed and the next one begun. */
  readonly rotateBytes?: number | undefined;
  /** What to do where another writer kept the lock for longer than that. */
  readonly lockedHint?: Hint | undefined;
  /** What to do where there is no file; unless given, what to type. */
  readonly missingHint?: Hint | undefined;
}

/**
 * Flags in a JSON file that other programs read and write too. Reading takes no lock and leaves nothing behind, so it
 * works on a read-only disk; the writing half is loaded with the first update.
 */
export class FileStore implements FlagStore {
  readonly location: string;
  readonly #options: FileStoreOptions;
  #updates: UpdateQueue | undefined;

  constructor(path: string, options: FileStoreOptions) {
    this.location = path;
    this.#options = options;
  }

  async read(): Promise<FlagDocument> {
    const { readFlagsFile } = await import("./read.js");
    const file = await readFlagsFile(resolvePaths(this.location).target, this.location);
    if (file === null) throw fileNotFound(this.location, this.#options);
    return file.document;
  }

  async readFlag(key: string, { text: withText = false } = {}): Promise<StoredFlag | undefined> {
    const found = readValue(resolvePaths(this.location), key, withText);
    if (found === undefined) return (await this.read()).stored(key);
    const { value, text, line } = found;
    return { flag: parseFlag(key, value), text, line, duplicateLines: [] };
  }

  async update(edit: DocumentEdit, meta: ChangeMeta, { signal }: UpdateOptions = {}): Promise<Update> {
    return (await this.#writing()).update({ edit, meta }, signal);
  }

  async create(command: string, { signal }: UpdateOptions = {}): Promise<void> {
    await (await this.#writing()).create(command, signal);
  }

  async history(): Promise<History> {
    const { readHistory } = await import("./read-history.js");
    return readHistory(resolvePaths(this.location));
  }

  async #writing(): Promise<UpdateQueue> {
    const { UpdateQueue } = await import("./update-queue.js");
    return (this.#updates ??= new UpdateQueue(this.location, this.#options));
  }
}

/** The error of everybody who finds no flags file. */
function fileNotFound(
  path: string,
  {
    missingHint: hint = { text: "name another with --file, or make one with", command: { name: "init", file: path } },
  }: FileStoreOptions,
): FfError {
  return new FfError("FILE_NOT_FOUND", `there is no flags file ${path}`, { hint });
}
