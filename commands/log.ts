import { defineCommand } from "../src/command.js";
import { FfError } from "../src/errors.js";
import type { Log, LogQuery } from "../src/history/log.js";
import type { JsonValue } from "../src/model/flag.js";
import { parseMoment } from "../src/model/time.js";
import { notEmpty } from "../src/asking/flag-argument.js";

export const command = defineCommand<LogQuery, Log>({
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
    const { readLog } = await import("../src/history/log.js");
    const log = await readLog(context.openStore(), options);
    for (const note of log.notes) context.notice(note);
    return log;
  },
  render: async (log, view) => {
    const { renderLog } = await import("../src/history/render-log.js");
    return renderLog(log, view);
  },
  json: ({ entries }) =>
    entries.map((entry) => ({ ...entry, before: stored(entry.before), after: stored(entry.after) })),
});

function stored(text: string | null): JsonValue {
  return text === null ? null : (JSON.parse(text) as JsonValue);
}

function parseCount(typed: string): number {
  if (/^[1-9]\d*$/.test(typed)) return Number(typed);
  throw new FfError("USAGE", `${JSON.stringify(typed)} is not a count`, { hint: "type a whole number above zero" });
}
