import { createHash, type Hash } from "node:crypto";

/** SHA-256 of a file's bytes, hexadecimal. */
export function hashOf(bytes: string | Uint8Array): string {
  return newHash().update(bytes).digest("hex");
}

/** What gives the same for bytes that come in pieces. */
export function newHash(): Hash {
  return createHash("sha256");
}
