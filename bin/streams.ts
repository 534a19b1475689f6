import { closeSync, constants, open, openSync } from "node:fs";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { promisify } from "node:util";
import { codeOf } from "../src/errors.js";

/** The same stream, which ends with an error when this signal comes, though nobody writes to it. */
export function endedBy(signal: AbortSignal, stream: Readable): Readable {
  return addAbortSignal(signal, stream);
}

/**
 * What is written to a pipe, from the moment that somebody writes or the signal comes. To open it, and to read it as a
 * file, holds a thread of Node's, and with it the process, for as long as nobody writes.
 */
export async function openPipe(path: string, signal: AbortSignal): Promise<Readable> {
  let isOpening = true;
  // Ends the wait as somebody would who writes nothing.
  const release = (): void => {
    try {
      if (isOpening) closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
    } catch (error) {
      // The thread does not wait yet.
      if (codeOf(error) === "ENXIO") setImmediate(release);
    }
  };
  const opening = promisify(open)(path, "r");
  if (signal.aborted) release();
  else signal.addEventListener("abort", release);
  try {
    return new Socket({ fd: await opening, readable: true, writable: false });
  } finally {
    isOpening = false;
    signal.removeEventListener("abort", release);
  }
}
