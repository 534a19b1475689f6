import { Buffer, isUtf8 } from "node:buffer";

/**
 * The text of bytes that are UTF-8; U+FEFF stays in it. Not by a TextDecoder: the first one takes a hundredth of a start.
 * @throws TypeError for bytes that are not
 */
export function decode(bytes: Uint8Array, start: number, end: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  if (!isUtf8(text)) throw new TypeError("the bytes are not UTF-8");
  return text.toString("utf8");
}

/** The text of any bytes; what is not UTF-8 shows as U+FFFD. */
export function decodeLeniently(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
}

/** Length of the byte order mark in front of the text: 3 or 0. */
export function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/**
 * Length of the sequence of two to four bytes at `at`, whose first byte is ≥ 0x80; 0 if it is not well-formed
 * (The Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
 */
export function sequenceLength(bytes: Uint8Array, at: number): 0 | 2 | 3 | 4 {
  const lead = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return isContinuation(second) ? 2 : 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest || !isContinuation(bytes[at + 2] ?? 0)) return 0;
  if (lead < 0xf0) return 3;
  return isContinuation(bytes[at + 3] ?? 0) ? 4 : 0;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** "UTF-16" or "UTF-32" if the first bytes can only be that: a byte order mark, or NULs around an ASCII character (RFC 4627, section 3). */
export function foreignEncoding(bytes: Uint8Array): "UTF-16" | "UTF-32" | undefined {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "UTF-32" : "UTF-16";
  if (a === 0xfe && b === 0xff) return "UTF-16";
  if (a === 0 && b === 0) return (c === 0xfe && d === 0xff) || (c === 0 && d !== 0) ? "UTF-32" : undefined;
  if (a !== 0 && b === 0) return c === 0 && d === 0 ? "UTF-32" : c === 0 ? undefined : "UTF-16";
  return a === 0 && c === 0 && b !== 0 && d !== 0 ? "UTF-16" : undefined;
}
