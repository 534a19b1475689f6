import { flagCurves, lostEdits, userCurves, writerCurves } from "./growth.mjs";
import { markdownTable, readable } from "./markdown.mjs";

export const flagsTable = (parts) => markdownTable(rowsOf("flags (× `node -e 0`)", flagCurves(parts)));
export const usersTable = (parts) => markdownTable(rowsOf("users (× `node -e 0`)", userCurves(parts)));

export function writersTable(parts) {
  const [titles, ...rows] = rowsOf("writers (edits a second)", writerCurves(parts));
  return markdownTable([[...titles, "lost"], ...rows.map((row) => [...row, lostEdits(parts, row[0])])]);
}

function rowsOf(title, curves) {
  const rows = curves[0].points.map(([size], row) => [
    size.toLocaleString("en-US"),
    ...curves.map(({ points }) => readable(points[row][1])),
  ]);
  return [[title, ...curves.map(({ name }) => name)], ...rows];
}
