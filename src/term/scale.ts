import type { View } from "./view.js";
import { padding, type Measure } from "./width.js";

/** A bar from 0 to 100, and from where to where in it the part stands that matters. */
export interface Scale {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type Charset = Pick<View, "unicode">;

export const leftEnd = "0 ";
export const rightEnd = " 100";

/** With these, all cells stand for one number of whole buckets. */
const sizes = [100, 50, 25, 20];
const leastCells = 10;

/** How many cells a scale has in so many columns. */
export function cellsIn(room: number): number {
  return sizes.find((cells) => leftEnd.length + cells + rightEnd.length <= room) ?? leastCells;
}

/** The cell in which a place from 0 to below 100 lies. */
export function cellOf(place: number, cells: number): number {
  return Math.floor((place * cells) / 100);
}

export function middleOf(cell: number, cells: number): number {
  return ((cell + 0.5) * 100) / cells;
}

/**
 * Filled up to a threshold. The cell of `place` is filled where that is below, though the cell may stand for places on
 * both sides; apart from it, only 0 is drawn empty and only 100 full.
 */
export function thresholdScale(threshold: number, place: number, cells: number, charset: Charset): Scale {
  const isFilled = (cell: number): boolean => {
    if (cell === cellOf(place, cells)) return place < threshold;
    if (cell === 0) return threshold > 0;
    return cell === cells - 1 ? threshold >= 100 : middleOf(cell, cells) < threshold;
  };
  const filled = Array.from({ length: cells }, (_, cell) => cell).filter(isFilled).length;
  return filledScale(0, filled, cells, charset);
}

export function filledScale(before: number, filled: number, cells: number, { unicode }: Charset): Scale {
  const [full = "", empty = ""] = unicode ? "█░" : "#-";
  const start = leftEnd.length + before;
  const bar = empty.repeat(before) + full.repeat(filled) + empty.repeat(cells - before - filled);
  return { text: leftEnd + bar + rightEnd, start, end: start + filled };
}

/** A line beneath a scale that points at a place of it; the caption stands on the side where there is room for it. */
export function pointer(
  place: number,
  caption: string,
  cells: number,
  room: number,
  { unicode }: Charset,
  measure: Measure,
): string {
  const offset = leftEnd.length + cellOf(place, cells);
  const arrow = unicode ? "↑" : "^";
  const width = measure(caption);
  if (offset + arrow.length + 1 + width <= room) return `${" ".repeat(offset)}${arrow} ${caption}`;
  if (width + 1 > offset) return `${" ".repeat(offset)}${arrow}`;
  return `${padding(width + 1, offset)}${caption} ${arrow}`;
}
