import { Pieces } from "./pieces.js";

/** Puts `text` in the place of the bytes from `start` up to, not including, `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const encoder = new TextEncoder();

/** Up to this length a text is sooner copied than written in pieces, each of which is a system call of its own. */
const shortText = 1024 * 1024;
const manyPieces = 16;

/**
 * The bytes with each splice done, every other byte as it was. Any order; throws RangeError if two overlap, or insert
 * at the same offset, since the result would then hang on their order.
 */
export function splice(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  return splicePieces(bytes, splices).joined;
}

/** As `splice`; what stays of a long text is not copied. */
export function splicePieces(bytes: Uint8Array, splices: readonly Splice[]): Pieces {
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
  const result = new Pieces(pieces);
  return result.length <= shortText || pieces.length > manyPieces ? new Pieces([result.joined]) : result;
}
