import type { Paint } from "./style.js";

/** A column of a table of rows. */
export interface Column<Row> {
  readonly header: string;
  /** The cell's text; the table escapes it. */
  readonly value: (row: Row) => string;
  /** Importance in a narrow terminal: the lowest is dropped first; 0, the default, is never dropped. */
  readonly keep?: number;
  /** The most columns that a cell takes in a terminal; longer text is cut with "…". */
  readonly max?: number;
  /** The fewest columns that its longer texts are cut to; where there are not so many, it does not fit. */
  readonly min?: number;
  /** The fewest columns that it is cut to when it alone is left to be dropped; without it, it is dropped then too. */
  readonly minAsLast?: number;
  /** Colours a cell's text, and changes nothing else about it. */
  readonly paint?: (text: string, row: Row, paint: Paint) => string;
  readonly align?: "left" | "right";
}

/** What of a table is drawn: the columns by their index, and the width of each. */
interface Fit {
  readonly shown: readonly number[];
  readonly dropped: readonly number[];
  readonly widths: readonly number[];
}

/**
 * Fits columns of these natural widths into a room. The least important are dropped until the rest fits, of equals the
 * rightmost first; when only columns are left that must stay, or one more that is worth it, the widest is narrowed. A
 * column that may be cut takes what the others leave.
 *
 * @param frame what the lines and gaps between n columns take
 */
export function fitColumns(
  columns: readonly Pick<Column<never>, "keep" | "min" | "minAsLast">[],
  natural: readonly number[],
  room: number,
  frame: (columns: number) => number,
): Fit {
  const shown = columns.map((_, index) => index);
  const naturalOf = (index: number): number => natural[index] ?? 0;
  const widthOf = (index: number): number => Math.min(naturalOf(index), columns[index]?.min ?? Infinity);
  const keepOf = (index: number): number => columns[index]?.keep ?? 0;
  const total = (): number => shown.reduce((sum, index) => sum + widthOf(index), frame(shown.length));

  const staysAsLast = (last: number): boolean => {
    const { minAsLast } = columns[last] ?? {};
    if (minAsLast === undefined) return false;
    const widths = narrow(shown.map(widthOf), room - frame(shown.length));
    return widths[shown.indexOf(last)]! >= Math.min(widthOf(last), minAsLast);
  };

  while (total() > room) {
    const droppable = shown.filter((index) => keepOf(index) > 0);
    const [last, ...others] = droppable;
    if (last === undefined || (others.length === 0 && staysAsLast(last))) break;
    const least = droppable.reduce((a, b) => (keepOf(b) <= keepOf(a) ? b : a));
    shown.splice(shown.indexOf(least), 1);
  }
  const spare = Math.max(0, room - total());
  const widths = shown.map((index) => Math.min(naturalOf(index), widthOf(index) + spare));
  return {
    shown,
    dropped: columns.map((_, index) => index).filter((index) => !shown.includes(index)),
    widths: narrow(widths, room - frame(shown.length)),
  };
}

/** Takes the excess from the widest, one column at a time, so that short cells stay whole. */
function narrow(widths: number[], room: number): number[] {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= 1) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
    excess--;
  }
  return widths;
}
