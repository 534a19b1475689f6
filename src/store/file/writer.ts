import { accessSync, constants } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { FfError } from "../../errors.js";
import type { FlagDelta } from "../../model/change.js";
import { emptyDocumentText, FlagDocument } from "../../model/document.js";
import type { DocumentEdit } from "../../model/edits.js";
import { entriesFor, layoutOnly, outsideEntriesFor } from "../history-entry.js";
import type { ChangeMeta, HistoryEntry, Update } from "../store.js";
import { HistoryFile } from "./history.js";
import { ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";
import { statFlagsFile } from "./paths.js";
import type { FlagsFile } from "./read.js";
import { hashOf, recover, type Recovered } from "./recover.js";
import { removeStaged, stage, syncFolder } from "./stage.js";
import { swapIn } from "./swap.js";

/** How often an edit is made anew when other programs keep writing in between. */
const maximumAttempts = 100;

/** Writes a flags file. Every method needs the lock. */
export class Writer {
  readonly #paths: FilePaths;
  readonly #history: HistoryFile;
  readonly #now: () => Date;

  constructor(paths: FilePaths, { now, rotateBytes }: { now: () => Date; rotateBytes?: number | undefined }) {
    this.#paths = paths;
    this.#history = new HistoryFile(paths.history, rotateBytes);
    this.#now = now;
  }

  async update(edit: DocumentEdit, meta: ChangeMeta, signal: AbortSignal | undefined): Promise<Update> {
    for (let attempt = 0; attempt < maximumAttempts; attempt++) {
      const update = await this.#attempt(edit, meta, signal);
      if (update !== "displaced") return update;
    }
    throw new FfError("CHANGED", `${this.#paths.given} is rewritten by another program all the time`, {
      hint: "stop that program and try again; nothing was changed",
    });
  }

  async create(bytes: Uint8Array): Promise<void> {
    const { file } = await this.#recover();
    if (file === null) {
      await this.#stage(bytes, null);
      if ((await swapIn(this.#paths, bytes, null)) === "done") return this.#settle(bytes);
    }
    throw new FfError("EXISTS", `${this.#paths.given} exists already`, {
      hint: "it was left as it is; see it with: ff list",
    });
  }

  async #attempt(edit: DocumentEdit, meta: ChangeMeta, signal: AbortSignal | undefined): Promise<Update | "displaced"> {
    const recovered = await this.#recover();
    const { file, outside } = recovered;
    const before = file?.document ?? FlagDocument.fromText(emptyDocumentText, this.#paths.given);
    const now = this.#now();
    const { document: after, deltas } = before.apply(edit(before, now));
    const changed = deltas.filter((delta) => delta.before !== delta.after);
    const update = { before, after, deltas: changed, createdFile: false, outside: [] };
    if (changed.length === 0) return update;
    refuseReadOnly(this.#paths.target);

    await this.#stage(after.bytes, file);
    await throwIfCancelled(signal, () => removeStaged(this.#paths));
    const done = await this.#announceAndSwap(
      after.bytes,
      recovered,
      this.#transactions(changed, meta, after, recovered, now),
      signal,
    );
    if (!done) return "displaced";
    await this.#settle(after.bytes);
    return { ...update, createdFile: file === null, outside: outside?.deltas ?? [] };
  }

  async #recover(): Promise<Recovered> {
    try {
      return await recover(this.#paths, this.#history);
    } catch (error) {
      throw ioError(`read ${this.#paths.target} and its history`, error);
    }
  }

  async #stage(bytes: Uint8Array, file: FlagsFile | null): Promise<void> {
    try {
      await stage(this.#paths, bytes, file);
    } catch (error) {
      throw ioError(`write in ${this.#paths.sidecar}`, error);
    }
  }

  async #announceAndSwap(
    bytes: Uint8Array,
    { file }: Recovered,
    transactions: readonly (readonly HistoryEntry[])[],
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    let mark;
    try {
      mark = await this.#history.append(transactions);
    } catch (error) {
      await removeStaged(this.#paths);
      throw ioError(`write the history in ${this.#paths.sidecar}`, error);
    }
    let swapped = false;
    try {
      await throwIfCancelled(signal);
      swapped = (await swapIn(this.#paths, bytes, file?.document.bytes ?? null)) === "done";
    } finally {
      if (!swapped) {
        await this.#history.cut(mark);
        await removeStaged(this.#paths);
      }
    }
    return swapped;
  }

  /** Makes what was swapped in durable; only then the update may be called done. */
  async #settle(bytes: Uint8Array): Promise<void> {
    try {
      await syncFolder(this.#paths.directory);
      await syncFolder(this.#paths.sidecar);
    } catch (error) {
      throw new FfError("IO", `${this.#paths.given} was written, but not confirmed on disk`, {
        hint: "the new content is in place and may be lost if the power fails now; look after the disk",
        cause: error,
      });
    }
    await removeStaged(this.#paths);
    await this.#keepBase(bytes);
  }

  /** A missing or torn base only costs the detail of what others change next: its hash is compared before it is used. */
  async #keepBase(bytes: Uint8Array): Promise<void> {
    try {
      await writeFile(this.#paths.base, bytes);
    } catch {
      await rm(this.#paths.base, { force: true });
    }
  }

  #transactions(
    deltas: readonly FlagDelta[],
    meta: ChangeMeta,
    after: FlagDocument,
    { hash, lastTime, outside }: Recovered,
    now: Date,
  ): HistoryEntry[][] {
    // Times never run backwards in a history, even where the clock does: "as of then" goes by them.
    const time = lastTime === null || now.toISOString() >= lastTime ? now : new Date(lastTime);
    const fileAfter = hashOf(after.bytes);
    const ours = entriesFor(deltas, meta, { group: groupId(time, fileAfter), time, fileBefore: hash, fileAfter });
    if (outside === null) return [ours];
    const found = hash ?? "";
    const group = groupId(time, found || outside.fileBefore);
    const reason =
      outside.deltas === null ? "what it changed is not known" : outside.deltas.length === 0 ? layoutOnly : null;
    return [
      outsideEntriesFor(outside.deltas ?? [], reason, {
        group,
        time,
        fileBefore: outside.fileBefore,
        fileAfter: found,
      }),
      ours,
    ];
  }
}

/** Time and content make a transaction's name unique: the lock lets one content follow another. */
function groupId(time: Date, hash: string): string {
  return `${time.toISOString().replace(/\D/g, "")}-${hash.slice(0, 8)}`;
}

function refuseReadOnly(path: string): void {
  const stats = statFlagsFile(path);
  if (stats === null) return;
  try {
    accessSync(path, constants.W_OK);
    // The administrator may write anything; a file marked read-only was marked so for a reason.
    if ((stats.mode & 0o222) !== 0) return;
  } catch (error) {
    throw ioError(`write ${path}`, error);
  }
  throw new FfError("IO", `${path} is marked read-only`, {
    hint: `make it writable first: chmod u+w ${path}; nothing was changed`,
  });
}

/** Lets a pending Ctrl-C be heard first. */
async function throwIfCancelled(signal: AbortSignal | undefined, cleanUp?: () => Promise<void>): Promise<void> {
  await nextTurn();
  if (!signal?.aborted) return;
  await cleanUp?.();
  throw new FfError("CANCELLED", "Cancelled, nothing changed");
}
