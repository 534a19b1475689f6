import { FfError } from "../errors.js";
import { insertMember, removeMembers, setMember } from "../json/edit.js";
import { setStringList } from "../json/list.js";
import { positionOf } from "../json/position.js";
import { rootSpan, scanDocument, scanMembers, type Member, type Span } from "../json/scan.js";
import { splice, type Splice } from "../json/splice.js";
import { detectStyle, render, type Style } from "../json/style.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import type { FieldChange, FlagChange, FlagDelta } from "./change.js";
import type { DamagedFlag, Flag, JsonValue } from "./flag.js";
import { parseFlag } from "./parse-flag.js";

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
   * The document with these changes, done in order, and what each flag came to.
   * @throws FfError INVALID_FILE when a flag stands in the file twice: an edit would have to guess which one is meant.
   */
  apply(changes: readonly FlagChange[]): { document: FlagDocument; deltas: FlagDelta[] } {
    this.#refuseDuplicates();
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the document that the next pass starts from
    let document: FlagDocument = this;
    for (const pass of passesOf(changes, this.size === 0)) document = document.#applyPass(pass);
    const keys = new Set(changes.map((change) => change.key));
    return { document, deltas: [...keys].map((key) => deltaBetween(this, document, key)) };
  }

  /** The key in front of this one; null where it is the first. */
  keyBefore(key: string): string | null {
    const index = this.#order.findIndex((member) => member.key === key);
    return this.#order[index - 1]?.key ?? null;
  }

  #applyPass(pass: readonly FlagChange[]): FlagDocument {
    const splices = this.#splicesFor(pass);
    return splices.length === 0 ? this : new FlagDocument(splice(this.bytes, splices), this.file);
  }

  /** The changes of a pass are all of one kind. */
  #splicesFor(pass: readonly FlagChange[]): Splice[] {
    const style = detectStyle(this.bytes, this.#order);
    const deleted = pass.filter((change) => change.kind === "delete").map((change) => change.key);
    if (deleted.length > 0) return removeMembers(rootSpan(this.bytes), new Set(deleted), this.#order);
    const created = pass.filter((change) => change.kind === "create");
    if (created.length > 0) return this.#insertAtEnd(created, style);
    return pass.flatMap((change) => this.#splicesForOne(change, style));
  }

  #splicesForOne(change: FlagChange, style: Style): Splice[] {
    const member = this.#members.get(change.key);
    if (change.kind === "restore") {
      if (member !== undefined) return [{ ...member.value, text: change.text }];
      const after = change.follows === null || this.has(change.follows) ? change.follows : undefined;
      return this.#insert(change.key, change.text, style, after);
    }
    if (change.kind !== "set") return [];
    if (member === undefined) throw new FfError("INTERNAL", `no flag ${JSON.stringify(change.key)} to change`);
    return [this.#setFields(member, change.fields, style)];
  }

  /** New flags all go to the same place, so they are one splice. */
  #insertAtEnd(created: readonly Extract<FlagChange, { kind: "create" }>[], style: Style): Splice[] {
    const inserts = created.flatMap(({ key, flag }) => this.#insert(key, render({ ...flag }, style, flagLevel), style));
    const [first] = inserts;
    return first === undefined ? [] : [{ ...first, text: inserts.map((insert) => insert.text).join("") }];
  }

  #insert(key: string, text: string, style: Style, after?: string | null): Splice[] {
    return insertMember(this.bytes, rootSpan(this.bytes), key, text, style, flagLevel, after, this.#order);
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

/**
 * Changes that one pass over the text can make together: those of one kind, each of another flag. What is put back in
 * its old place needs a pass of its own, and so does the first flag of all, which has no neighbour to stand behind.
 */
function passesOf(changes: readonly FlagChange[], isEmpty: boolean): FlagChange[][] {
  const passes: FlagChange[][] = [];
  let keys = new Set<string>();
  for (const change of changes) {
    const pass = passes.at(-1);
    const joins = pass?.[0]?.kind === change.kind && change.kind !== "restore" && !keys.has(change.key);
    if (pass !== undefined && joins && !(isEmpty && passes.length === 1)) {
      pass.push(change);
      keys.add(change.key);
    } else {
      passes.push([change]);
      keys = new Set([change.key]);
    }
  }
  return passes;
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

function deltaBetween(before: FlagDocument, after: FlagDocument, key: string): FlagDelta {
  const kept = before.has(key) ? before : after;
  return { key, before: before.text(key) ?? null, after: after.text(key) ?? null, follows: kept.keyBefore(key) };
}

function invalidFile(error: JsonSyntaxError, bytes: Uint8Array, file: string): FfError {
  return new FfError("INVALID_FILE", `${file} is not a valid flags file: ${error.message}`, {
    hint: error.hint ?? "mend the file at that place; nothing was changed",
    location: { file, ...positionOf(bytes, error.offset) },
    cause: error,
  });
}

function isStringList(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
