import { closeSync, openSync, read } from "node:fs";

/** Few enough for a cache of the processor's, and for memory that is used again rather than mapped anew. */
const pieceBytes = 64 * 1024;

/**
 * The bytes of a file, piece by piece: as a stream of Node's gives them, without the code and the work of one. Reading
 * waits outside of this thread, so that a signal is heard meanwhile.
 */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(path, "r");
  try {
    for (;;) {
      const piece = await nextPiece(descriptor);
      if (piece.length === 0) return;
      yield piece;
    }
  } finally {
    closeSync(descriptor);
  }
}

function nextPiece(descriptor: number): Promise<Uint8Array> {
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  return new Promise((resolve, reject) => {
    read(descriptor, piece, 0, pieceBytes, null, (error, length) => {
      if (error) reject(error);
      else resolve(piece.subarray(0, length));
    });
  });
}
