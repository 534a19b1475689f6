import { accessSync, closeSync, constants, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { FfError } from "../../errors.js";
import type { Pieces } from "../../json/pieces.js";
import { applyChanges } from "../../model/apply-changes.js";
import { emptyDocumentText, FlagDocument } from "../../model/document.js";
import type { DocumentEdit } from "../../model/edits.js";
import { entriesFor, layoutOnly, outsideEntriesFor } from "../history-entry.js";
import type { ChangeMeta, HistoryEntry, Update } from "../store.js";
import { hashOf } from "./hash.js";
import { HistoryFile, type Mark } from "./history.js";
import { ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";
import { statFlagsFile } from "./paths.js";
import type { FlagsFile } from "./read.js";
import { recover, type OutsideChange, type Recovered, type Standing } from "./recover.js";
import { openSidecar, removeStaged } from "./sidecar.js";
import { stage } from "./stage.js";
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
    const { bytes, pieces } = FlagDocument.fromText(emptyDocumentText, this.#paths.given);
    const { file } = await this.#recover();
    if (file === null) {
      const staged = this.#paths.staged(groupId(this.#now(), hashOf(bytes)));
      try {
        await this.#stage(staged, pieces, null);
        if ((await swapIn(this.#paths, staged, pieces, null)) === "done") return;
      } finally {
        removeStaged(this.#paths);
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
    const { file, lastTime, standing } = recovered;
    const before = file?.document ?? FlagDocument.fromText(emptyDocumentText, this.#paths.given);
    const now = this.#now();
    const { document: after, deltas } = applyChanges(before, edit(before, now));
    const update = { before, after, deltas, createdFile: false, outside: [] };
    if (deltas.length === 0) return update;
    refuseReadOnly(this.#paths.target);

    // Each transaction is later than the one before, even where the clock runs backwards: "as of then" goes by it.
    const time = new Date(Math.max(now.getTime(), lastTime === null ? 0 : Date.parse(lastTime) + 1));
    const group = groupId(time, hashOf(JSON.stringify(deltas)));
    const staged = this.#paths.staged(group);
    const announce = (fileAfter: string): HistoryEntry[][] => {
      const { hash, outside } = standing();
      const ours = entriesFor(deltas, meta, { group, time, fileBefore: hash, fileAfter });
      return outside === null ? [ours] : [outsideEntries(outside, hash ?? "", time), ours];
    };
    if (!(await this.#write(staged, after.pieces, recovered, announce, signal))) return "displaced";
    this.#finish(staged, file);
    return { ...update, createdFile: file === null, outside: standing().outside?.deltas ?? [] };
  }

  async #recover(): Promise<Recovered> {
    const failure = (error: unknown): Error => ioError(`read ${this.#paths.target} and its history`, error);
    try {
      const recovered = await recover(this.#paths, this.#history);
      const standing = (): Standing => {
        try {
          return recovered.standing();
        } catch (error) {
          throw failure(error);
        }
      };
      return { ...recovered, standing };
    } catch (error) {
      throw failure(error);
    }
  }

  /**
   * Stages, announces and swaps in, in this order: `recover` goes by it.
   * @param announce the transactions, for the SHA-256 of the new content
   * @returns false where another program wrote meanwhile
   */
  async #write(
    staged: string,
    content: Pieces,
    { file, standing }: Recovered,
    announce: (fileAfter: string) => HistoryEntry[][],
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    let mark: Mark | null = null;
    try {
      const fileAfter = await this.#stage(staged, content, file, standing);
      await throwIfCancelled(signal);
      mark = this.#history.end();
      await this.#history.append(mark, announce(fileAfter));
      await throwIfCancelled(signal);
      const outcome = await swapIn(this.#paths, staged, content, file);
      if (outcome === "displaced") this.#takeBack(mark);
      return outcome === "done";
    } catch (error) {
      const failure = ioError(`write the history in ${this.#paths.sidecar}`, error);
      if (!(failure instanceof FfError && failure.code === "UNCONFIRMED")) this.#takeBack(mark);
      throw failure;
    }
  }

  async #stage(staged: string, content: Pieces, file: FlagsFile | null, meanwhile?: () => unknown): Promise<string> {
    try {
      // Durable: what the history announces must be there after a power failure, or it passes for a change that was made.
      return await stage(staged, content, file, meanwhile);
    } catch (error) {
      throw ioError(`write in ${this.#paths.sidecar}`, error);
    }
  }

  /** Where the history can't be cut, what is staged stays too: by it, the next writer sees that it has to be. */
  #takeBack(mark: Mark | null): void {
    try {
      if (mark !== null) this.#history.cut(mark);
    } catch {
      return;
    }
    removeStaged(this.#paths);
  }

  /**
   * Keeps what was replaced. Nothing here may fail an update that is done: a base that is missing or another one only
   * costs the detail of what others change next, since its hash is compared before it is used.
   */
  #finish(staged: string, replaced: FlagsFile | null): void {
    const { base } = this.#paths;
    try {
      if (replaced === null) rmSync(base, { force: true });
      else if (existsSync(staged)) renameSync(staged, base);
      else this.#copyToBase(replaced.document.bytes);
    } catch {
      // What stands there now has another hash, or is torn.
    }
    rmSync(staged, { force: true });
  }

  /** Where names can't be exchanged, nothing is displaced that could be kept. */
  #copyToBase(bytes: Uint8Array): void {
    const fd = openSidecar(this.#paths.base, "w", this.#paths);
    try {
      writeFileSync(fd, bytes);
    } finally {
      closeSync(fd);
    }
  }

  #vanished(): FfError {
    return new FfError("CHANGED", `${this.#paths.given} was removed by another program meanwhile`, {
      hint: "see what became of it, then try again; nothing was changed",
    });
  }
}

function outsideEntries({ deltas, fileBefore }: OutsideChange, found: string, time: Date): HistoryEntry[] {
  const reason = deltas === null ? "what it changed is not known" : deltas.length === 0 ? layoutOnly : null;
  const group = groupId(time, found || fileBefore);
  return outsideEntriesFor(deltas ?? [], reason, { group, time, fileBefore, fileAfter: found });
}

/** Time and change make a transaction's name unique: each is later than the one before. */
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
