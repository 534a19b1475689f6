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
const paddingBytes = 9;

// Reused by every call: nothing in here waits, so no two calls overlap.
const digest = new DataView(new ArrayBuffer(16));
const block = new DataView(new ArrayBuffer(blockBytes));
const blockOctets = new Uint8Array(block.buffer);
const encoder = new TextEncoder();

/** The beginning that many hashed texts have in common. */
export class HashPrefix {
  readonly #text: string;
  /** A block that begins with the text; undefined where the text is not ASCII or too long for one. */
  readonly #octets: Uint8Array | undefined;

  constructor(text: string) {
    this.#text = text;
    const octets = new Uint8Array(blockBytes);
    if (text.length <= blockBytes - paddingBytes && putAscii(octets, 0, text)) this.#octets = octets;
  }

  /**
   * MD5 (RFC 1321) of the UTF-8 of the prefix and `rest`, as a big-endian integer of 128 bits, modulo 100,000.
   * Undefined where either holds half a surrogate pair: such a text has no UTF-8, and Python raises on it.
   */
  residueWith(rest: string): number | undefined {
    begin(digest);
    if (!this.#addInOneBlock(rest)) {
      if (!this.#text.isWellFormed() || !rest.isWellFormed()) return undefined;
      addText(this.#text + rest);
    }
    return residueOfDigest();
  }

  /** The way of most flag names and user ids, which are short and ASCII. False, and nothing added, for any other. */
  #addInOneBlock(rest: string): boolean {
    const length = this.#text.length + rest.length;
    if (this.#octets === undefined || length > blockBytes - paddingBytes) return false;
    blockOctets.set(this.#octets);
    if (!putAscii(blockOctets, this.#text.length, rest)) return false;
    blockOctets[length] = 0x80;
    block.setInt32(blockBytes - 8, length * 8, true);
    addBlock(digest, block, 0);
    return true;
  }
}

function putAscii(octets: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    octets[at + i] = code;
  }
  return true;
}

function addText(text: string): void {
  const octets = encoder.encode(text);
  const padded = new Uint8Array(Math.ceil((octets.length + paddingBytes) / blockBytes) * blockBytes);
  padded.set(octets);
  padded[octets.length] = 0x80;
  const message = new DataView(padded.buffer);
  // The length in bits, 64 of them: DataView keeps the lowest 32 of each number, and drops fractions.
  message.setUint32(padded.length - 8, octets.length * 8, true);
  message.setUint32(padded.length - 4, octets.length / 2 ** 29, true);
  for (let at = 0; at < padded.length; at += blockBytes) addBlock(digest, message, at);
}

function residueOfDigest(): number {
  const congruent =
    digest.getUint32(0) * weight96 +
    digest.getUint32(4) * weight64 +
    digest.getUint32(8) * weight32 +
    digest.getUint32(12);
  // Exact below 2^50, and faster than "%", which V8 leaves to the C library for numbers beyond 32 bits.
  return congruent - Math.floor(congruent / residues) * residues;
}
