/** Puts `text` in the place of the bytes from `start` up to, not including, `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const encoder = new TextEncoder();

/**
 * The bytes with each splice done, every other byte as it was. Any order; throws RangeError if two overlap, or insert
 * at the same offset, since the result would then hang on their order.
 */
export function splice(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const ordered = splices.toSorted((one, other) => one.start - other.start || one.end - other.end);
  const pieces: Uint8Array[] = [];
  let at = 0;
  let previous: Splice | undefined;
  for (const current of ordered) {
    const { start, end, text } = current;
    if (!(start >= 0 && start <= end && end <= bytes.length)) {
      throw new RangeError(`splice ${start}–${end} is not inside the ${bytes.length} bytes`);
    }
    if (previous !== undefined && (start < at || previous.start === end)) {
      throw new RangeError(`splices ${previous.start}–${previous.end} and ${start}–${end} overlap`);
    }
    pieces.push(bytes.subarray(at, start), encoder.encode(text));
    at = end;
    previous = current;
  }
  pieces.push(bytes.subarray(at));
  return concatenate(pieces);
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}
