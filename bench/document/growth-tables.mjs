import { flagCurves, lostEdits, userCurves, writerCurve } from "./growth.mjs";
import { markdownTable, readable } from "./markdown.mjs";

export const flagsTable = (parts) => curvesTable("flags (× `node -e 0`)", flagCurves(parts));
export const usersTable = (parts) => curvesTable("users (× `node -e 0`)", userCurves(parts));

export function writersTable(parts) {
  const rows = writerCurve(parts).map(([count, rate]) => [count, readable(rate), lostEdits(parts, count)]);
  return markdownTable([["writers", "edits a second, of all together", "lost"], ...rows]);
}

function curvesTable(title, curves) {
  const sizes = curves[0].points.map(([size]) => size);
  const rows = sizes.map((size, row) => [
    size.toLocaleString("en-US"),
    ...curves.map(({ points }) => readable(points[row][1])),
  ]);
  return markdownTable([[title, ...curves.map(({ name }) => name)], ...rows]);
}
