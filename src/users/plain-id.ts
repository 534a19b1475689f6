/** An id beyond this is not worth a way of its own. */
export const mostPlainBytes = 256;

/**
 * 1 for the bytes, or characters, of a plain id, which is the same in CSV and in JSON as it is in itself: it needs neither
 * quotes nor escapes, and as it begins with a letter, a digit or an underscore, no spreadsheet takes it for a formula.
 */
export const inPlainId = bytesLike(/[\w.@:-]/);
export const beginsPlainId = bytesLike(/\w/);

/** Whether the bytes between two places are a plain id. */
export function isPlainId(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end || end - start > mostPlainBytes || beginsPlainId[bytes[start]!] !== 1) return false;
  for (let at = start; at < end; at++) if (inPlainId[bytes[at]!] !== 1) return false;
  return true;
}

/** Puts a plain id into these bytes, which have room for one; false where it is none. */
export function putPlainId(id: string, bytes: Uint8Array): boolean {
  if (id.length > mostPlainBytes || beginsPlainId[id.charCodeAt(0)] !== 1) return false;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    if (inPlainId[code] !== 1) return false;
    bytes[i] = code;
  }
  return true;
}

/** 1 for each byte of ASCII that matches. */
export function bytesLike(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(byte < 0x80 && pattern.test(String.fromCharCode(byte))));
}
