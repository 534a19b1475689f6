import { open } from "node:fs";
import { Socket } from "node:net";
import { addAbortSignal, Readable } from "node:stream";
import { promisify } from "node:util";
import { FfError } from "../src/errors.js";

/**
 * The same pieces, up to Ctrl-C.
 * @param failure what is thrown for an error of theirs
 * @param signal asked for once the first piece is: until then, Ctrl-C ends the process by itself
 * @throws FfError CANCELLED
 */
export async function* piecesOf(
  pieces: AsyncIterable<Uint8Array>,
  failure: (error: unknown) => Error,
  signal: () => AbortSignal,
): AsyncGenerator<Uint8Array> {
  const cancelling = signal();
  if (pieces instanceof Readable) addAbortSignal(cancelling, pieces);
  try {
    for await (const piece of pieces) {
      if (cancelling.aborted) break;
      yield piece;
    }
  } catch (error) {
    if (!cancelling.aborted) throw failure(error);
  }
  if (cancelling.aborted) throw new FfError("CANCELLED", "Cancelled");
}

/**
 * What is written to a pipe, from the moment that somebody writes. Read as a file, it would hold a thread of Node's, and
 * with it the process, where nobody writes any more.
 */
export async function openPipe(path: string): Promise<Readable> {
  return new Socket({ fd: await promisify(open)(path, "r"), readable: true, writable: false });
}
