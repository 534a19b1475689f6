import { accessSync, constants } from "node:fs";
import { rm } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { FfError } from "../../errors.js";
import { applyChanges } from "../../model/apply-changes.js";
import type { FlagDelta } from "../../model/change.js";
import { emptyDocumentText, FlagDocument } from "../../model/document.js";
import type { DocumentEdit } from "../../model/edits.js";
import { entriesFor, layoutOnly, outsideEntriesFor } from "../history-entry.js";
import type { ChangeMeta, HistoryEntry, Update } from "../store.js";
import { hashOf } from "./hash.js";
import { HistoryFile, type Mark } from "./history.js";
import { ioError, unconfirmed } from "./io-error.js";
import type { FilePaths } from "./paths.js";
import { statFlagsFile } from "./paths.js";
import type { FlagsFile } from "./read.js";
import { recover, type Recovered } from "./recover.js";
import { openSidecar, removeStaged, syncFolder } from "./sidecar.js";
import { stage } from "./stage.js";
import { swapIn, type SwapOutcome } from "./swap.js";

/** How often an edit is made anew when other programs keep writing in between. */
const maximumAttempts = 100;

/** Writes a flags file. Every method needs the lock. */
export class Writer {
  readonly #paths: FilePaths;
  readonly #history: HistoryFile;
  readonly #now: () => Date;

  constructor(paths: FilePaths, { now, rotateBytes }: { now: () => Date; rotateBytes?: number | undefined }) {
    this.#paths = paths;
    this.#history = new HistoryFile(paths, rotateBytes);
    this.#now = now;
  }

  async update(edit: DocumentEdit, meta: ChangeMeta, signal: AbortSignal | undefined): Promise<Update> {
    let wasThere = false;
    for (let attempt = 0; attempt < maximumAttempts; attempt++) {
      const recovered = await this.#recover();
      if (wasThere && recovered.file === null) throw this.#vanished();
      wasThere = recovered.file !== null;
      const update = await this.#attempt(recovered, edit, meta, signal);
      if (update !== "displaced") return update;
    }
    throw new FfError("CHANGED", `${this.#paths.given} is rewritten by another program all the time`, {
      hint: "stop that program and try again; nothing was changed",
    });
  }

  /** Makes the file, empty. */
  async create(): Promise<void> {
    const { bytes } = FlagDocument.fromText(emptyDocumentText, this.#paths.given);
    const { file } = await this.#recover();
    if (file === null) {
      const staged = this.#paths.staged(groupId(this.#now(), hashOf(bytes)));
      try {
        await this.#stage(staged, bytes, null);
        if ((await swapIn(this.#paths, staged, bytes, null)) === "done") {
          await this.#settle();
          return;
        }
      } finally {
        await removeStaged(this.#paths);
      }
    }
    throw new FfError("EXISTS", `${this.#paths.given} exists already`, {
      hint: "it was left as it is; see it with: ff list",
    });
  }

  async #attempt(
    recovered: Recovered,
    edit: DocumentEdit,
    meta: ChangeMeta,
    signal: AbortSignal | undefined,
  ): Promise<Update | "displaced"> {
    const { file, outside } = recovered;
    const before = file?.document ?? FlagDocument.fromText(emptyDocumentText, this.#paths.given);
    const now = this.#now();
    const { document: after, deltas } = applyChanges(before, edit(before, now));
    const update = { before, after, deltas, createdFile: false, outside: [] };
    if (deltas.length === 0) return update;
    refuseReadOnly(this.#paths.target);

    const transactions = this.#transactions(deltas, meta, after, recovered, now);
    if ((await this.#write(after.bytes, file, transactions, signal)) === "displaced") return "displaced";
    await this.#settle();
    await this.#finish(after.bytes);
    return { ...update, createdFile: file === null, outside: outside?.deltas ?? [] };
  }

  async #recover(): Promise<Recovered> {
    try {
      return await recover(this.#paths, this.#history);
    } catch (error) {
      throw ioError(`read ${this.#paths.target} and its history`, error);
    }
  }

  /** Stages, announces and swaps in, in this order: `recover` goes by it. */
  async #write(
    bytes: Uint8Array,
    file: FlagsFile | null,
    transactions: readonly (readonly HistoryEntry[])[],
    signal: AbortSignal | undefined,
  ): Promise<SwapOutcome> {
    const staged = this.#paths.staged(transactions.at(-1)?.[0]?.group ?? "");
    let mark: Mark | null = null;
    try {
      await this.#stage(staged, bytes, file);
      await throwIfCancelled(signal);
      mark = await this.#history.end();
      await this.#history.append(mark, transactions);
      await throwIfCancelled(signal);
      const outcome = await swapIn(this.#paths, staged, bytes, file);
      if (outcome === "displaced") await this.#takeBack(mark);
      return outcome;
    } catch (error) {
      const failure = ioError(`write the history in ${this.#paths.sidecar}`, error);
      if (!(failure instanceof FfError && failure.code === "UNCONFIRMED")) await this.#takeBack(mark);
      throw failure;
    }
  }

  async #stage(staged: string, bytes: Uint8Array, file: FlagsFile | null): Promise<void> {
    try {
      await stage(staged, bytes, file);
      // What the history announces must be there after a power failure, or it passes for a change that was made.
      await syncFolder(this.#paths.sidecar);
    } catch (error) {
      throw ioError(`write in ${this.#paths.sidecar}`, error);
    }
  }

  /** Where the history can't be cut, what is staged stays too: by it, the next writer sees that it has to be. */
  async #takeBack(mark: Mark | null): Promise<void> {
    try {
      if (mark !== null) await this.#history.cut(mark);
    } catch {
      return;
    }
    await removeStaged(this.#paths);
  }

  /** Makes what was swapped in durable; only then the update may be called done. */
  async #settle(): Promise<void> {
    try {
      await syncFolder(this.#paths.directory);
    } catch (error) {
      throw unconfirmed(this.#paths.given, error);
    }
  }

  /**
   * Nothing here may fail an update that is done. A missing or torn base only costs the detail of what others change
   * next: its hash is compared before it is used.
   */
  async #finish(bytes: Uint8Array): Promise<void> {
    await removeStaged(this.#paths);
    const { base } = this.#paths;
    try {
      const handle = await openSidecar(base, "w", this.#paths);
      try {
        await handle.writeFile(bytes);
      } finally {
        await handle.close();
      }
    } catch {
      await rm(base, { force: true }).catch(() => undefined);
    }
  }

  #vanished(): FfError {
    return new FfError("CHANGED", `${this.#paths.given} was removed by another program meanwhile`, {
      hint: "see what became of it, then try again; nothing was changed",
    });
  }

  #transactions(
    deltas: readonly FlagDelta[],
    meta: ChangeMeta,
    after: FlagDocument,
    { hash, lastTime, outside }: Recovered,
    now: Date,
  ): HistoryEntry[][] {
    // Each transaction is later than the one before, even where the clock runs backwards: "as of then" goes by it.
    const time = new Date(Math.max(now.getTime(), lastTime === null ? 0 : Date.parse(lastTime) + 1));
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

/** Time and content make a transaction's name unique: each is later than the one before. */
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
async function throwIfCancelled(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (signal?.aborted) throw new FfError("CANCELLED", "Cancelled, nothing changed");
}
