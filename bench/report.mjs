import { format } from "prettier";
import { flagsTable, usersTable, writersTable } from "./document/growth-tables.mjs";
import { readable } from "./document/markdown.mjs";
import { evaluationTable, programsTable } from "./document/peers-tables.mjs";
import { bound } from "./document/targets-table.mjs";
import { isEnough, reached } from "./reached.mjs";
import { targets } from "./targets.mjs";

/** What is shown of a part below its targets. */
const tables = {
  programs: programsTable,
  evaluation: evaluationTable,
  "growth-flags": flagsTable,
  "growth-users": usersTable,
  "growth-writers": writersTable,
};

const plain = (work) => work.replaceAll("`", "");
const widths = [Math.max(...targets.map(({ work }) => plain(work).length)), 8, 13, 10];

export const reportHead = () => printRow(["work", "reached", "quartiles", "target", ""]);

/** A line for each target of a part, and the part's table. */
export async function reportPart(part, parts) {
  for (const target of targets.filter((one) => one.part === part)) printRow(row(target, parts));
  if (part in tables) console.log(`\n${await format(tables[part](parts), { parser: "markdown" })}`);
}

function row(target, parts) {
  const result = reached(target, parts);
  if (result === null) return [plain(target.work), "not measured"];
  const { name, low, median, high } = result;
  const verdict = { true: "ok", false: "MISS", null: "" }[isEnough(target, result)];
  const which = target.measured.includes("*") ? ` (${name})` : "";
  const quartiles = `${readable(low)}–${readable(high)}`;
  return [plain(target.work), readable(median), quartiles, bound(target), `${verdict}${which}`];
}

function printRow(cells) {
  console.log(
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
