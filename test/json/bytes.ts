export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Strict, and with a byte order mark left in place: a test must see every byte. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
