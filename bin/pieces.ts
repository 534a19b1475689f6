import type { Input } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { refuseTooLarge } from "../src/largest-file.js";

/**
 * The pieces of an input, up to Ctrl-C.
 * @param open is called once the first piece is asked for: until then, Ctrl-C ends the process by itself
 * @param failure what is thrown for an error of theirs
 * @throws FfError CANCELLED
 */
export async function* piecesOf(
  open: (cancelling: AbortSignal) => AsyncIterable<Uint8Array>,
  failure: (error: unknown) => Error,
  signal: () => AbortSignal,
): AsyncGenerator<Uint8Array> {
  const cancelling = signal();
  try {
    for await (const piece of open(cancelling)) {
      if (cancelling.aborted) break;
      yield piece;
    }
  } catch (error) {
    if (!cancelling.aborted) throw failure(error);
  }
  if (cancelling.aborted) throw new FfError("CANCELLED", "Cancelled");
}

/**
 * All bytes of an input.
 * @param name what messages call it
 * @param most how many bytes it may have; unless given, as many as any file
 * @throws FfError INVALID_FILE for more, before they are read where their number is known; what the input throws
 */
export async function wholeInput({ size, chunks }: Input, name: string, most?: number): Promise<Uint8Array> {
  refuseTooLarge(name, size ?? 0, most);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of chunks) {
    bytes += piece.length;
    refuseTooLarge(name, bytes, most);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
