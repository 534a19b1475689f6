/** A row that breaks the rules, and the offset where it does. */
export interface BrokenRow {
  /** `open`: a quoted cell is not closed, and may go on in the next line. */
  readonly kind: "open" | "broken";
  readonly at: number;
  readonly message: string;
}

const quote = 0x22;

/** The cells of a row by RFC 4180, strictly: quotes stand around a whole cell or nowhere. */
export function splitRow(row: string): readonly string[] | BrokenRow {
  if (!row.includes('"')) return row.split(",");
  const cells: string[] = [];
  for (let at = 0; ; at++) {
    if (row.charCodeAt(at) === quote) {
      const end = closingQuote(row, at);
      if (end === -1) return { kind: "open", at, message: "a quoted cell begins here and is never closed" };
      cells.push(row.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
      if (at < row.length && row[at] !== ",")
        return { kind: "broken", at, message: "a quoted cell ends before this, but no comma follows" };
    } else {
      const comma = row.indexOf(",", at);
      const end = comma === -1 ? row.length : comma;
      const stray = row.indexOf('"', at);
      if (stray !== -1 && stray < end)
        return { kind: "broken", at: stray, message: "a quote inside a cell that is not quoted" };
      cells.push(row.slice(at, end));
      at = end;
    }
    if (at >= row.length) return cells;
  }
}

/** A quote inside a quoted cell is written twice. */
function closingQuote(row: string, opening: number): number {
  let at = row.indexOf('"', opening + 1);
  while (at !== -1 && row.charCodeAt(at + 1) === quote) at = row.indexOf('"', at + 2);
  return at;
}
