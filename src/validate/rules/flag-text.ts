import { scanElements, scanMembers, type Member, type Span } from "../../json/scan.js";
import { decode } from "../../json/utf8.js";
import { flagDefaults, type Flag, type JsonValue } from "../../model/flag.js";
import { isObject } from "../../model/json-value.js";
import { fieldKinds } from "../../model/parse-flag.js";

/** One flag as it stands in the file: its value, and where each part of it is. Parts are looked for when asked for. */
export class FlagText {
  readonly key: string;
  /** Where the key stands. */
  readonly at: number;
  readonly value: JsonValue;
  /** Its keys in order, a repeated one as often as it stands there; none where the flag is no object. */
  readonly members: readonly Member[];
  readonly #bytes: Uint8Array;
  readonly #span: Span;
  /** Where the values in the fields that are objects stand, for those fields that were asked about. */
  readonly #placesIn = new Map<string, ReadonlyMap<string, number>>();

  constructor(bytes: Uint8Array, { key, keySpan, value: span }: Member) {
    this.key = key;
    this.at = keySpan.start;
    this.value = JSON.parse(decode(bytes, span.start, span.end)) as JsonValue;
    this.members = isObject(this.value) ? scanMembers(bytes, span) : [];
    this.#bytes = bytes;
    this.#span = span;
  }

  /** The field's value, or its default; undefined where the file has a value of another type. */
  get<Field extends keyof Flag>(field: Field): Flag[Field] | undefined {
    const defaults: Partial<Flag> = flagDefaults;
    const found: unknown = this.raw(field);
    if (found === undefined) return defaults[field];
    return fieldKinds[field].accepts(found) ? found : undefined;
  }

  /** What the file has there, of whatever type; undefined where it has no such field. */
  raw(field: keyof Flag): JsonValue | undefined {
    return isObject(this.value) && Object.hasOwn(this.value, field) ? this.value[field] : undefined;
  }

  /** Where the value of the first of these fields stands that the flag has; the flag's own value where it has none. */
  placeOf(...fields: readonly string[]): number {
    for (const field of fields) {
      const span = this.#valueOf(field);
      if (span !== undefined) return span.start;
    }
    return this.#span.start;
  }

  /** Where the items of a list stand; none unless the field is one. */
  itemsOf(field: string): readonly Span[] {
    const span = this.#valueOf(field);
    return span !== undefined && this.#bytes[span.start] === 0x5b ? scanElements(this.#bytes, span) : [];
  }

  /** The members of a field's object, a repeated key as often as it stands there; none unless the field is one. */
  membersOf(field: string): readonly Member[] {
    const span = this.#valueOf(field);
    return span !== undefined && this.#bytes[span.start] === 0x7b ? scanMembers(this.#bytes, span) : [];
  }

  /** Where the value of a member stands in a field's object. */
  placeIn(field: string, key: string): number {
    // A rule asks for one variant after the other, and there may be thousands.
    let places = this.#placesIn.get(field);
    if (places === undefined) {
      // The last of two equal keys stays.
      places = new Map(this.membersOf(field).map((member) => [member.key, member.value.start]));
      this.#placesIn.set(field, places);
    }
    return places.get(key) ?? this.placeOf(field);
  }

  /** As in every JSON reader, the last of two equal keys is the one that counts. */
  #valueOf(field: string): Span | undefined {
    return this.members.findLast(({ key }) => key === field)?.value;
  }
}
