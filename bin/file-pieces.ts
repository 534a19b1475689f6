import { closeSync, openSync, read } from "node:fs";

/** Few enough for a cache of the processor's, and for memory that is used again rather than mapped anew. */
const pieceBytes = 64 * 1024;

/**
 * The bytes of a file, piece by piece: as a stream of Node's gives them, without the code and the work of one. Reading
 * waits outside of this thread, always one piece ahead, so that neither waits for the other.
 */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(path, "r");
  let next = nextPiece(descriptor);
  try {
    for (;;) {
      const piece = await next;
      if (piece.length === 0) return;
      next = nextPiece(descriptor);
      yield piece;
    }
  } finally {
    await next.catch(() => undefined);
    closeSync(descriptor);
  }
}

function nextPiece(descriptor: number): Promise<Uint8Array> {
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  const next = new Promise<Uint8Array>((resolve, reject) => {
    read(descriptor, piece, 0, pieceBytes, null, (error, length) => {
      if (error) reject(error);
      else resolve(piece.subarray(0, length));
    });
  });
  // It may fail while nobody waits for it yet, which would end the process: whoever asks for it is told.
  next.catch(() => undefined);
  return next;
}
