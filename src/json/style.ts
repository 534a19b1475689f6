import { type Member, scanMembers } from "./scan.js";
import { isSpace } from "./space.js";
import { byteOrderMark, decode } from "./utf8.js";

/** How a file is laid out, so that what is added looks like what was there. */
export interface Style {
  /** One level of indentation; "" in a file without any. */
  readonly indent: string;
  readonly newline: "\n" | "\r\n" | "\r";
  /**
   * Levels of nesting that are broken over lines: 0 = all on one line, 1 = one flag a line, Infinity = all, as
   * json.dump(indent=2) does.
   */
  readonly brokenLevels: number;
  /** Non-ASCII characters are written as \u escapes, as json.dump does unless told otherwise. */
  readonly ascii: boolean;
  /** Between key and value: ": " or ":". */
  readonly colon: string;
  /** Between items on one line: ", " or ",". */
  readonly comma: string;
}

/** The style of a scanned document, told from its first members; where it has none, that of Python's json.dump(indent=2). */
export function detectStyle(bytes: Uint8Array, firstMembers: readonly Member[]): Style {
  let ascii: boolean | undefined;
  return {
    ...detectSpacing(bytes, firstMembers),
    newline: firstLineBreak(bytes),
    // Only who writes such a character has to look at the whole text.
    get ascii() {
      return (ascii ??= !holdsNonAscii(bytes));
    },
  };
}

function detectSpacing(
  bytes: Uint8Array,
  [first, second]: readonly Member[],
): Pick<Style, "indent" | "brokenLevels" | "colon" | "comma"> {
  if (first === undefined) return { indent: "  ", brokenLevels: Infinity, colon: ": ", comma: ", " };
  const inner = bytes[first.value.start] === 0x7b ? scanMembers(bytes, first.value, 2) : [];
  const indent = lineStart(gapBefore(bytes, first.keySpan.start));
  const innerIndent = inner[0] && lineStart(gapBefore(bytes, inner[0].keySpan.start));
  const colon = decode(bytes, first.keySpan.end, first.value.start).endsWith(":") ? ":" : ": ";
  return {
    indent: indent?.replace(/[\r\n]/g, "") ?? "",
    brokenLevels: indent === undefined ? 0 : inner.length > 0 && innerIndent === undefined ? 1 : Infinity,
    colon,
    comma: commaBetween(bytes, inner[1] ?? second) ?? (colon === ":" ? "," : ", "),
  };
}

/** The style for what stands inside a container that is written on one line. */
export function onOneLine(style: Style): Style {
  return { ...style, brokenLevels: 0 };
}

/** The whitespace that ends at `at`, as text. */
export function gapBefore(bytes: Uint8Array, at: number): string {
  let start = at;
  while (start > 0 && isSpace(bytes[start - 1])) start--;
  return decode(bytes, start, at);
}

/** The last line break of a gap and the indentation after it; undefined if the gap stays on its line. */
export function lineStart(gap: string): string | undefined {
  return /(?:\r\n|\n|\r)[ \t]*$/.exec(gap)?.[0];
}

/** The line break and indentation of `level`, as the style has them. */
function breakLine(style: Style, level: number): string {
  return style.newline + style.indent.repeat(level);
}

/**
 * The text of a value whose own line is indented by `level` (a top-level member's value: 1), byte for byte as Python's
 * json.dump(indent=2) where the style is that. Throws TypeError for what JSON can't say: undefined, NaN, a bigint, a Set.
 */
export function render(value: unknown, style: Style, level: number): string {
  if (typeof value === "string") return renderString(value, style);
  if (typeof value === "boolean" || value === null || Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => render(item, style, level + 1));
    return enclose("[", items, "]", style, level);
  }
  if (!isPlainObject(value))
    throw new TypeError(`JSON has no form for ${typeof value === "number" ? value : kindOf(value)}`);
  const members = Object.entries(value).map(([key, item]) => renderMember(key, render(item, style, level + 1), style));
  return enclose("{", members, "}", style, level);
}

export function renderMember(key: string, valueText: string, style: Style): string {
  return renderString(key, style) + style.colon + valueText;
}

/** Puts the texts of items into brackets that open on a line indented by `level`. */
export function enclose(open: string, items: readonly string[], close: string, style: Style, level: number): string {
  if (items.length === 0) return open + close;
  if (level >= style.brokenLevels) return open + items.join(style.comma) + close;
  const start = breakLine(style, level + 1);
  return open + start + items.join("," + start) + breakLine(style, level) + close;
}

function renderString(text: string, style: Style): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => (style.ascii ? escapeUnit(unit) : unit));
}

function escapeUnit(unit: string): string {
  return "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0");
}

/** "Set", "Undefined", "BigInt" … */
function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The comma before `member` and its space, if both stand on the member's line. */
function commaBetween(bytes: Uint8Array, member: Member | undefined): string | undefined {
  if (member === undefined) return undefined;
  const gap = gapBefore(bytes, member.keySpan.start);
  return lineStart(gap) === undefined ? "," + gap : undefined;
}

/** Raw line breaks stand only between tokens: strings hold them as escapes. */
function firstLineBreak(bytes: Uint8Array): Style["newline"] {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0x0a) return "\n";
    if (bytes[at] === 0x0d) return bytes[at + 1] === 0x0a ? "\r\n" : "\r";
  }
  return "\n";
}

/** Four bytes at a time: byte by byte, this would take as long as to check the text. */
function holdsNonAscii(bytes: Uint8Array): boolean {
  const isSet = (from: number, to: number): boolean => {
    for (let at = from; at < to; at++) if ((bytes[at] ?? 0) >= 0x80) return true;
    return false;
  };
  const start = byteOrderMark(bytes);
  const aligned = Math.min(bytes.length, start + ((4 - ((bytes.byteOffset + start) % 4)) % 4));
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, (bytes.length - aligned) >> 2);
  for (let at = 0; at < words.length; at++) if (((words[at] ?? 0) & 0x80808080) !== 0) return true;
  return isSet(start, aligned) || isSet(aligned + 4 * words.length, bytes.length);
}
