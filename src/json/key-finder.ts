import { skipSpace } from "./space.js";
import instantiate from "./structure.wat";
import { byteOrderMark, decode } from "./utf8.js";

/** Bytes of text that are looked at together. */
const capacity = 256 * 1024;

/** Where the key stands in the memory: behind the text, and behind what is read past its end. */
const wantedAt = capacity + 64;
const longestKey = 32 * 1024;

/** What structure.wat exports. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly wantedAt: { value: number };
  readonly wantedLength: { value: number };
  readonly found: { readonly value: number };
  readonly place: { readonly value: number };
  readonly depth: { readonly value: number };
  readonly inString: { readonly value: number };
  readonly spelled: { readonly value: number };
  readonly closed: { readonly value: number };
  readonly follow: (at: number, end: number) => void;
  readonly lineEnds: (at: number, end: number) => number;
}

/**
 * Finds a member of the one object of a text that comes in pieces, at the speed of memory: quotes, escapes and brackets
 * are followed through the whole text, and nothing else of it is checked.
 */
export class KeyFinder {
  readonly #exports: Exports;
  readonly #memory: Uint8Array;
  readonly #length: number;
  /** Bytes at the start of the memory that belong to the next piece, and the offset in the text that they stand at. */
  #kept = 0;
  #base = 0;
  /** Offset in the text behind the last string in the object that spells the key. */
  #place: number | undefined;
  #hasBegun = false;
  #isSound = true;

  /** @returns undefined for a key that can't stand in JSON as it is, or is too long */
  static for(key: string): KeyFinder | undefined {
    const quoted = new TextEncoder().encode(`"${key}"`);
    return JSON.stringify(key) === `"${key}"` && key.isWellFormed() && quoted.length <= longestKey
      ? new KeyFinder(quoted)
      : undefined;
  }

  private constructor(quoted: Uint8Array) {
    this.#exports = instantiate() as Exports;
    this.#memory = new Uint8Array(this.#exports.memory.buffer);
    this.#memory.set(quoted, wantedAt);
    this.#length = quoted.length;
    this.#exports.wantedAt.value = wantedAt;
    this.#exports.wantedLength.value = quoted.length;
  }

  /** Where the next piece of the text is put. */
  get room(): Uint8Array {
    return this.#memory.subarray(this.#kept, capacity);
  }

  /** Takes the piece of so many bytes that was put into the room. */
  take(count: number, isLast: boolean): void {
    const filled = this.#kept + count;
    if (!this.#hasBegun) this.#begin(filled);
    // A key may go on in the next piece; behind the last one, a byte that no key has keeps what was there before from it.
    const end = isLast ? filled : Math.max(0, filled - this.#length + 1);
    this.#memory[filled] = 0;
    const { follow, found, place, closed } = this.#exports;
    const [foundBefore, wasClosed] = [found.value, closed.value >= 0];
    follow(0, end);
    if (found.value > foundBefore) this.#place = this.#base + place.value + this.#length;
    if (closed.value >= 0 && skipSpace(this.#memory.subarray(0, end), wasClosed ? 0 : closed.value) < end)
      this.#isSound = false;
    this.#memory.copyWithin(0, end, filled);
    this.#kept = filled - end;
    this.#base += end;
  }

  /** How often the key's string stands in the object: as a key, or as a value. */
  get found(): number {
    return this.#exports.found.value;
  }

  /** Offset in the text behind the key, the last one where it is found more than once. */
  get place(): number | undefined {
    return this.#place;
  }

  /**
   * Whether the whole text was one object as far as brackets and quotes tell, with no key in it that is spelled with
   * escapes: only then what is found is all that there is.
   */
  get isSure(): boolean {
    const { closed, spelled, depth, inString } = this.#exports;
    return this.#isSound && closed.value >= 0 && spelled.value + depth.value + inString.value === 0;
  }

  /**
   * How many lines end in front of a place of the text, which is read again for that: at \n, \r\n or \r.
   * @param place behind a byte that ends no line
   * @param read puts bytes from an offset of the text on into a buffer and gives their count
   */
  lineEndsBefore(place: number, read: (buffer: Uint8Array, at: number) => number): number {
    const room = this.#memory.subarray(0, capacity);
    let ends = 0;
    // Whether a line ends with a byte is told by the next one too.
    for (let at = 0; at < place - 1;) {
      const last = read(room.subarray(0, place - at), at) - 1;
      if (last <= 0) break;
      ends += this.#exports.lineEnds(0, last);
      at += last;
    }
    return ends;
  }

  #begin(filled: number): void {
    this.#hasBegun = true;
    const text = this.#memory.subarray(0, filled);
    if (text[skipSpace(text, byteOrderMark(text))] !== 0x7b) this.#isSound = false;
  }
}

/**
 * The object or list behind a key, as far as its brackets and quotes tell.
 * @param bytes the text behind the key, or the first part of it
 * @returns "more" when they are too few to tell; undefined where none of the two follows
 */
export function containerBehind(bytes: Uint8Array): { text: string } | "more" | undefined {
  const colon = skipSpace(bytes, 0);
  const start = skipSpace(bytes, colon + 1);
  if (start >= bytes.length) return "more";
  if (bytes[colon] !== 0x3a || !isOpening(bytes[start])) return undefined;
  let depth = 0;
  let isInString = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) isInString = !isInString;
    else if (isInString && byte === 0x5c) at++;
    else if (!isInString && isOpening(byte)) depth++;
    else if (!isInString && (byte === 0x7d || byte === 0x5d) && --depth === 0)
      return { text: decode(bytes, start, at + 1) };
  }
  return "more";
}

function isOpening(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b;
}
