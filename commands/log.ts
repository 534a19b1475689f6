import { defineCommand } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { readLog, type Log, type LogQuery } from "../src/history/log.js";
import { changeInWords } from "../src/model/diff.js";
import type { JsonValue } from "../src/model/flag.js";
import { parseMoment } from "../src/model/time.js";
import { notEmpty } from "../src/asking/flag-argument.js";
import type { HistoryEntry } from "../src/store/store.js";
import { countOf } from "../src/term/count.js";
import { safe } from "../src/term/escape.js";
import { momentInWords } from "../src/term/moment.js";
import { prefixed } from "../src/term/prefixed.js";
import { sentence } from "../src/term/sentence.js";
import { renderTable, type Column } from "../src/term/table.js";
import type { View } from "../src/term/view.js";

type Result = Pick<Log, "entries" | "sizes">;

export const command = defineCommand<LogQuery, Result>({
  arguments: [
    { name: "name", description: "only the changes of this flag", optional: true, completes: "flag", parse: notEmpty },
  ],
  options: [
    {
      flags: "--since <time>",
      description: "only changes from this moment on: 2026-01-31, 2026-01-31T10:00 (UTC)",
      parse: parseMoment,
    },
    { flags: "--limit <count>", description: "only the newest so many", parse: parseCount },
  ],
  examples: [
    ["ff log", "everything, newest first"],
    ["ff log new_dashboard --limit 5", "its last five changes"],
    ["ff log --since 2026-01-31 --json", "for a script"],
  ],
  description:
    "The history stands in .ff/ beside the flags file. Changes by other programs are noticed when ff next writes, and shown as made outside.",
  run: async (context, options) => {
    const { notes, ...log } = await readLog(context.openStore(), options);
    for (const note of notes) context.notice(note);
    return log;
  },
  render: async ({ entries, sizes }, view) => {
    if (!view.isTTY) return entries.length === 0 ? "" : renderTable(entries, columns, view);
    return (await Promise.all(entries.map((entry) => block(entry, sizes.get(entry.group) ?? 1, view)))).join("\n");
  },
  json: ({ entries }) =>
    entries.map((entry) => ({ ...entry, before: stored(entry.before), after: stored(entry.after) })),
});

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

function stored(text: string | null): JsonValue {
  return text === null ? null : (JSON.parse(text) as JsonValue);
}

function parseCount(typed: string): number {
  if (/^[1-9]\d*$/.test(typed)) return Number(typed);
  throw new FfError("USAGE", `${JSON.stringify(typed)} is not a count`, { hint: "type a whole number above zero" });
}
