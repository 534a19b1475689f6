import { fstatSync, writeSync } from "node:fs";
import type { Writable } from "node:stream";
import { getSystemErrorMap } from "node:util";
import { FfError } from "../errors.js";

/** A stream as Node hands out stdout and stderr: with its descriptor. */
type OutputStream = Writable & { readonly fd?: number };

const watched = new WeakSet<Writable>();
const closed = new WeakSet<Writable>();

/**
 * Writes the whole text and resolves when all of it is out: to true, or to false when the reader has closed the pipe
 * (`| head`), which is no failure but a reason to stop quietly. Rejects with `IO` on a full disk and the like.
 */
export async function writeAll(stream: OutputStream, text: string): Promise<boolean> {
  watch(stream);
  if (closed.has(stream)) return false;
  try {
    if (isFile(stream)) writeToFile(stream.fd, text);
    else await writeToStream(stream, text);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EPIPE") throw ioError(error);
    closed.add(stream);
    return false;
  }
}

/** The event of a failed write follows its callback; without a listener it would end the process with a stack trace. */
function watch(stream: OutputStream): void {
  if (watched.has(stream)) return;
  watched.add(stream);
  stream.on("error", () => undefined);
}

function isFile(stream: OutputStream): stream is OutputStream & { readonly fd: number } {
  return (stream.fd === 1 || stream.fd === 2) && fstatSync(stream.fd).isFile();
}

/**
 * Node's own stream for a file ignores that a disk took only the first part of a write, so that output redirected to
 * a disk which fills up would be cut off in silence. Writing the rest brings the error out.
 */
function writeToFile(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(fd, bytes, written);
}

function writeToStream(stream: OutputStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function ioError(error: unknown): FfError {
  const code = codeOf(error);
  const known = [...getSystemErrorMap().values()].find(([name]) => name === code);
  const reason = known ? `${known[1]} (${code})` : String(error);
  return new FfError("IO", `could not write all of the output: ${reason}`, { cause: error });
}
