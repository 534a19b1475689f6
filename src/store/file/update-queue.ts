import type { Update } from "../store.js";
import type { ChangeRequest } from "./carry-out.js";
import type { FileStoreOptions } from "./file-store.js";
import { withWriter } from "./with-writer.js";

/** A change that waits for its turn. */
interface Waiting extends ChangeRequest {
  readonly signal: AbortSignal | undefined;
  readonly resolve: (update: Update) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The changes that one process makes of a file, in the order they are asked for. Those that come while another one is
 * being written are written together: to make them durable takes as long for many as for one.
 */
export class UpdateQueue {
  readonly #path: string;
  readonly #options: FileStoreOptions;
  readonly #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(path: string, options: FileStoreOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Makes the file, empty. */
  create(command: string, signal: AbortSignal | undefined): Promise<void> {
    return withWriter(this.#path, this.#options, { command, signal }, (writer) => writer.create());
  }

  update(request: ChangeRequest, signal: AbortSignal | undefined): Promise<Update> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...request, signal, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    for (let next = this.#next(); next[0] !== undefined; next = this.#next()) {
      const { meta, signal } = next[0];
      try {
        const outcomes = await withWriter(this.#path, this.#options, { command: meta.command, signal }, (writer) => {
          // More may have come while the lock was waited for.
          next = this.#next();
          return writer.update(next, signal);
        });
        for (const outcome of outcomes) {
          const { resolve, reject } = this.#waiting.shift() ?? {};
          if (outcome.status === "fulfilled") resolve?.(outcome.value);
          else reject?.(outcome.reason);
        }
      } catch (error) {
        for (const { reject } of this.#waiting.splice(0, next.length)) reject(error);
      }
    }
    this.#isWriting = false;
  }

  /** What can be written together. A change that may be cancelled is written alone: to cancel it must not stop others. */
  #next(): readonly Waiting[] {
    const end = this.#waiting.findIndex(({ signal }) => signal !== undefined);
    return this.#waiting.slice(0, end < 0 ? undefined : Math.max(end, 1));
  }
}
