import type { View } from "./view.js";

/** A cell that is ready to be drawn, padded to the columns it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

const rounded = { "top-left": "╭", "top-right": "╮", "bottom-left": "╰", "bottom-right": "╯" };
const asciiLine = { top: "-", mid: "-", bottom: "-", left: "|", middle: "|", right: "|" };
const asciiCorners = Object.fromEntries(
  ["top", "bottom"].flatMap((edge) => ["left", "mid", "right"].map((side) => [`${edge}-${side}`, "+"])),
);
const ascii = { ...asciiLine, ...asciiCorners, "left-mid": "+", "mid-mid": "+", "right-mid": "+" };

/** The columns that the frame of a table takes: a line and a space on both sides of each cell. */
export const frameWidth = (columns: number): number => columns * 3 + 1;

/**
 * Draws rows, the first of them the header, in a frame. cli-table3 measures text slowly and by an old table of widths
 * (newer emoji count as one column), so it draws the frame around one letter a cell, which is then replaced.
 */
export async function drawFrame(rows: readonly (readonly Cell[])[], view: View): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const [head = [], ...body] = rows.map((row) => row.map(() => "x"));
  const colWidths = rows[0]?.map(({ width }) => width + 2) ?? [];
  // With no colours of its own: it would write them into any stream.
  const style = { head: [], border: [], compact: true };
  const table = new Table({ head, style, colWidths, chars: view.unicode ? rounded : ascii });
  table.push(...body);
  const cells = rows.flat().values();
  return table
    .toString()
    .replace(/x +|[^x \n]+/g, (piece) => (piece.startsWith("x") ? `${nextText(cells)} ` : view.paint.dim(piece)));
}

function nextText(cells: Iterator<Cell, undefined>): string {
  return cells.next().value?.text ?? "";
}
