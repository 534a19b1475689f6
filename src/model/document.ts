import { FfError } from "../errors.js";
import { positionOf } from "../json/position.js";
import { scanDocument, type Member } from "../json/scan.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import { decode } from "../json/utf8.js";
import type { DamagedFlag, Flag } from "./flag.js";
import { parseFlag } from "./parse-flag.js";

/** What a new flags file holds. */
export const emptyDocumentText = "{}\n";

/**
 * A flags file as it stands: its bytes, and where each flag is in them. Immutable; `applyChanges` gives a new document
 * whose other bytes are the same. Flags are parsed when asked for, so that one flag of 100,000 costs one flag.
 */
export class FlagDocument {
  readonly bytes: Uint8Array;
  /** What messages call the file. */
  readonly file: string;
  /** In the order of the file, a flag that stands there twice as often. */
  readonly members: readonly Member[];
  readonly #byKey = new Map<string, Member>();

  /** @throws FfError INVALID_FILE with line and column, for anything but one strict JSON object in UTF-8. */
  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.file = file;
    try {
      this.members = scanDocument(bytes);
    } catch (error) {
      throw error instanceof JsonSyntaxError ? invalidFile(error, bytes, file) : error;
    }
    // As in every JSON reader, the last of two equal keys is the one that counts.
    for (const member of this.members) this.#byKey.set(member.key, member);
  }

  static fromText(text: string, file: string): FlagDocument {
    return new FlagDocument(new TextEncoder().encode(text), file);
  }

  get size(): number {
    return this.#byKey.size;
  }

  keys(): IterableIterator<string> {
    return this.#byKey.keys();
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** The flag under this key; undefined when there is none. */
  get(key: string): Flag | DamagedFlag | undefined {
    const text = this.text(key);
    return text === undefined ? undefined : parseFlag(key, JSON.parse(text));
  }

  /** Where the flag's key and value stand in the bytes. */
  member(key: string): Member | undefined {
    return this.#byKey.get(key);
  }

  /** The flag's value exactly as it stands in the file. */
  text(key: string): string | undefined {
    const span = this.#byKey.get(key)?.value;
    return span && decode(this.bytes, span.start, span.end);
  }

  /** Where the flag stands, for messages. */
  locationOf(key: string): { file: string; line: number; column: number } | undefined {
    const member = this.#byKey.get(key);
    if (member === undefined) return undefined;
    const { line, column } = positionOf(this.bytes, member.keySpan.start);
    return { file: this.file, line, column };
  }

  /** The flag, and the lines it stands on where those are several. */
  stored(key: string): { flag: Flag | DamagedFlag; duplicateLines: readonly number[] } | undefined {
    const flag = this.get(key);
    const lines = this.duplicates().find((duplicate) => duplicate.key === key)?.lines;
    return flag && { flag, duplicateLines: lines ?? [] };
  }

  /** Keys that stand more than once, each with the lines it stands on. */
  duplicates(): { key: string; lines: number[] }[] {
    if (this.members.length === this.#byKey.size) return [];
    const places = new Map<string, number[]>();
    for (const { key, keySpan } of this.members) places.set(key, [...(places.get(key) ?? []), keySpan.start]);
    return [...places]
      .filter(([, offsets]) => offsets.length > 1)
      .map(([key, offsets]) => ({ key, lines: offsets.map((offset) => positionOf(this.bytes, offset).line) }));
  }
}

function invalidFile(error: JsonSyntaxError, bytes: Uint8Array, file: string): FfError {
  return new FfError("INVALID_FILE", `${file} is not a valid flags file: ${error.message}`, {
    hint: error.hint ?? "mend the file at that place; nothing was changed",
    location: { file, ...positionOf(bytes, error.offset) },
    cause: error,
  });
}
