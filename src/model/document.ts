import { FfError } from "../errors.js";
import { insertMembers, removeMembers, setMember } from "../json/edit.js";
import { setStringList } from "../json/list.js";
import { positionOf } from "../json/position.js";
import { rootSpan, scanDocument, scanMembers, type Member, type Span } from "../json/scan.js";
import { splice, type Splice } from "../json/splice.js";
import { detectStyle, render, type Style } from "../json/style.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import type { FieldChange, FlagChange, FlagDelta } from "./change.js";
import { deltasBetween } from "./delta.js";
import type { DamagedFlag, Flag } from "./flag.js";
import { isStringList } from "./json-value.js";
import { parseFlag } from "./parse-flag.js";
import { placementsOf, type PlacedFlag } from "./placement.js";

/** Depth of a flag's key in the document, and of the keys inside a flag: what the indentation follows. */
const flagLevel = 1;
const fieldLevel = 2;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What a new flags file holds. */
export const emptyDocumentText = "{}\n";

/**
 * A flags file as it stands: its bytes, and where each flag is in them. Immutable; edits give a new document whose
 * other bytes are the same. Flags are parsed when asked for, so that one flag of 100,000 costs one flag.
 */
export class FlagDocument {
  readonly bytes: Uint8Array;
  /** What messages call the file. */
  readonly file: string;
  readonly #members = new Map<string, Member>();
  readonly #order: readonly Member[];

  /** @throws FfError INVALID_FILE with line and column, for anything but one strict JSON object in UTF-8. */
  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.file = file;
    try {
      this.#order = scanDocument(bytes);
    } catch (error) {
      throw error instanceof JsonSyntaxError ? invalidFile(error, bytes, file) : error;
    }
    // As in every JSON reader, the last of two equal keys is the one that counts.
    for (const member of this.#order) this.#members.set(member.key, member);
  }

  static fromText(text: string, file: string): FlagDocument {
    return new FlagDocument(new TextEncoder().encode(text), file);
  }

  get size(): number {
    return this.#members.size;
  }

  keys(): IterableIterator<string> {
    return this.#members.keys();
  }

  has(key: string): boolean {
    return this.#members.has(key);
  }

  /** The flag under this key; undefined when there is none. */
  get(key: string): Flag | DamagedFlag | undefined {
    const text = this.text(key);
    return text === undefined ? undefined : parseFlag(key, JSON.parse(text));
  }

  /** The flag's value exactly as it stands in the file. */
  text(key: string): string | undefined {
    const member = this.#members.get(key);
    return member === undefined ? undefined : this.#textOf(member.value);
  }

  /** Where the flag stands, for messages. */
  locationOf(key: string): { file: string; line: number; column: number } | undefined {
    const member = this.#members.get(key);
    if (member === undefined) return undefined;
    const { line, column } = positionOf(this.bytes, member.keySpan.start);
    return { file: this.file, line, column };
  }

  /** Keys that stand more than once, each with the lines it stands on. */
  duplicates(): { key: string; lines: number[] }[] {
    if (this.#order.length === this.#members.size) return [];
    const places = new Map<string, number[]>();
    for (const { key, keySpan } of this.#order) places.set(key, [...(places.get(key) ?? []), keySpan.start]);
    return [...places]
      .filter(([, offsets]) => offsets.length > 1)
      .map(([key, offsets]) => ({ key, lines: offsets.map((offset) => positionOf(this.bytes, offset).line) }));
  }

  /**
   * The document with these changes, and every flag whose text they altered, in the order of the file. Changes of one
   * flag are done in order; those of different flags do not depend on each other.
   * @throws FfError INVALID_FILE when a flag stands in the file twice: an edit would have to guess which one is meant.
   */
  apply(changes: readonly FlagChange[]): { document: FlagDocument; deltas: FlagDelta[] } {
    this.#refuseDuplicates();
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the document that the next batch starts from
    let document: FlagDocument = this;
    for (const batch of batchesOf(changes)) document = document.#applyBatch(batch);
    return { document, deltas: deltasBetween(this, document, new Set(changes.map((change) => change.key))) };
  }

  /** What is removed goes last, so that what is put in finds its neighbours and the style of the file. */
  #applyBatch(batch: readonly FlagChange[]): FlagDocument {
    const style = detectStyle(this.bytes, this.#order);
    const inPlace = batch.flatMap((change) => this.#changeInPlace(change, style));
    const added = batch.flatMap((change) => this.#addition(change, style));
    const document = this.#spliced([...inPlace, ...this.#insert(added, style)]);
    const deleted = batch.filter((change) => change.kind === "delete").map((change) => change.key);
    return document.#spliced(removeMembers(rootSpan(document.bytes), new Set(deleted), document.#order));
  }

  #spliced(splices: readonly Splice[]): FlagDocument {
    return splices.length === 0 ? this : new FlagDocument(splice(this.bytes, splices), this.file);
  }

  #changeInPlace(change: FlagChange, style: Style): Splice[] {
    const member = this.#members.get(change.key);
    if (change.kind === "set") {
      if (member === undefined) throw new FfError("INTERNAL", `no flag ${JSON.stringify(change.key)} to change`);
      return [this.#setFields(member, change.fields, style)];
    }
    return change.kind === "restore" && member !== undefined ? [{ ...member.value, text: change.text }] : [];
  }

  #addition(change: FlagChange, style: Style): PlacedFlag[] {
    const { key } = change;
    if (change.kind === "create") {
      if (this.has(key)) throw new FfError("INTERNAL", `flag ${JSON.stringify(key)} is there already`);
      return [{ key, valueText: render({ ...change.flag }, style, flagLevel), follows: undefined }];
    }
    return change.kind === "restore" && !this.has(key)
      ? [{ key, valueText: change.text, follows: change.follows }]
      : [];
  }

  #insert(added: readonly PlacedFlag[], style: Style): Splice[] {
    // A flag that was written with raw characters had its key written so too, be it the only such flag of the file.
    const ascii = style.ascii && !added.some(({ valueText }) => /[^\0-\x7f]/.test(valueText));
    const last = this.#order.at(-1)?.key ?? null;
    return placementsOf(added, (key) => this.has(key), last).flatMap(({ anchor, flags }) =>
      insertMembers(this.bytes, rootSpan(this.bytes), flags, { ...style, ascii }, flagLevel, anchor, this.#order),
    );
  }

  /** The fields go in one by one: two that are new to the flag would both be inserted at its end. */
  #setFields({ value: span }: Member, fields: readonly FieldChange[], style: Style): Splice {
    let flag = this.bytes.subarray(span.start, span.end);
    for (const field of fields) flag = splice(flag, splicesForField(flag, field, style));
    return { ...span, text: utf8.decode(flag) };
  }

  #textOf(span: Span): string {
    return utf8.decode(this.bytes.subarray(span.start, span.end));
  }

  #refuseDuplicates(): void {
    const duplicates = this.duplicates();
    if (duplicates.length === 0) return;
    const places = duplicates.map(({ key, lines }) => `${JSON.stringify(key)} on lines ${lines.join(" and ")}`);
    throw new FfError("INVALID_FILE", `${this.file} holds a flag more than once: ${places.join("; ")}`, {
      hint: "keep the one that is meant and remove the other by hand; nothing was changed",
      location: { file: this.file, line: duplicates[0]?.lines.at(-1) ?? 1, column: 1 },
    });
  }
}

/** Changes that can be made together: at most one of each flag. */
function batchesOf(changes: readonly FlagChange[]): FlagChange[][] {
  const batches: FlagChange[][] = [];
  let keys = new Set<string>();
  for (const change of changes) {
    const batch = batches.at(-1);
    if (batch === undefined || keys.has(change.key)) {
      batches.push([change]);
      keys = new Set([change.key]);
    } else {
      batch.push(change);
      keys.add(change.key);
    }
  }
  return batches;
}

function splicesForField(flag: Uint8Array, { path, value }: FieldChange, style: Style): Splice[] {
  const root = rootSpan(flag);
  const members = scanMembers(flag, root);
  const standing = members.findLast((member) => member.key === path[0])?.value;
  const isList = standing !== undefined && flag[standing.start] === 0x5b;
  return path.length === 1 && isList && isStringList(value)
    ? setStringList(flag, standing, value, style, fieldLevel)
    : setMember(flag, root, path, value, style, fieldLevel, members);
}

function invalidFile(error: JsonSyntaxError, bytes: Uint8Array, file: string): FfError {
  return new FfError("INVALID_FILE", `${file} is not a valid flags file: ${error.message}`, {
    hint: error.hint ?? "mend the file at that place; nothing was changed",
    location: { file, ...positionOf(bytes, error.offset) },
    cause: error,
  });
}
