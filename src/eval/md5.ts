import { addBlock, begin, blockBytes } from "./md5-block.js";

// MD5 of our own, because loading node:crypto takes milliseconds of a start that takes thirty, and createHash several
// times as long for so short a text. MD5 is broken as a signature; here it only spreads users over buckets.

/** Residues run from 0 to one less: the whole percent and three decimals of it. */
const residues = 100_000;

// The digest is read as four 32-bit digits, most significant first: 2^96, 2^64 and 2^32 modulo 100,000. The sum of the
// products stays below 2^50, so that floating point carries it exactly.
const weight96 = 50_336;
const weight64 = 51_616;
const weight32 = 67_296;

/** What padding takes at least: the byte 0x80 and eight bytes of length (RFC 1321, 3.1 and 3.2). */
export const paddingBytes = 9;

// Reused by every call: nothing in here waits, so no two calls overlap.
const digest = new DataView(new ArrayBuffer(16));
const encoder = new TextEncoder();

/**
 * MD5 (RFC 1321) of the text's UTF-8, as a big-endian integer of 128 bits, modulo 100,000: the plain way, for texts of
 * any length and script. Undefined for half a surrogate pair: such a text has no UTF-8, and Python raises on it.
 * @internal
 */
export function residueOf(text: string): number | undefined {
  if (!text.isWellFormed()) return undefined;
  const octets = encoder.encode(text);
  const padded = new Uint8Array(paddedLength(octets.length));
  padded.set(octets);
  padded[octets.length] = 0x80;
  const view = new DataView(padded.buffer);
  // The length in bits, 64 of them: DataView keeps the lowest 32 of each number, and drops fractions.
  view.setUint32(padded.length - 8, octets.length * 8, true);
  view.setUint32(padded.length - 4, octets.length / 2 ** 29, true);
  return residueOfBlocks(view, padded.length);
}

// The quick way, which makes nothing: flag names and user ids are nearly always ASCII and short. They are put together
// in one message, which keeps the prefix of the last text and zeros behind that text.
const octets = new Uint8Array(4 * blockBytes);
const message = new DataView(octets.buffer);
const longest = octets.length - paddingBytes;
let heldPrefix: string | undefined;
let heldLength = 0;

/** The beginning that many hashed texts have in common. */
export class HashPrefix {
  readonly #text: string;
  readonly #isQuick: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#isQuick = text.length <= longest && isAscii(text);
  }

  /** The whole text that `residueWith` hashes. */
  textWith(rest: string): string {
    return this.#text + rest;
  }

  /** What `residueOf` gives for the prefix and `rest`. Undefined where either of the two has no UTF-8 of its own. */
  residueWith(rest: string): number | undefined {
    if (this.#isQuick && this.#hold(rest)) return residueOfBlocks(message, paddedLength(heldLength));
    return this.#text.isWellFormed() && rest.isWellFormed() ? residueOf(this.textWith(rest)) : undefined;
  }

  /** Makes `message` that of the prefix and `rest`; false where they are too long or not ASCII. */
  #hold(rest: string): boolean {
    const start = this.#text.length;
    const length = start + rest.length;
    if (length > longest) return false;
    message.setInt32(paddedLength(heldLength) - 8, 0, true);
    if (heldPrefix !== this.#text) putAscii(0, this.#text);
    heldPrefix = this.#text;
    if (!putAscii(start, rest)) {
      octets.fill(0);
      heldPrefix = undefined;
      heldLength = 0;
      return false;
    }
    octets[length] = 0x80;
    for (let at = length + 1; at <= heldLength; at++) octets[at] = 0;
    heldLength = length;
    message.setInt32(paddedLength(length) - 8, length * 8, true);
    return true;
  }
}

/** Puts a text into the message; false, and in it only in part, where it is not ASCII. */
function putAscii(start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    octets[start + i] = code;
  }
  return true;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** The bytes of a message of this length once it is padded to whole blocks. */
function paddedLength(length: number): number {
  return (((length + paddingBytes - 1) / blockBytes) | 0) * blockBytes + blockBytes;
}

function residueOfBlocks(padded: DataView, length: number): number {
  begin(digest);
  for (let at = 0; at < length; at += blockBytes) addBlock(digest, padded, at);
  return residueOfDigest(digest.getInt32(0), digest.getInt32(4), digest.getInt32(8), digest.getInt32(12));
}

/**
 * The residue of a digest, which is given in words of 32 bits, the most significant one first. They are signed, because V8
 * passes on what lies beyond as an object of its own.
 */
export function residueOfDigest(word3: number, word2: number, word1: number, word0: number): number {
  const congruent = (word3 >>> 0) * weight96 + (word2 >>> 0) * weight64 + (word1 >>> 0) * weight32 + (word0 >>> 0);
  // Exact below 2^50, and faster than "%", which V8 leaves to the C library for numbers beyond 32 bits.
  return (congruent - Math.floor(congruent / residues) * residues) | 0;
}
