import { carriageReturn, lineFeed } from "./lines.js";
import { beginsPlainId, bytesLike, inPlainId, mostPlainBytes } from "./plain-id.js";

/** Where the ids stand in rows of CSV that need no parsing. */
export interface PlainRows {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Lines there are, blank ones too. */
  readonly lines: number;
}

/** Of the other cells: printable ASCII but quotes and commas. */
const inCell = bytesLike(/[ !#-+\--~]/);

const comma = 0x2c;

/** Input comes in smaller pieces, unless a single line is of such a length; then room for its rows would be wasted. */
const mostBytes = 2 * 1024 * 1024;

// Where every row's id goes until it is known how many there are: fresh memory for each call would cost more than reading.
let starts = new Int32Array(0);
let ends = starts;

/**
 * Finds the ids in the rows of CSV where every row is plain: ASCII, without quotes, as many cells as the header has.
 * Undefined where one is not, whatever is wrong or uncommon about it.
 * @param column of the id, from 0
 */
export function plainRows(bytes: Uint8Array, cells: number, column: number): PlainRows | undefined {
  const { length } = bytes;
  if (length > mostBytes) return undefined;
  makeRoom(length);
  let rows = 0;
  let lines = 0;
  for (let at = 0; at <= length; at++, lines++) {
    const first = at;
    let cell = 0;
    for (; cell < column; cell++, at++) {
      at = skip(bytes, at, length, inCell);
      if (at === length || bytes[at] !== comma) break;
    }
    const start = at;
    const end = (at = skip(bytes, at, length, inPlainId));
    for (; at < length && bytes[at] === comma; cell++) at = skip(bytes, at + 1, length, inCell);
    const isBlank = at === first;
    if (at < length && bytes[at] === carriageReturn) at++;
    if (at < length && bytes[at] !== lineFeed) return undefined;
    if (isBlank) continue;
    const isPlain =
      cell === cells - 1 && start < end && end - start <= mostPlainBytes && beginsPlainId[bytes[start]!] === 1;
    if (!isPlain) return undefined;
    starts[rows] = start;
    ends[rows++] = end;
  }
  return { starts: starts.slice(0, rows), ends: ends.slice(0, rows), lines };
}

/** A row takes two bytes at least: an id of one character and the line feed. */
function makeRoom(bytes: number): void {
  const most = (bytes >> 1) + 1;
  if (starts.length >= most) return;
  starts = new Int32Array(most);
  ends = new Int32Array(most);
}

/** The first place from `at` up to `end` where there is no byte of this kind. */
function skip(bytes: Uint8Array, at: number, end: number, kind: Uint8Array): number {
  while (at < end && kind[bytes[at]!] === 1) at++;
  return at;
}
