import { byteOrderMark, decodeLeniently } from "./utf8.js";

/** Where an offset stands for a reader. Counts are in characters (code points), from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The text of the line, cut around the column where it is long, one printable character for each character. */
  readonly excerpt: string;
  /** Where the column stands in the excerpt, from 1: the place for a caret. */
  readonly excerptColumn: number;
}

/** Characters of a long line that are shown on each side of the column. */
const excerptReach = 50;

/**
 * Line and column of a byte offset; lines end at \n, \r\n or \r. A byte order mark takes no column; bytes that are not
 * UTF-8 do no harm.
 */
export function positionOf(bytes: Uint8Array, offset: number): Position {
  return new PositionFinder(bytes).at(offset);
}

/**
 * Line and column of many offsets, which must ascend, in one pass over the bytes: by `positionOf`, a hundred thousand
 * places of one file would each cost the way from its start.
 */
export function positionsOf(bytes: Uint8Array, offsets: readonly number[]): Pick<Position, "line" | "column">[] {
  const finder = new PositionFinder(bytes);
  return offsets.map((offset) => finder.lineAndColumn(offset));
}

/**
 * Positions in one text, asked for one by one: from a place to one behind it costs the way between the two, and only to
 * one before it the way from the start.
 */
export class PositionFinder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #column = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#toStart();
  }

  /** As `positionOf` tells it. */
  at(offset: number): Position {
    const { line, column } = this.lineAndColumn(offset);
    return { line, column, ...excerptAround(this.#bytes, this.#lineStart, this.#at) };
  }

  /** Without the text of the line. */
  lineAndColumn(offset: number): Pick<Position, "line" | "column"> {
    const bytes = this.#bytes;
    if (offset < this.#at) this.#toStart();
    const target = Math.min(offset, bytes.length);
    for (; this.#at < target; this.#at++) {
      const byte = bytes[this.#at];
      if (byte === 0x0a || (byte === 0x0d && bytes[this.#at + 1] !== 0x0a)) {
        this.#line++;
        this.#lineStart = this.#at + 1;
        this.#column = 1;
      } else if (startsCharacter(bytes, this.#at)) {
        this.#column++;
      }
    }
    return { line: this.#line, column: this.#column };
  }

  #toStart(): void {
    this.#at = byteOrderMark(this.#bytes);
    this.#line = 1;
    this.#lineStart = this.#at;
    this.#column = 1;
  }
}

function excerptAround(
  bytes: Uint8Array,
  lineStart: number,
  target: number,
): Pick<Position, "excerpt" | "excerptColumn"> {
  // Bytes are bounded too: in what is not UTF-8, any number of them may start no character.
  const lowest = Math.max(lineStart, target - 4 * excerptReach);
  const highest = target + 4 * excerptReach;
  let start = target;
  for (let count = 0; start > lowest && count < excerptReach; start--) if (startsCharacter(bytes, start - 1)) count++;
  let end = target;
  for (let count = 0; end < highest && !endsLine(bytes, end); end++) {
    if (startsCharacter(bytes, end) && ++count > excerptReach) break;
  }
  const cut = !endsLine(bytes, end);
  const before = (start > lineStart ? "…" : "") + printable(decodeLeniently(bytes, start, target));
  const after = printable(decodeLeniently(bytes, target, end)) + (cut ? "…" : "");
  return { excerpt: before + after, excerptColumn: Array.from(before).length + 1 };
}

function startsCharacter(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at] ?? 0) & 0xc0) !== 0x80;
}

function endsLine(bytes: Uint8Array, at: number): boolean {
  return at >= bytes.length || bytes[at] === 0x0a || bytes[at] === 0x0d;
}

/** A file may hold terminal control sequences; tabs become one space so that a caret stays under its character. */
function printable(text: string): string {
  return text.replaceAll("\t", " ").replace(/\p{Cc}/gu, "\ufffd");
}
