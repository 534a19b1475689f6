import { safe } from "./escape.js";
import { fitColumns, type Column } from "./table-columns.js";
import { drawFrame, frameWidth, type Cell } from "./table-frame.js";
import type { View } from "./view.js";
import { loadMeasure, padding, truncate } from "./width.js";
import { wrap } from "./wrap.js";

export type { Column } from "./table-columns.js";

/**
 * Rows as a table, ending in a line feed. In a terminal it fits the width: columns that do not are dropped and named
 * below, and a row is always one line. Elsewhere: header and rows, tab-separated, all columns, uncut, no colour.
 */
export async function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  view: View,
): Promise<string> {
  const headers = columns.map(({ header }) => safe(header));
  const texts = rows.map((row) => columns.map(({ value }) => safe(value(row))));
  if (!view.isTTY) return [headers, ...texts].map((cells) => `${cells.join("\t")}\n`).join("");

  const measure = await loadMeasure([headers, ...texts].flat());
  const natural = columns.map(({ max = Infinity }, index) => {
    const widest = texts.reduce((most, cells) => Math.max(most, measure(cells[index] ?? "")), 1);
    return Math.max(Math.min(widest, max), measure(headers[index] ?? ""));
  });
  const fit = fitColumns(columns, natural, view.width, frameWidth);

  const draw = (text: string, position: number, paint: (text: string) => string): Cell => {
    const width = fit.widths[position] ?? 0;
    const cut = truncate(text, width, measure, view.unicode ? "…" : "...");
    const space = padding(measure(cut), width);
    const right = columns[fit.shown[position] ?? 0]?.align === "right";
    return { text: right ? space + paint(cut) : paint(cut) + space, width };
  };
  const head = fit.shown.map((index, position) => draw(headers[index] ?? "", position, view.paint.bold));
  const body = rows.map((row, number) =>
    fit.shown.map((index, position) => {
      const { paint } = columns[index] ?? {};
      const text = texts[number]?.[index] ?? "";
      return draw(text, position, (cut) => paint?.(cut, row, view.paint) ?? cut);
    }),
  );
  const table = await drawFrame([head, ...body], view);
  const footer = wrap(
    ["not shown", "at", `${view.width}`, "columns:", ...named(fit.dropped, headers)],
    view.width,
    measure,
  );
  return `${table}\n${fit.dropped.length > 0 ? `${footer.map(view.paint.dim).join("\n")}\n` : ""}`;
}

function named(dropped: readonly number[], headers: readonly string[]): string[] {
  return dropped.map((index, position) => `${headers[index]}${position < dropped.length - 1 ? "," : ""}`);
}
