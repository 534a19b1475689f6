import { decodeString } from "./scan.js";

const encoder = new TextEncoder();

/**
 * The hash of the key that stands there, quotes included: 32 bit FNV-1a of what it says in UTF-8, however it is spelled.
 * members.wat has the same for keys without an escape.
 */
export function hashOfKey(bytes: Uint8Array, start: number, end: number): number {
  let value = basis;
  for (let at = start + 1; at < end - 1; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x5c) return hashOfText(decodeString(bytes, { start, end }));
    value = withOctet(value, byte);
  }
  return value >>> 0;
}

/** Lone surrogates all have one hash: they are told apart by their text. */
export function hashOfText(key: string): number {
  let value = basis;
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    if (code > 0x7f) return encoder.encode(key).reduce(withOctet, basis) >>> 0;
    value = withOctet(value, code);
  }
  return value >>> 0;
}

const basis = 0x811c9dc5;

function withOctet(value: number, octet: number): number {
  return Math.imul(value ^ octet, 0x01000193);
}
