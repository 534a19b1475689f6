import { describe, failure } from "./failure.js";
import { skipColon, skipComma, skipKey, skipValue } from "./skip.js";
import { isSpace, skipSpace } from "./space.js";
import { JsonSyntaxError } from "./syntax-error.js";
import { byteOrderMark, decode } from "./utf8.js";

/** Bytes from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One `"key": value` of an object. `keySpan` includes the quotes. */
export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Span;
}

/**
 * The members of the one object that the whole text must be, in order, a repeated key as often as it stands there.
 * Every byte is checked; throws JsonSyntaxError at the first that breaks RFC 8259.
 * @param expected what messages call that object
 */
export function scanDocument(bytes: Uint8Array, expected = "an object of flags"): Member[] {
  const start = startOfText(bytes);
  if (bytes[start] !== 0x7b) throw failure(bytes, start, expected);
  const members: Member[] = [];
  expectEnd(bytes, readMembers(bytes, start, members));
  return members;
}

/** Where the one value of a scanned text stands: the text without byte order mark and outer whitespace. */
export function rootSpan(bytes: Uint8Array): Span {
  let end = bytes.length;
  while (end > 0 && isSpace(bytes[end - 1])) end--;
  return { start: skipSpace(bytes, byteOrderMark(bytes)), end };
}

/** The members of the object at `span` of a scanned text, in order; of the first ones so many. */
export function scanMembers(bytes: Uint8Array, span: Span, most = Infinity): Member[] {
  if (bytes[span.start] !== 0x7b) throw failure(bytes, span.start, "an object");
  const members: Member[] = [];
  readMembers(bytes, span.start, members, most);
  return members;
}

/** The elements of the array at `span` of a scanned text, in order. */
export function scanElements(bytes: Uint8Array, span: Span): Span[] {
  if (bytes[span.start] !== 0x5b) throw failure(bytes, span.start, "an array");
  const elements: Span[] = [];
  let at = skipSpace(bytes, span.start + 1);
  while (bytes[at] !== 0x5d) {
    const end = skipValue(bytes, at, 1);
    elements.push({ start: at, end });
    at = skipSpace(bytes, end);
    if (bytes[at] !== 0x5d) at = skipComma(bytes, at, 0x5d);
  }
  return elements;
}

/** Reads the object whose brace opens at `open`; returns the offset after it, unless it has more members than that. */
function readMembers(bytes: Uint8Array, open: number, members: Member[], most = Infinity): number {
  let at = skipSpace(bytes, open + 1);
  while (bytes[at] !== 0x7d && members.length < most) {
    const keyEnd = skipKey(bytes, at, members.length === 0);
    const start = skipColon(bytes, keyEnd);
    const end = skipValue(bytes, start, 1);
    const keySpan = { start: at, end: keyEnd };
    members.push({ key: decodeString(bytes, keySpan), keySpan, value: { start, end } });
    at = skipSpace(bytes, end);
    if (bytes[at] !== 0x7d) at = skipComma(bytes, at, 0x7d);
  }
  return at + 1;
}

/** The string at `span` of a scanned text, quotes included; lone surrogates as JSON.parse gives them. */
export function decodeString(bytes: Uint8Array, span: Span): string {
  const text = decode(bytes, span.start + 1, span.end - 1);
  return text.includes("\\") ? (JSON.parse(`"${text}"`) as string) : text;
}

function startOfText(bytes: Uint8Array): number {
  const mark = byteOrderMark(bytes);
  const start = skipSpace(bytes, mark);
  if (start < bytes.length) return start;
  const emptiness = start === mark ? "the file is empty" : "the file holds nothing but whitespace";
  throw new JsonSyntaxError({
    offset: start,
    expected: "{",
    found: describe(bytes, start),
    message: `${emptiness}: expected {`,
  });
}

function expectEnd(bytes: Uint8Array, at: number): void {
  const rest = skipSpace(bytes, at);
  if (rest < bytes.length) throw failure(bytes, rest, "the end of the text");
}
