import type { View } from "./view.js";

/** A cell that is ready to be drawn, padded to the columns it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

/** The horizontal lines, each as its left end, the line, a crossing and its right end; then the vertical line. */
type Frame = readonly [top: string, middle: string, bottom: string, side: string];

const rounded: Frame = ["╭─┬╮", "├─┼┤", "╰─┴╯", "│"];
const ascii: Frame = ["+-++", "+-++", "+-++", "|"];

/** The columns that the frame of a table takes: a line and a space on both sides of each cell. */
export const frameWidth = (columns: number): number => columns * 3 + 1;

/** A screenful: beyond it, cli-table3 costs more than all the rest of a command, and 8 s for 10,000 rows. */
const mostRowsOfPackage = 24;

/** Draws rows, the first of them the header, in a frame: cli-table3 a screenful, this module any number of rows. */
export async function drawFrame(rows: readonly (readonly Cell[])[], view: View): Promise<string> {
  return rows.length <= mostRowsOfPackage ? drawByPackage(rows, view) : drawPlainly(rows, view);
}

/** All cells are single lines of known width, so that a frame around them is a matter of joining. */
function drawPlainly([head = [], ...body]: readonly (readonly Cell[])[], { unicode, paint }: View): string {
  const [top, middle, bottom, side] = unicode ? rounded : ascii;
  const bar = paint.dim(side);
  const rule = ([left, line = "", crossing, right]: string): string =>
    paint.dim(`${left}${head.map(({ width }) => line.repeat(width + 2)).join(crossing)}${right}`);
  const row = (cells: readonly Cell[]): string => `${bar} ${cells.map(({ text }) => text).join(` ${bar} `)} ${bar}`;
  return [rule(top), row(head), rule(middle), ...body.map(row), rule(bottom)].join("\n");
}

/**
 * cli-table3 measures text slowly and by an old table of widths (newer emoji count as one column), so it draws the
 * frame around one letter a cell, which is then replaced.
 */
async function drawByPackage(rows: readonly (readonly Cell[])[], view: View): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const [head = [], ...body] = rows.map((row) => row.map(() => "x"));
  const colWidths = rows[0]?.map(({ width }) => width + 2) ?? [];
  // With no colours of its own: it would write them into any stream.
  const style = { head: [], border: [], compact: true };
  const table = new Table({ head, style, colWidths, chars: charactersOf(view.unicode ? rounded : ascii) });
  table.push(...body);
  const cells = rows.flat().values();
  return table
    .toString()
    .replace(/x +|[^x \n]+/g, (piece) => (piece.startsWith("x") ? `${nextText(cells)} ` : view.paint.dim(piece)));
}

/** The frame as cli-table3 names its characters. */
function charactersOf([top, middle, bottom, side]: Frame): Record<string, string> {
  const edge = ([left = "", line = "", crossing = "", right = ""]: string, name: string): Record<string, string> => ({
    [name]: line,
    [`${name}-mid`]: crossing,
    [`${name}-left`]: left,
    [`${name}-right`]: right,
  });
  const [left = "", line = "", crossing = "", right = ""] = middle;
  return {
    ...edge(top, "top"),
    ...edge(bottom, "bottom"),
    ...{ mid: line, "left-mid": left, "mid-mid": crossing, "right-mid": right },
    ...{ left: side, middle: side, right: side },
  };
}

function nextText(cells: Iterator<Cell, undefined>): string {
  return cells.next().value?.text ?? "";
}
