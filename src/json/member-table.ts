import { KeyIndex, type KeysByPlace } from "./key-index.js";
import { scanQuickly } from "./member-scanner.js";
import { decodeString, scanDocument, type Member } from "./scan.js";

/** Offsets kept of each member: where its key and its value begin and end. */
const width = 4;

/** A shorter text has been scanned before the quick scanner is ready. */
const fewBytes = 8 * 1024;

/**
 * The members of the one object of a text, by their place in it and by key. Neither objects nor strings are made for
 * them before they are asked for: those of 100,000 flags take longer than to check the text.
 */
export class MemberTable implements KeysByPlace {
  readonly #bytes: Uint8Array;
  readonly #spans: Uint32Array;
  readonly #index: KeyIndex;

  /**
   * Every byte is checked.
   * @throws JsonSyntaxError
   */
  static of(bytes: Uint8Array): MemberTable {
    const quickly = bytes.length > fewBytes ? scanQuickly(bytes) : undefined;
    const spans = quickly ?? spansOf(scanDocument(bytes));
    return new MemberTable(bytes, spans, new KeyIndex(bytes, spans, width));
  }

  private constructor(bytes: Uint8Array, spans: Uint32Array, index: KeyIndex) {
    this.#bytes = bytes;
    this.#spans = spans;
    this.#index = index;
  }

  /** A key that stands there twice counts twice. */
  get length(): number {
    return this.#spans.length / width;
  }

  /** How many keys there are, each counted once. */
  get size(): number {
    return this.length - this.#index.repetitions;
  }

  at(place: number): Member | undefined {
    if (place < 0 || place >= this.length) return undefined;
    const keySpan = this.#keySpan(place);
    const value = { start: this.#spans[place * width + 2] ?? 0, end: this.#spans[place * width + 3] ?? 0 };
    return { key: decodeString(this.#bytes, keySpan), keySpan, value };
  }

  /** In order, a repeated key as often as it stands there. */
  all(): Member[] {
    return Array.from({ length: this.length }, (_, place) => this.at(place)).filter((member) => member !== undefined);
  }

  /** One member for each key, in the order of their first places: as in every JSON reader, the last of equal keys counts. */
  *effective(): Generator<Member, undefined> {
    for (let place = 0; place < this.length; place++) {
      if (this.#index.isRepetition(place)) continue;
      const member = this.at(this.#index.lastPlaceOf(place));
      if (member !== undefined) yield member;
    }
  }

  /** Each key once, where it stands first. */
  *keys(): Generator<string, undefined> {
    for (let place = 0; place < this.length; place++) {
      if (this.#index.isRepetition(place)) continue;
      yield decodeString(this.#bytes, this.#keySpan(place));
    }
  }

  /** The places of a key, in order; empty where it does not stand. */
  placesOf(key: string): readonly number[] {
    return this.#index.placesOf(key, this);
  }

  hasKeyAt(place: number, key: string): boolean {
    const end = (this.#spans[place * width + 1] ?? 0) - 1;
    let at = (this.#spans[place * width] ?? 0) + 1;
    for (let i = 0; at < end; i++, at++) {
      const byte = this.#bytes[at] ?? 0;
      // One byte is no longer one character.
      if (byte === 0x5c || byte > 0x7f) return decodeString(this.#bytes, this.#keySpan(place)) === key;
      if (byte !== key.charCodeAt(i)) return false;
    }
    return end - (this.#spans[place * width] ?? 0) - 1 === key.length;
  }

  /** The key in front of the first place of another one. */
  keyBefore(place: number): string | null {
    for (let before = place - 1; before >= 0; before--)
      if (!this.#index.isRepetition(before)) return decodeString(this.#bytes, this.#keySpan(before));
    return null;
  }

  /** The keys that stand more than once, in the order of their first places. */
  repeated(): Member[][] {
    return this.#index.repeated().map((places) => places.flatMap((place) => this.at(place) ?? []));
  }

  /**
   * The table of a text in which the values at these places have other lengths, and nothing else differs.
   * @param growth bytes by which the value at each place has grown
   */
  resized(bytes: Uint8Array, growth: ReadonlyMap<number, number>): MemberTable {
    const spans = new Uint32Array(this.#spans);
    let shift = 0;
    for (let at = 0; at < spans.length; at += width) {
      for (let offset = 0; offset < width - 1; offset++) spans[at + offset] = (spans[at + offset] ?? 0) + shift;
      shift += growth.get(at / width) ?? 0;
      spans[at + width - 1] = (spans[at + width - 1] ?? 0) + shift;
    }
    return new MemberTable(bytes, spans, this.#index);
  }

  #keySpan(place: number) {
    return { start: this.#spans[place * width] ?? 0, end: this.#spans[place * width + 1] ?? 0 };
  }
}

function spansOf(members: readonly Member[]): Uint32Array {
  return Uint32Array.from(
    members.flatMap(({ keySpan, value }) => [keySpan.start, keySpan.end, value.start, value.end]),
  );
}
