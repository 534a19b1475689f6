import { FfError } from "../errors.js";
import { applyChanges } from "../model/apply-changes.js";
import { emptyDocumentText, FlagDocument } from "../model/document.js";
import type { DocumentEdit } from "../model/edits.js";
import { entriesFor } from "./history-entry.js";
import type { ChangeMeta, FlagStore, History, HistoryEntry, StoredFlag, Update, UpdateOptions } from "./store.js";

/** Flags that live as long as the process: a store for tests, and the second one that keeps the contract of every store. */
export class MemoryStore implements FlagStore {
  readonly location = "memory";
  readonly #now: () => Date;
  #document: FlagDocument | null;
  #entries: HistoryEntry[] = [];
  #revision = 0;

  /** @param text the flags file to begin with; null: none yet */
  constructor(now: () => Date, text: string | null = emptyDocumentText) {
    this.#now = now;
    this.#document = text === null ? null : FlagDocument.fromText(text, this.location);
  }

  read(): Promise<FlagDocument> {
    if (this.#document !== null) return Promise.resolve(this.#document);
    return Promise.reject(new FfError("FILE_NOT_FOUND", "there are no flags in memory yet"));
  }

  async readFlag(key: string): Promise<StoredFlag | undefined> {
    return (await this.read()).stored(key);
  }

  async update(edit: DocumentEdit, meta: ChangeMeta, { signal }: UpdateOptions = {}): Promise<Update> {
    if (signal?.aborted) throw new FfError("CANCELLED", "Cancelled");
    const createdFile = this.#document === null;
    const before = this.#document ?? FlagDocument.fromText(emptyDocumentText, this.location);
    const time = this.#now();
    const { document: after, deltas } = applyChanges(before, edit(before, time));
    if (deltas.length === 0) return { before, after, deltas: [], createdFile: false, outside: [] };
    const revision = (number: number): string => `revision ${number}`;
    const group = revision(++this.#revision);
    const fileBefore = createdFile ? null : revision(this.#revision - 1);
    this.#document = after;
    this.#entries.push(...entriesFor(deltas, meta, { group, time, fileBefore, fileAfter: group }));
    return { before, after, deltas, createdFile, outside: [] };
  }

  async create(): Promise<void> {
    if (this.#document !== null) throw new FfError("EXISTS", "there are flags in memory already");
    this.#document = FlagDocument.fromText(emptyDocumentText, this.location);
  }

  history(): Promise<History> {
    return Promise.resolve({ entries: [...this.#entries], reachesNow: true });
  }
}
