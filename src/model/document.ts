import { FfError, type Location } from "../errors.js";
import { MemberTable } from "../json/member-table.js";
import { Pieces } from "../json/pieces.js";
import { positionOf, positionsOf } from "../json/position.js";
import type { Member, Span } from "../json/scan.js";
import { skipValue } from "../json/skip.js";
import { splicePieces } from "../json/splice.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import { decode } from "../json/utf8.js";
import { placeOfDamage } from "./damage.js";
import type { DuplicateFlag } from "./duplicates.js";
import type { DamagedFlag, Flag } from "./flag.js";
import { parseFlag } from "./parse-flag.js";

/** What a new flags file holds. */
export const emptyDocumentText = "{}\n";

/**
 * A flags file as it stands: its bytes, and where each flag is in them. Immutable; `applyChanges` gives a new document
 * whose other bytes are the same. Flags are parsed when asked for, so that one flag of 100,000 costs one flag.
 */
export class FlagDocument {
  /** The bytes, as they came to stand in the memory. */
  readonly pieces: Pieces;
  /** What messages call the file. */
  readonly file: string;
  readonly #table: MemberTable;

  /**
   * @param content the whole text
   * @param table what is known of the bytes; found out when left out
   * @throws FfError INVALID_FILE with line and column, for anything but one strict JSON object in UTF-8.
   */
  constructor(content: Uint8Array | Pieces, file: string, table?: MemberTable) {
    this.pieces = content instanceof Pieces ? content : new Pieces([content]);
    this.file = file;
    this.#table = table ?? tableOf(this.bytes, file);
  }

  static fromText(text: string, file: string): FlagDocument {
    return new FlagDocument(new TextEncoder().encode(text), file);
  }

  get bytes(): Uint8Array {
    return this.pieces.joined;
  }

  get size(): number {
    return this.#table.size;
  }

  keys(): IterableIterator<string> {
    return this.#table.keys();
  }

  /** Every flag with its key, in the order of the file. */
  *flags(): Generator<[key: string, flag: Flag | DamagedFlag], undefined> {
    for (const { key, value } of this.#table.effective()) yield [key, this.#read(key, value)];
  }

  has(key: string): boolean {
    return this.position(key) >= 0;
  }

  /** In the order of the file, a flag that stands there twice as often. */
  members(): readonly Member[] {
    return this.#table.all();
  }

  /** The first ones of those, which tell how a file is laid out. */
  firstMembers(): readonly Member[] {
    return [this.#table.at(0), this.#table.at(1)].filter((member) => member !== undefined);
  }

  /** The flag under this key; undefined when there is none. */
  get(key: string): Flag | DamagedFlag | undefined {
    const span = this.member(key)?.value;
    return span && this.#read(key, span);
  }

  /** Where the flag's key and value stand in the bytes. */
  member(key: string): Member | undefined {
    // As in every JSON reader, the last of two equal keys is the one that counts.
    return this.#table.at(this.#table.placesOf(key).at(-1) ?? -1);
  }

  /** Grows from flag to flag in the order of the file; -1 where there is no such flag. */
  position(key: string): number {
    return this.#table.placesOf(key)[0] ?? -1;
  }

  /** The key that this flag stands behind; null where it is the first. */
  keyBefore(key: string): string | null {
    return this.#table.keyBefore(this.position(key));
  }

  /** The flag's value exactly as it stands in the file. */
  text(key: string): string | undefined {
    const span = this.member(key)?.value;
    return span && this.#decode(span);
  }

  #read(key: string, span: Span): Flag | DamagedFlag {
    return parseFlag(key, JSON.parse(this.#decode(span)));
  }

  #decode({ start, end }: Span): string {
    return decode(this.pieces.slice(start, end), 0, end - start);
  }

  /** Where the flag's key stands, for messages: of several, the one that counts, or the first. */
  locationOf(key: string, which: "last" | "first" = "last"): Location | undefined {
    const member = this.#table.at(this.#table.placesOf(key).at(which === "last" ? -1 : 0) ?? -1);
    return member && this.#locationAt(member.keySpan.start);
  }

  /** Where the first problem of a damaged flag stands, for messages. */
  locationOfDamage(key: string): Location | undefined {
    const member = this.member(key);
    return member && this.#locationAt(placeOfDamage(this.bytes, member));
  }

  #locationAt(offset: number): Location {
    return { file: this.file, ...positionOf(this.bytes, offset) };
  }

  /** The flag with its text and place, and the lines it stands on where those are several. */
  stored(
    key: string,
  ): { flag: Flag | DamagedFlag; text: string; line: number; duplicateLines: readonly number[] } | undefined {
    const member = this.member(key);
    if (member === undefined) return undefined;
    const text = this.#decode(member.value);
    const starts = this.#table.placesOf(key).flatMap((place) => this.#table.at(place)?.keySpan.start ?? []);
    const lines = positionsOf(this.bytes, starts).map(({ line }) => line);
    const duplicateLines = lines.length > 1 ? lines : [];
    return { flag: parseFlag(key, JSON.parse(text)), text, line: lines.at(-1) ?? 1, duplicateLines };
  }

  /** Keys that stand more than once, each with the lines it stands on. */
  duplicates(): DuplicateFlag[] {
    const repeated = this.#table.repeated();
    // In the order of the file: a bad merge repeats every flag, and one pass finds the lines of them all.
    const starts = repeated.flatMap((members) => members.map(({ keySpan }) => keySpan.start)).sort((a, b) => a - b);
    const lines = new Map(positionsOf(this.bytes, starts).map(({ line }, index) => [starts[index], line]));
    return repeated.map((members) => ({
      key: members[0]?.key ?? "",
      lines: members.map(({ keySpan }) => lines.get(keySpan.start) ?? 1),
    }));
  }

  /**
   * The document in which these flags have other values, as they are to stand. What stands around them was checked
   * already: only they are.
   * @throws FfError INVALID_FILE for a value that is no JSON
   */
  withValues(values: ReadonlyMap<string, string>): FlagDocument {
    const growth = new Map<number, number>();
    const splices = [...values].map(([key, text]) => {
      const { value } = this.member(key) ?? missing(key);
      growth.set(this.#table.placesOf(key).at(-1) ?? -1, lengthOfValue(key, text) - (value.end - value.start));
      return { ...value, text };
    });
    return new FlagDocument(splicePieces(this.bytes, splices), this.file, this.#table.resized(growth));
  }
}

/** Bytes of a text that has to be one JSON value and nothing else, nested no deeper than a flag's may be. */
function lengthOfValue(key: string, text: string): number {
  const bytes = new TextEncoder().encode(text);
  let cause: unknown;
  try {
    if (skipValue(bytes, 0, 1) === bytes.length) return bytes.length;
  } catch (error) {
    cause = error;
  }
  throw new FfError("INVALID_FILE", `the text to put in the place of flag ${JSON.stringify(key)} is no JSON value`, {
    cause,
  });
}

function missing(key: string): never {
  throw new FfError("INTERNAL", `no flag ${JSON.stringify(key)} to change`);
}

function tableOf(bytes: Uint8Array, file: string): MemberTable {
  try {
    return MemberTable.of(bytes);
  } catch (error) {
    throw error instanceof JsonSyntaxError ? invalidFile(error, bytes, file) : error;
  }
}

function invalidFile(error: JsonSyntaxError, bytes: Uint8Array, file: string): FfError {
  return new FfError("INVALID_FILE", `${file} is not a valid flags file: ${error.message}`, {
    hint: error.hint ?? "mend the file at that place",
    location: { file, ...positionOf(bytes, error.offset) },
    cause: error,
  });
}
