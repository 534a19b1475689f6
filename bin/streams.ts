import { open } from "node:fs";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { promisify } from "node:util";

/** The same stream, which ends with an error when this signal comes, though nobody writes to it. */
export function endedBy(signal: AbortSignal, stream: Readable): Readable {
  return addAbortSignal(signal, stream);
}

/**
 * What is written to a pipe, from the moment that somebody writes. Read as a file, it would hold a thread of Node's, and
 * with it the process, where nobody writes any more.
 */
export async function openPipe(path: string): Promise<Readable> {
  return new Socket({ fd: await promisify(open)(path, "r"), readable: true, writable: false });
}
