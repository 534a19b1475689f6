import { fstatSync, statSync, writeSync } from "node:fs";
import type { Writable } from "node:stream";
import { getSystemErrorMap } from "node:util";
import { codeOf, FfError } from "../errors.js";

/** A stream as Node hands out stdout and stderr: without these properties where it is no terminal. */
type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * stdout or stderr. Node's stream for it is made only where it is needed, for a terminal or a pipe that is full: making
 * one loads more code than the whole of `ff check`.
 */
export class Output {
  readonly #stream: () => OutputStream;
  readonly #descriptor: number | undefined;
  #takesAll: boolean | undefined;
  #isClosed = false;

  /**
   * @param stream gives the stream, always the same one
   * @param descriptor the file descriptor of that stream, if it has one
   */
  constructor(stream: () => OutputStream, descriptor?: number) {
    this.#stream = stream;
    this.#descriptor = descriptor;
  }

  get isTTY(): boolean {
    return this.#direct === undefined && this.#stream().isTTY === true;
  }

  /** The width of the terminal; 0 where it is not known. */
  get columns(): number {
    return this.isTTY ? (this.#stream().columns ?? 0) : 0;
  }

  /** The descriptor, where it can be written to without a stream. Most runs never ask this of stderr. */
  get #direct(): number | undefined {
    if (this.#descriptor === undefined) return undefined;
    this.#takesAll ??= takesAll(this.#descriptor);
    return this.#takesAll ? this.#descriptor : undefined;
  }

  /**
   * Writes the whole text, or its UTF-8, and resolves when all of it is out: to true, or to false when the reader has
   * closed the pipe (`| head`), which is no failure but a reason to stop quietly. Rejects with `IO` on a full disk and
   * the like.
   */
  async write(text: string | Uint8Array): Promise<boolean> {
    if (this.#isClosed) return false;
    try {
      const rest = this.#direct === undefined ? text : writeDirectly(this.#direct, text);
      if (rest.length > 0) await writeToStream(this.#stream(), rest);
      return true;
    } catch (error) {
      if (codeOf(error) !== "EPIPE") throw ioError(error);
      this.#isClosed = true;
      return false;
    }
  }
}

/** As os.devNull, without the module. */
const devNull = process.platform === "win32" ? String.raw`\\.\nul` : "/dev/null";

/** Whether this is a file, a pipe or a socket; of the devices, a terminal wants a stream, and /dev/null takes anything. */
function takesAll(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return !stats.isCharacterDevice() || stats.rdev === statSync(devNull).rdev;
  } catch {
    return false;
  }
}

/**
 * Gives what is left when a pipe is full and does not wait. Node's own stream for a file ignores that a disk took only
 * the first part of a write, so that output redirected to a disk which fills up would be cut off in silence. Writing
 * the rest brings the error out.
 */
function writeDirectly(descriptor: number, text: string | Uint8Array): Uint8Array {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    if (codeOf(error) !== "EAGAIN") throw error;
  }
  return bytes.subarray(written);
}

const watched = new WeakSet<Writable>();

function writeToStream(stream: Writable, chunk: string | Uint8Array): Promise<void> {
  // The event of a failed write follows its callback; without a listener it would end the process with a stack trace.
  if (!watched.has(stream)) stream.on("error", () => undefined);
  watched.add(stream);
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function ioError(error: unknown): FfError {
  const code = codeOf(error);
  const known = [...getSystemErrorMap().values()].find(([name]) => name === code);
  const reason = known ? `${known[1]} (${code})` : String(error);
  return new FfError("IO", `could not write all of the output: ${reason}`, { cause: error });
}
