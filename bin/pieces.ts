import { FfError } from "../src/errors.js";

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
