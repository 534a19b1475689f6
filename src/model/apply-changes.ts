import { FfError } from "../errors.js";
import { insertMembers, removeMembers, setMember } from "../json/edit.js";
import { setStringList } from "../json/list.js";
import { rootSpan, scanMembers, type Member, type Span } from "../json/scan.js";
import { splice, splicePieces, type Splice } from "../json/splice.js";
import { detectStyle, render, type Style } from "../json/style.js";
import { decode } from "../json/utf8.js";
import type { FieldChange, FlagChange, FlagDelta } from "./change.js";
import { deltasBetween } from "./delta.js";
import { FlagDocument } from "./document.js";
import { placesOf } from "./duplicates.js";
import { isStringList } from "./json-value.js";
import { placementsOf, type PlacedFlag } from "./placement.js";

/** Depth of a flag's key in the document, and of the keys inside a flag: what the indentation follows. */
const flagLevel = 1;
const fieldLevel = 2;

/**
 * The document with these changes, and every flag whose text they altered, in the order of the file. Changes of one
 * flag are done in order; those of different flags do not depend on each other.
 * @throws FfError INVALID_FILE when a flag stands in the file twice: an edit would have to guess which one is meant.
 */
export function applyChanges(
  before: FlagDocument,
  changes: readonly FlagChange[],
): { document: FlagDocument; deltas: FlagDelta[] } {
  refuseDuplicates(before);
  let document = before;
  for (const batch of batchesOf(changes)) document = applyBatch(document, batch);
  return { document, deltas: deltasBetween(before, document, new Set(changes.map((change) => change.key))) };
}

function refuseDuplicates(document: FlagDocument): void {
  const duplicates = document.duplicates();
  const [first] = duplicates;
  if (first === undefined) return;
  const location = document.locationOf(first.key, "first");
  throw new FfError("INVALID_FILE", `${document.file} holds a flag more than once: ${placesOf(duplicates)}`, {
    hint: "keep the one that is meant and remove the other by hand",
    ...(location && { location }),
  });
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

/** What is removed goes last, so that what is put in finds its neighbours and the style of the file. */
function applyBatch(document: FlagDocument, batch: readonly FlagChange[]): FlagDocument {
  const style = detectStyle(document.bytes, document.firstMembers());
  const values = new Map(batch.flatMap((change) => valueInPlace(document, change, style)));
  const changed = values.size === 0 ? document : document.withValues(values);
  const added = batch.flatMap((change) => addition(changed, change, style));
  const filled = spliced(changed, insertions(changed, added, style));
  const deleted = new Set(batch.filter((change) => change.kind === "delete").map((change) => change.key));
  if (deleted.size === 0) return filled;
  return spliced(filled, removeMembers(rootSpan(filled.bytes), deleted, filled.members()));
}

function spliced(document: FlagDocument, splices: readonly Splice[]): FlagDocument {
  return splices.length === 0 ? document : new FlagDocument(splicePieces(document.bytes, splices), document.file);
}

/** The value of a flag that is there already, as it is to stand. */
function valueInPlace(document: FlagDocument, change: FlagChange, style: Style): [key: string, text: string][] {
  const member = document.member(change.key);
  if (change.kind === "set" || change.kind === "replace") {
    if (member === undefined) throw new FfError("INTERNAL", `no flag ${JSON.stringify(change.key)} to change`);
    const text =
      change.kind === "set"
        ? setFields(document.bytes, member, change.fields, style)
        : render({ ...change.flag }, style, flagLevel);
    return [[change.key, text]];
  }
  return change.kind === "restore" && member !== undefined ? [[change.key, change.text]] : [];
}

function addition(document: FlagDocument, change: FlagChange, style: Style): PlacedFlag[] {
  const { key } = change;
  if (change.kind === "create") {
    if (document.has(key)) throw new FfError("INTERNAL", `flag ${JSON.stringify(key)} is there already`);
    return [{ key, valueText: render({ ...change.flag }, style, flagLevel), follows: undefined }];
  }
  return change.kind === "restore" && !document.has(key)
    ? [{ key, valueText: change.text, follows: change.follows }]
    : [];
}

function insertions(document: FlagDocument, added: readonly PlacedFlag[], style: Style): Splice[] {
  if (added.length === 0) return [];
  const { bytes } = document;
  const members = document.members();
  // A flag that was written with raw characters had its key written so too, be it the only such flag of the file.
  const ascii = style.ascii && !added.some(({ valueText }) => /[^\0-\x7f]/.test(valueText));
  const last = members.at(-1)?.key ?? null;
  return placementsOf(added, (key) => document.has(key), last).flatMap(({ anchor, flags }) =>
    insertMembers(bytes, rootSpan(bytes), flags, { ...style, ascii }, flagLevel, anchor, members),
  );
}

/**
 * Fields that stand in the flag are set together, others one by one: two that are new to it would both be inserted at
 * its end, and of two that meet in one field the second goes by what the first has made of it.
 */
function setFields(bytes: Uint8Array, { value: span }: Member, fields: readonly FieldChange[], style: Style): string {
  let flag = bytes.subarray(span.start, span.end);
  const members = scanMembers(flag, rootSpan(flag));
  const named = fields.map(({ path }) => path[0]);
  const isInPlace = ({ path: [key, ...rest], value }: FieldChange): boolean =>
    rest.length === 0 &&
    value !== undefined &&
    members.some((member) => member.key === key) &&
    named.indexOf(key) === named.lastIndexOf(key);
  const inPlace = fields.filter(isInPlace);
  flag = splice(
    flag,
    inPlace.flatMap((field) => splicesForField(flag, field, style, members)),
  );
  for (const field of fields) if (!inPlace.includes(field)) flag = splice(flag, splicesForField(flag, field, style));
  return decode(flag, 0, flag.length);
}

/** Takes the key out that the path ends in, as often as it stands there; nothing where the path leads nowhere. */
function removal(flag: Uint8Array, object: Span, [key = "", ...rest]: readonly string[]): Splice[] {
  const members = scanMembers(flag, object);
  if (rest.length === 0) return removeMembers(object, new Set([key]), members);
  const inner = members.findLast((member) => member.key === key)?.value;
  return inner !== undefined && flag[inner.start] === 0x7b ? removal(flag, inner, rest) : [];
}

function splicesForField(
  flag: Uint8Array,
  { path, value }: FieldChange,
  style: Style,
  members: readonly Member[] = scanMembers(flag, rootSpan(flag)),
): Splice[] {
  if (value === undefined) return removal(flag, rootSpan(flag), path);
  const standing = members.findLast((member) => member.key === path[0])?.value;
  const isList = standing !== undefined && flag[standing.start] === 0x5b;
  return path.length === 1 && isList && isStringList(value)
    ? setStringList(flag, standing, value, style, fieldLevel)
    : setMember(flag, rootSpan(flag), path, value, style, fieldLevel, members);
}
