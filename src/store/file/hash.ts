import { createHash } from "node:crypto";

/** SHA-256 of a file's bytes, hexadecimal. */
export function hashOf(bytes: string | Uint8Array): string {
  return hashOfAll([bytes]);
}

/** The same of bytes that stand in pieces. */
export function hashOfAll(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
