import { hashOfText } from "../json/key-hash.js";
import { keyEnd, keyHash, keyStart, valueEnd, valueStart, width } from "../json/member-fields.js";
import { readObjectLines } from "../json/object-lines.js";
import { decodeString } from "../json/scan.js";
import { decode } from "../json/utf8.js";
import type { User } from "../model/flag.js";
import { isPlainId } from "./plain-id.js";
import type { PlainRows } from "./plain-rows.js";

/** Users that stand on a line each as JSON, with plain ids. */
export interface PlainLines extends PlainRows {
  /** Makes all of them. */
  readonly users: () => User[];
}

/** Undefined where a line is no user, or anything is uncommon about it: then the parser tells. */
export function plainLines(bytes: Uint8Array): PlainLines | undefined {
  const found = new FoundUsers(bytes);
  return readObjectLines(bytes, (members) => found.add(members)) ? found.all() : undefined;
}

interface Key {
  readonly text: string;
  readonly hash: number;
}

const [userId, email, tier] = (["user_id", "email", "tier"] as const).map((text): Key => ({
  text,
  hash: hashOfText(text),
})) as [Key, Key, Key];

const quote = 0x22;
const letterOfNull = 0x6e;

/** A line with a user in it has no fewer bytes: `{"user_id":"x"}`. */
const leastBytes = 15;

class FoundUsers {
  readonly #bytes: Uint8Array;
  /** Where the ids stand, without their quotes. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Where the values of these stand, with their quotes: start and end for each user, twice 0 where there is none. */
  readonly #emails: Int32Array;
  readonly #tiers: Int32Array;
  #rows = 0;
  #lines = 0;
  #isOpen = false;

  constructor(bytes: Uint8Array) {
    const most = Math.floor(bytes.length / leastBytes) + 1;
    this.#bytes = bytes;
    this.#starts = new Int32Array(most);
    this.#ends = new Int32Array(most);
    this.#emails = new Int32Array(2 * most);
    this.#tiers = new Int32Array(2 * most);
  }

  /** @returns false for what is no user with a plain id */
  add(members: Uint32Array): boolean {
    for (let at = 0; at < members.length; at += width)
      if (!(members[at + keyEnd] === 0 ? this.#endLine() : this.#addMember(members, at))) return false;
    return true;
  }

  all(): PlainLines {
    const rows = this.#rows;
    return {
      starts: this.#starts.subarray(0, rows),
      ends: this.#ends.subarray(0, rows),
      lines: this.#lines,
      users: () => this.#users(),
    };
  }

  #addMember(members: Uint32Array, at: number): boolean {
    this.#isOpen = true;
    const hash = members[at + keyHash]!;
    // One that is spelled with escapes may be any.
    if (hash === 0) return false;
    const key = hash === userId.hash ? userId : hash === email.hash ? email : hash === tier.hash ? tier : undefined;
    if (key === undefined) return true;
    if (!isText(this.#bytes, members[at + keyStart]! + 1, members[at + keyEnd]! - 1, key.text)) return true;
    const start = members[at + valueStart]!;
    const end = members[at + valueEnd]!;
    if (key !== userId) return this.#putAttribute(key === email ? this.#emails : this.#tiers, start, end);
    this.#starts[this.#rows] = start + 1;
    this.#ends[this.#rows] = end - 1;
    return this.#bytes[start] === quote;
  }

  /** Of a repeated key the last counts, as in every JSON reader. */
  #putAttribute(attribute: Int32Array, start: number, end: number): boolean {
    const first = this.#bytes[start];
    attribute[2 * this.#rows] = first === quote ? start : 0;
    attribute[2 * this.#rows + 1] = first === quote ? end : 0;
    return first === quote || first === letterOfNull;
  }

  #endLine(): boolean {
    this.#lines++;
    if (!this.#isOpen) return true;
    this.#isOpen = false;
    const row = this.#rows++;
    return isPlainId(this.#bytes, this.#starts[row]!, this.#ends[row]!);
  }

  #users(): User[] {
    const text = decode(this.#bytes, 0, this.#bytes.length);
    // Of ASCII, a place in the bytes is one in the text: to take it from there is many times as fast as to decode each.
    const isAscii = text.length === this.#bytes.length;
    const textAt = (start: number, end: number): string => {
      if (!isAscii) return decodeString(this.#bytes, { start, end });
      const value = text.slice(start + 1, end - 1);
      return value.includes("\\") ? decodeString(this.#bytes, { start, end }) : value;
    };
    const attribute = (places: Int32Array, row: number): string | undefined => {
      const end = places[2 * row + 1]!;
      // An empty one is none.
      return end === 0 ? undefined : textAt(places[2 * row]!, end) || undefined;
    };
    return Array.from({ length: this.#rows }, (_, row) => ({
      userId: textAt(this.#starts[row]! - 1, this.#ends[row]! + 1),
      email: attribute(this.#emails, row),
      tier: attribute(this.#tiers, row),
    }));
  }
}

function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}
