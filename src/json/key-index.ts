import { decodeString } from "./scan.js";

const none = -1;
const nowhere: readonly number[] = [];

/** Tells whether a key stands at a place. */
export interface KeysByPlace {
  hasKeyAt(place: number, key: string): boolean;
}

/** Where each key of an object stands among its members: a hash table over the bytes of the keys. */
export class KeyIndex {
  /** The first place of the key that belongs there, or none. Always more slots than keys. */
  readonly #slots: Int32Array;
  /** Every place of those keys that have several, by the first one. */
  readonly #repeated = new Map<number, number[]>();
  readonly #repetitions = new Set<number>();

  /**
   * @param spans start and end of the key of each member, quotes included, and what else stands there of it
   * @param width how many numbers those are
   */
  constructor(bytes: Uint8Array, spans: Uint32Array, width: number) {
    const count = spans.length / width;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 1))).fill(none);
    const mask = this.#slots.length - 1;
    for (let place = 0; place < count; place++) {
      const start = spans[place * width] ?? 0;
      const end = spans[place * width + 1] ?? 0;
      for (let slot = hashOfKey(bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
        const first = this.#slots[slot] ?? none;
        if (first === none) {
          this.#slots[slot] = place;
          break;
        }
        if (isSameKey(bytes, start, end, spans[first * width] ?? 0, spans[first * width + 1] ?? 0)) {
          this.#repeat(first, place);
          break;
        }
      }
    }
  }

  /** How many members repeat the key of one before. */
  get repetitions(): number {
    return this.#repetitions.size;
  }

  isRepetition(place: number): boolean {
    return this.#repetitions.has(place);
  }

  /** In order; empty where the key does not stand. That is found out without making anything: any name may be asked for. */
  placesOf(key: string, keys: KeysByPlace): readonly number[] {
    const mask = this.#slots.length - 1;
    for (let slot = hashOfText(key) & mask; ; slot = (slot + 1) & mask) {
      const first = this.#slots[slot] ?? none;
      if (first === none) return nowhere;
      if (keys.hasKeyAt(first, key)) return this.#repeated.get(first) ?? [first];
    }
  }

  /** @param first where a key stands first */
  lastPlaceOf(first: number): number {
    return this.#repeated.get(first)?.at(-1) ?? first;
  }

  repeated(): number[][] {
    return [...this.#repeated.entries()].sort(([one], [other]) => one - other).map(([, places]) => places);
  }

  #repeat(first: number, place: number): void {
    const places = this.#repeated.get(first) ?? [first];
    places.push(place);
    this.#repeated.set(first, places);
    this.#repetitions.add(place);
  }
}

const encoder = new TextEncoder();

/** A key that is spelled with escapes has the hash of what it says. */
function hashOfKey(bytes: Uint8Array, start: number, end: number): number {
  return hasEscape(bytes, start, end)
    ? hashOfText(decodeString(bytes, { start, end }))
    : hash(bytes, start + 1, end - 1);
}

/** Lone surrogates all have one hash: they are told apart by their text. */
function hashOfText(key: string): number {
  let value = basis;
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    if (code > 0x7f) {
      const bytes = encoder.encode(key);
      return hash(bytes, 0, bytes.length);
    }
    value = withOctet(value, code);
  }
  return folded(value);
}

/** FNV-1a. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = basis;
  for (let at = start; at < end; at++) value = withOctet(value, bytes[at] ?? 0);
  return folded(value);
}

const basis = 0x811c9dc5;

function withOctet(value: number, octet: number): number {
  return Math.imul(value ^ octet, 0x01000193);
}

/** The table goes by the low bits: the high ones are folded into them. */
function folded(value: number): number {
  return (value ^ (value >>> 15)) >>> 0;
}

function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === 0x5c) return true;
  return false;
}

function isSameKey(bytes: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start === otherEnd - otherStart) {
    let same = 0;
    while (same < end - start && bytes[start + same] === bytes[otherStart + same]) same++;
    if (same === end - start) return true;
  }
  if (!hasEscape(bytes, start, end) && !hasEscape(bytes, otherStart, otherEnd)) return false;
  return decodeString(bytes, { start, end }) === decodeString(bytes, { start: otherStart, end: otherEnd });
}
