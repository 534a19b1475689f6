import { closeSync, openSync, readSync } from "node:fs";

const pieceBytes = 256 * 1024;

/** Whether a file holds these bytes and nothing else. It is read piece by piece: a large file is not held once more. */
export function fileHolds(path: string, bytes: Uint8Array): boolean {
  const fd = openSync(path, "r");
  try {
    return descriptorHolds(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

/** @param onPiece sees every piece of an open file that is the same */
export function descriptorHolds(
  fd: number,
  bytes: Uint8Array,
  onPiece: (piece: Uint8Array) => void = () => undefined,
): boolean {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, bytes.length + 1));
  for (let at = 0; ;) {
    const count = readSync(fd, buffer, 0, buffer.length, at);
    if (count === 0) return at === bytes.length;
    const piece = buffer.subarray(0, count);
    if (!piece.equals(bytes.subarray(at, at + count))) return false;
    onPiece(piece);
    at += count;
  }
}
