import { hashOfKey, hashOfText } from "./key-hash.js";
import { keyEnd, keyHash, keyStart, width } from "./member-fields.js";
import { decodeString, type Span } from "./scan.js";

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

  /** @param fields of every member, as member-fields.ts has them */
  constructor(bytes: Uint8Array, fields: Uint32Array) {
    const count = fields.length / width;
    const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 1))).fill(none);
    this.#slots = slots;
    const mask = slots.length - 1;
    for (let place = 0; place < count; place++) {
      const hash = hashAt(bytes, fields, place);
      for (let slot = folded(hash) & mask; ; slot = (slot + 1) & mask) {
        const first = slots[slot] ?? none;
        if (first === none) {
          slots[slot] = place;
          break;
        }
        if (hashAt(bytes, fields, first) === hash && isSameKey(bytes, fields, first, place)) {
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
    for (let slot = folded(hashOfText(key)) & mask; ; slot = (slot + 1) & mask) {
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

/** The table goes by the low bits: the high ones are folded into them. */
function folded(hash: number): number {
  return (hash ^ (hash >>> 15)) >>> 0;
}

function hashAt(bytes: Uint8Array, fields: Uint32Array, place: number): number {
  const at = place * width;
  return fields[at + keyHash] || hashOfKey(bytes, fields[at + keyStart] ?? 0, fields[at + keyEnd] ?? 0);
}

function isSameKey(bytes: Uint8Array, fields: Uint32Array, one: number, other: number): boolean {
  const [first, second] = [one, other].map((place) => ({
    start: fields[place * width + keyStart] ?? 0,
    end: fields[place * width + keyEnd] ?? 0,
  })) as [Span, Span];
  return decodeString(bytes, first) === decodeString(bytes, second);
}
