import { hashOfKey } from "./key-hash.js";
import { KeyIndex, type KeysByPlace } from "./key-index.js";
import { keyEnd, keyStart, valueEnd, valueStart, width } from "./member-fields.js";
import { scanQuickly } from "./member-scanner.js";
import { decodeString, scanDocument, type Member } from "./scan.js";

/** A shorter text has been scanned before the quick scanner is ready. */
const fewBytes = 8 * 1024;

/**
 * The members of the one object of a text, by their place in it and by key. Neither objects nor strings are made for
 * them before they are asked for: those of 100,000 flags take longer than to check the text.
 */
export class MemberTable implements KeysByPlace {
  /** The text that was scanned, and what was found there: what the keys are read from. */
  readonly #bytes: Uint8Array;
  readonly #scanned: Uint32Array;
  readonly #index: KeyIndex;
  /** Where the members stand now that some values have other lengths. */
  readonly #fields: Uint32Array;

  /**
   * Every byte is checked.
   * @throws JsonSyntaxError
   */
  static of(bytes: Uint8Array): MemberTable {
    const quickly = bytes.length > fewBytes ? scanQuickly(bytes) : undefined;
    const fields = quickly ?? fieldsOf(bytes, scanDocument(bytes));
    return new MemberTable(bytes, fields, new KeyIndex(bytes, fields));
  }

  private constructor(bytes: Uint8Array, scanned: Uint32Array, index: KeyIndex, fields = scanned) {
    this.#bytes = bytes;
    this.#scanned = scanned;
    this.#index = index;
    this.#fields = fields;
  }

  /** A key that stands there twice counts twice. */
  get length(): number {
    return this.#fields.length / width;
  }

  /** How many keys there are, each counted once. */
  get size(): number {
    return this.length - this.#index.repetitions;
  }

  at(place: number): Member | undefined {
    if (place < 0 || place >= this.length) return undefined;
    const keySpan = { start: this.#field(place, keyStart), end: this.#field(place, keyEnd) };
    const value = { start: this.#field(place, valueStart), end: this.#field(place, valueEnd) };
    return { key: this.#key(place), keySpan, value };
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
      yield this.#key(place);
    }
  }

  /** The places of a key, in order; empty where it does not stand. */
  placesOf(key: string): readonly number[] {
    return this.#index.placesOf(key, this);
  }

  hasKeyAt(place: number, key: string): boolean {
    const start = this.#scannedAt(place, keyStart) + 1;
    const end = this.#scannedAt(place, keyEnd) - 1;
    let at = start;
    for (let i = 0; at < end; i++, at++) {
      const byte = this.#bytes[at] ?? 0;
      // One byte is no longer one character.
      if (byte === 0x5c || byte > 0x7f) return this.#key(place) === key;
      if (byte !== key.charCodeAt(i)) return false;
    }
    return end - start === key.length;
  }

  /** The key in front of the first place of another one. */
  keyBefore(place: number): string | null {
    for (let before = place - 1; before >= 0; before--) if (!this.#index.isRepetition(before)) return this.#key(before);
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
  resized(growth: ReadonlyMap<number, number>): MemberTable {
    const fields = new Uint32Array(this.#fields);
    let shift = 0;
    for (let at = 0; at < fields.length; at += width) {
      for (let field = keyStart; field <= valueStart; field++) fields[at + field] = (fields[at + field] ?? 0) + shift;
      shift += growth.get(at / width) ?? 0;
      fields[at + valueEnd] = (fields[at + valueEnd] ?? 0) + shift;
    }
    return new MemberTable(this.#bytes, this.#scanned, this.#index, fields);
  }

  #key(place: number): string {
    return decodeString(this.#bytes, {
      start: this.#scannedAt(place, keyStart),
      end: this.#scannedAt(place, keyEnd),
    });
  }

  #scannedAt(place: number, field: number): number {
    return this.#scanned[place * width + field] ?? 0;
  }

  #field(place: number, field: number): number {
    return this.#fields[place * width + field] ?? 0;
  }
}

function fieldsOf(bytes: Uint8Array, members: readonly Member[]): Uint32Array {
  return Uint32Array.from(
    members.flatMap(({ keySpan: key, value }) => [
      key.start,
      key.end,
      value.start,
      value.end,
      hashOfKey(bytes, key.start, key.end),
    ]),
  );
}
