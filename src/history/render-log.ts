import { changeInWords } from "../model/diff.js";
import type { HistoryEntry } from "../store/store.js";
import { countOf } from "../term/count.js";
import { safe } from "../term/escape.js";
import { momentInWords } from "../term/moment.js";
import { prefixed } from "../term/prefixed.js";
import { sentence } from "../term/sentence.js";
import { renderTable, type Column } from "../term/table.js";
import type { View } from "../term/view.js";
import type { Log } from "./log.js";

/** A block of lines for each change; in a pipe, a line. */
export async function renderLog({ entries, sizes }: Log, view: View): Promise<string> {
  if (!view.isTTY) return entries.length === 0 ? "" : renderTable(entries, columns, view);
  const blocks = entries.map((entry) => block(entry, sizes.get(entry.group) ?? 1, view));
  return (await Promise.all(blocks)).join("\n");
}

const columns: readonly Column<HistoryEntry>[] = [
  { header: "time", value: (entry) => entry.time },
  { header: "flag", value: (entry) => entry.flag ?? "" },
  { header: "command", value: (entry) => entry.command },
  { header: "actor", value: (entry) => entry.actor ?? "" },
  { header: "change", value: inWords },
  { header: "reason", value: (entry) => entry.reason ?? "" },
];

/** @param size how many flags were changed together, which a plain `ff undo` takes back together */
async function block(entry: HistoryEntry, size: number, view: View): Promise<string> {
  const { paint } = view;
  const when = paint.dim(momentInWords(entry.time));
  const what = entry.source === "outside" ? paint.yellow("changed outside ff") : entry.command;
  const together = size > 1 && entry.source === "ff" ? ` of ${countOf(size)} flags` : "";
  const who = entry.actor === null ? "" : ` by ${safe(entry.actor)}`;
  const why = entry.reason === null ? [] : await prefixed("  why  ", safe(entry.reason), paint.dim, view);
  return [
    await sentence(`${when}  ${paint.bold(safe(entry.flag ?? "the file"))}  ${what}${together}${who}`, view),
    await sentence(safe(inWords(entry)), view, "  "),
    ...why.map((line) => `${line}\n`),
  ].join("");
}

function inWords(entry: HistoryEntry): string {
  return entry.flag === null ? "no flag's own change is known" : changeInWords(entry.flag, entry.before, entry.after);
}
