import { accessSync, closeSync, constants, existsSync, renameSync, writeFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { FfError } from "../../errors.js";
import type { Pieces } from "../../json/pieces.js";
import { emptyDocumentText, FlagDocument } from "../../model/document.js";
import { shellWord } from "../../shell-word.js";
import { entriesFor, layoutOnly, outsideEntriesFor } from "../history-entry.js";
import type { HistoryEntry, Update } from "../store.js";
import { carryOut, type ChangeRequest, type SettledUpdate, type PendingTransaction } from "./carry-out.js";
import { hashOf, hashOfAll } from "./hash.js";
import { groupId, HistoryFile, historyLines, type Mark } from "./history.js";
import { ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";
import { statFlagsFile } from "./paths.js";
import type { FlagsFile } from "./read.js";
import { recover, type OutsideChange, type Recovered, type Standing } from "./recover.js";
import { openSidecar, removeFile, removeStaged } from "./sidecar.js";
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

  /**
   * Carries out changes and writes what they come to, all at once.
   * @returns what became of each; of the first ones, where they are too many to be written together
   * @throws FfError when nothing of them could be written
   */
  async update(requests: readonly ChangeRequest[], signal: AbortSignal | undefined): Promise<readonly SettledUpdate[]> {
    let wasThere = false;
    for (let attempt = 0; attempt < maximumAttempts; attempt++) {
      const recovered = await this.#recover();
      if (wasThere && recovered.file === null) throw this.#vanished();
      wasThere = recovered.file !== null;
      const outcomes = await this.#attempt(recovered, requests, signal);
      if (outcomes !== "displaced") return outcomes;
    }
    throw new FfError("CHANGED", `${this.#paths.given} is rewritten by another program all the time`, {
      hint: "stop that program and try again",
    });
  }

  /** Makes the file, empty. */
  async create(): Promise<void> {
    const { bytes, pieces } = FlagDocument.fromText(emptyDocumentText, this.#paths.given);
    const { file } = await this.#recover();
    if (file === null) {
      const staged = this.#paths.staged(groupId(this.#now(), hashOf(bytes)));
      try {
        await this.#stage(staged, pieces, null, () => undefined);
        if ((await swapIn(this.#paths, staged, pieces, null)) === "done") return;
      } finally {
        removeStaged(this.#paths);
      }
    }
    throw new FfError("EXISTS", `${this.#paths.given} exists already`, {
      hint: { text: "see it with", command: { name: "list" } },
    });
  }

  async #attempt(
    recovered: Recovered,
    requests: readonly ChangeRequest[],
    signal: AbortSignal | undefined,
  ): Promise<readonly SettledUpdate[] | "displaced"> {
    const { file, lastTime, standing } = recovered;
    const before = file?.document ?? FlagDocument.fromText(emptyDocumentText, this.#paths.given);
    const { outcomes, transactions } = carryOut(requests, before, lastTime, this.#now);
    const last = transactions.at(-1);
    if (last === undefined) return outcomes;
    refuseReadOnly(this.#paths);

    const staged = this.#paths.staged(last.group);
    const announce = (): Uint8Array => historyLines(announcement(transactions, standing()));
    try {
      if (!(await this.#write(staged, last.after.pieces, recovered, announce, signal))) return "displaced";
    } catch (error) {
      if (!isUnconfirmed(error)) throw error;
      return outcomes.map((outcome) => (isChange(outcome) ? { status: "rejected", reason: error } : outcome));
    }
    await this.#finish(staged, file);
    const first = outcomes.find(isChange);
    const found = { createdFile: file === null, outside: standing().outside?.deltas ?? [] };
    return outcomes.map((outcome) =>
      outcome === first ? { status: "fulfilled", value: { ...first.value, ...found } } : outcome,
    );
  }

  async #recover(): Promise<Recovered> {
    const { given, history, named } = this.#paths;
    const failure = (error: unknown): Error => ioError(`read ${given} and its history`, error, named(history));
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
   * @param announce gives what to put into the history
   * @returns false where another program wrote meanwhile
   */
  async #write(
    staged: string,
    content: Pieces,
    { file }: Recovered,
    announce: () => Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    let mark: Mark | null = null;
    try {
      const lines = await this.#stage(staged, content, file, announce);
      await throwIfCancelled(signal);
      mark = this.#history.end();
      await this.#history.append(mark, lines);
      await throwIfCancelled(signal);
      const outcome = await swapIn(this.#paths, staged, content, file);
      if (outcome === "displaced") this.#takeBack(mark);
      return outcome === "done";
    } catch (error) {
      const failure = this.#sidecarError("write the history in", error);
      if (!isUnconfirmed(failure)) this.#takeBack(mark);
      throw failure;
    }
  }

  async #stage<T>(staged: string, content: Pieces, file: FlagsFile | null, meanwhile: () => T): Promise<T> {
    try {
      // Durable: what the history announces must be there after a power failure, or it passes for a change that was made.
      return await stage(staged, content, file, meanwhile);
    } catch (error) {
      throw this.#sidecarError("write in", error);
    }
  }

  #sidecarError(doing: string, error: unknown): Error {
    const folder = this.#paths.named(this.#paths.sidecar);
    return ioError(`${doing} ${folder}`, error, folder);
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
  async #finish(staged: string, replaced: FlagsFile | null): Promise<void> {
    const { base } = this.#paths;
    try {
      if (replaced === null) removeFile(base);
      else if (existsSync(staged)) {
        renameSync(staged, base);
        return;
      } else await this.#copyToBase(replaced.document.bytes);
    } catch {
      // What stands there now has another hash, or is torn.
    }
    removeStaged(this.#paths);
  }

  /** Where names can't be exchanged, nothing is displaced that could be kept. */
  async #copyToBase(bytes: Uint8Array): Promise<void> {
    const fd = await openSidecar(this.#paths.base, "w", this.#paths);
    try {
      writeFileSync(fd, bytes);
    } finally {
      closeSync(fd);
    }
  }

  #vanished(): FfError {
    return new FfError("CHANGED", `${this.#paths.given} was removed by another program meanwhile`, {
      hint: "see what became of it, then try again",
    });
  }
}

function isChange(outcome: SettledUpdate): outcome is PromiseFulfilledResult<Update> {
  return outcome.status === "fulfilled" && outcome.value.deltas.length > 0;
}

function isUnconfirmed(error: unknown): boolean {
  return error instanceof FfError && error.code === "UNCONFIRMED";
}

/** The history's entries of what others have done, then of the transactions. */
function announcement(transactions: readonly PendingTransaction[], { hash, outside }: Standing): HistoryEntry[][] {
  let fileBefore = hash;
  const ours = transactions.flatMap(({ group, time, meta, deltas, after }) => {
    const fileAfter = hashOfAll(after.pieces.all);
    const entries = entriesFor(deltas, meta, { group, time, fileBefore, fileAfter });
    fileBefore = fileAfter;
    return entries;
  });
  const [first] = transactions;
  return outside && first ? [outsideEntries(outside, hash ?? "", first.time), ours] : [ours];
}

function outsideEntries({ deltas, fileBefore }: OutsideChange, found: string, time: Date): HistoryEntry[] {
  const reason = deltas === null ? "what it changed is not known" : deltas.length === 0 ? layoutOnly : null;
  const group = groupId(time, found || fileBefore);
  return outsideEntriesFor(deltas ?? [], reason, { group, time, fileBefore, fileAfter: found });
}

function refuseReadOnly({ target: path, given }: FilePaths): void {
  const stats = statFlagsFile(path, given);
  if (stats === null) return;
  try {
    accessSync(path, constants.W_OK);
    // The administrator may write anything; a file marked read-only was marked so for a reason.
    if ((stats.mode & 0o222) !== 0) return;
  } catch (error) {
    throw ioError(`write ${given}`, error, given);
  }
  throw new FfError("IO", `${given} is marked read-only`, {
    hint: `make it writable first: chmod u+w ${shellWord(given)}`,
  });
}

/** Lets a pending Ctrl-C be heard first. */
async function throwIfCancelled(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (signal?.aborted) throw new FfError("CANCELLED", "Cancelled");
}
