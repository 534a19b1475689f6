import { type Member, type Span, scanMembers } from "./scan.js";
import type { Splice } from "./splice.js";
import { type Style, enclose, gapBefore, lineStart, onOneLine, render, renderMember } from "./style.js";

// Splices of two calls hold for the text that both were made for. To change several things in one object, splice its own
// bytes one change after the other, and put the result into the file as one splice.

/**
 * Sets the member at `path` below `object`, whose members are indented by `level` (a document's own: 1).
 * Of a repeated key the last is set, since that is the one every JSON reader takes. What is missing on the way, or is no
 * object, becomes one. A new member goes last.
 */
export function setMember(
  bytes: Uint8Array,
  object: Span,
  path: readonly string[],
  value: unknown,
  style: Style,
  level: number,
  members: readonly Member[] = scanMembers(bytes, object),
): Splice[] {
  const [key, ...rest] = path;
  if (key === undefined) throw new RangeError("the path is empty");
  const existing = members.findLast((member) => member.key === key);
  const local = isBroken(bytes, members) ? style : onOneLine(style);
  if (existing !== undefined && rest.length > 0 && bytes[existing.value.start] === 0x7b) {
    return setMember(bytes, existing.value, rest, value, local, level + 1);
  }
  const nested = rest.reduceRight<unknown>((inner, name) => Object.fromEntries([[name, inner]]), value);
  const text = render(nested, local, level);
  if (existing !== undefined) return [{ ...existing.value, text }];
  return insertMembers(bytes, object, [{ key, valueText: text }], local, level, undefined, members);
}

/** A member to insert: its key, and its value as it is to stand. */
export interface NewMember {
  readonly key: string;
  readonly valueText: string;
}

/**
 * Inserts members next to each other: after the member `after`, first if that is null, last if it is left out or not
 * there. Their keys must be new.
 */
export function insertMembers(
  bytes: Uint8Array,
  object: Span,
  inserted: readonly NewMember[],
  style: Style,
  level: number,
  after?: string | null,
  members: readonly Member[] = scanMembers(bytes, object),
): Splice[] {
  const texts = inserted.map(({ key, valueText }) => renderMember(key, valueText, style));
  const first = members[0];
  const last = members.at(-1);
  if (first === undefined || last === undefined)
    return [{ ...object, text: enclose("{", texts, "}", style, level - 1) }];
  const separator = "," + separatorSpace(bytes, first.keySpan, members[1]?.keySpan, style);
  if (after === null) {
    const { start } = first.keySpan;
    return [{ start, end: start, text: texts.map((text) => text + separator).join("") }];
  }
  const { end } = (members.findLast((member) => member.key === after) ?? last).value;
  return [{ start: end, end, text: texts.map((text) => separator + text).join("") }];
}

/** Removes every occurrence of these keys from `object`, with their commas and lines; keys that are not there do no harm. */
export function removeMembers(object: Span, keys: ReadonlySet<string>, members: readonly Member[]): Splice[] {
  const splices: Splice[] = [];
  let kept: Member | undefined;
  let removed: Member | undefined;
  for (const member of members) {
    if (keys.has(member.key)) {
      removed ??= member;
    } else {
      if (removed !== undefined) splices.push({ start: removed.keySpan.start, end: member.keySpan.start, text: "" });
      removed = undefined;
      kept = member;
    }
  }
  if (removed === undefined) return splices;
  if (kept === undefined) return [{ start: object.start + 1, end: object.end - 1, text: "" }];
  const end = (members.at(-1) ?? removed).value.end;
  return [...splices, { start: kept.value.end, end, text: "" }];
}

/** What follows the comma between two items of a container: as it is there already, else as the style has it. */
export function separatorSpace(bytes: Uint8Array, first: Span, second: Span | undefined, style: Style): string {
  const line = lineStart(gapBefore(bytes, first.start));
  if (line !== undefined) return line;
  return second === undefined ? style.comma.slice(1) : gapBefore(bytes, second.start);
}

/** Whether the members of an object stand on lines of their own, or may, if there are none yet. */
function isBroken(bytes: Uint8Array, [first]: readonly Member[]): boolean {
  return first === undefined || lineStart(gapBefore(bytes, first.keySpan.start)) !== undefined;
}
