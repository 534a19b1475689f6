import { commandLine } from "../src/command-line.js";
import { defineCommand } from "../src/command.js";
import { describe, describeTargets } from "../src/model/describe.js";
import { strategies, type DamagedFlag, type Flag, type JsonValue, type Strategy } from "../src/model/flag.js";
import { isDamaged } from "../src/model/parse-flag.js";
import { formatTimestamp, hasFileForm, parseTimestamp } from "../src/model/time.js";
import { flagStates, stateOf, type FlagState } from "../src/model/state.js";
import { globMatcher } from "../src/model/glob.js";
import { compareCodePoints } from "../src/eval/variants.js";
import { shownName } from "../src/term/escape.js";
import { sentence } from "../src/term/sentence.js";
import { renderTable, type Column } from "../src/term/table.js";
import { noFlags } from "../src/no-flags.js";
import { noticeDuplicates } from "../src/notice-duplicates.js";
import { paintState } from "../src/term/state.js";
import type { View } from "../src/term/view.js";

const sortKeys = ["name", "state", "strategy", "updated", "file"] as const;

type SortKey = (typeof sortKeys)[number];

interface Options {
  readonly strategy?: Strategy;
  readonly state?: FlagState;
  readonly owner?: string;
  readonly match?: string;
  readonly sort?: SortKey;
}

interface Row {
  readonly key: string;
  readonly flag: Flag | DamagedFlag;
  readonly state: FlagState;
}

interface Result {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly file: string;
  /** As `--file` named it; null where it was found without. */
  readonly fileOption: string | null;
}

export const command = defineCommand<Options, Result>({
  arguments: [],
  options: [
    {
      flags: "--strategy <strategy>",
      description: `only this strategy: ${strategies.join(", ")}`,
      choices: strategies,
    },
    {
      flags: "--state <state>",
      description: `only this state: ${flagStates.join(", ")}`,
      choices: flagStates,
    },
    { flags: "--owner <name>", description: "only flags with this owner in their metadata" },
    { flags: "--match <glob>", description: "only names that match: * for any text, ? for one character" },
    {
      flags: "--sort <key>",
      description: `${sortKeys.join(", ")} (default: file, as the flags stand there)`,
      choices: sortKeys,
    },
  ],
  examples: [
    ["ff list", "all flags"],
    ["ff list --state partial --sort updated", "what is being rolled out, latest first"],
    ["ff list --match 'checkout_*' --json | jq length", "in a script"],
  ],
  description:
    "States: on for everybody, partial for some, off for nobody, paused by enabled: false, damaged when it can't be read.",
  run: async (context, options) => {
    const document = await context.openStore().read();
    const rows = Array.from(document.flags(), ([key, flag]): Row => ({ key, flag, state: stateOf(flag) }));
    const wantedRows = rows.filter(wanted(options));
    const shown = wantedRows.sort(order(options.sort ?? "file", wantedRows));
    const damaged = rows.filter((row) => row.state === "damaged").length;
    if (damaged > 0) {
      const told = `${damaged} of the flags can't be read and ${damaged === 1 ? "is" : "are"} off`;
      const those = commandLine({ name: "list", options: ["--state", "damaged"] }, context.global.file);
      context.notice(options.state === "damaged" ? told : `${told}: ${those}`);
    }
    noticeDuplicates(context, document.duplicates());
    return { rows: shown, total: rows.length, file: document.file, fileOption: context.global.file ?? null };
  },
  render: async ({ rows, total, file, fileOption }, view) => {
    if (rows.length > 0) return renderTable(rows, columnsFor(view), view);
    if (!view.isTTY) return "";
    if (total === 0) return noFlags(file, fileOption, view);
    return sentence(`none of the ${total} flags is like that`, view);
  },
  json: ({ rows }) =>
    rows.map(({ key, flag }) => (isDamaged(flag) ? { key, problems: flag.problems } : { key, ...flag })),
});

/** In a pipe nothing is left out. */
const columnsFor = ({ isTTY }: View): readonly Column<Row>[] => [
  { header: "name", max: 44, value: (row) => shownName(row.key), paint: (text, _, paint) => paint.bold(text) },
  { header: "state", value: (row) => row.state, paint: (text, row, paint) => paintState(row.state, text, paint) },
  { header: "strategy", keep: 2, value: (row) => (isDamaged(row.flag) ? "" : row.flag.strategy) },
  {
    header: "who gets it",
    keep: 4,
    max: 44,
    minAsLast: 16,
    value: ({ flag }) => (isDamaged(flag) ? describe(flag) : describeTargets(flag, isTTY ? undefined : Infinity)),
  },
  {
    header: isTTY ? "updated (UTC)" : "updated",
    keep: 3,
    value: ({ flag }) => shownTime(text(flag, "updated_at"), isTTY),
  },
  { header: "owner", keep: 1, value: ({ flag }) => ownerOf(flag) },
];

function wanted({ strategy, state, owner, match }: Options): (row: Row) => boolean {
  const matches = match === undefined ? () => true : globMatcher(match);
  return ({ key, flag, state: found }) =>
    matches(key) &&
    (state === undefined || state === found) &&
    (strategy === undefined || (!isDamaged(flag) && flag.strategy === strategy)) &&
    (owner === undefined || ownerOf(flag) === owner);
}

/** How any of these rows are to be compared. */
function order(by: SortKey, rows: readonly Row[]): (one: Row, other: Row) => number {
  const name = (one: Row, other: Row): number => compareCodePoints(one.key, other.key);
  switch (by) {
    case "file":
      return () => 0;
    case "name":
      return name;
    case "state":
      return (one, other) => flagStates.indexOf(one.state) - flagStates.indexOf(other.state) || name(one, other);
    case "strategy":
      return (one, other) =>
        compareCodePoints(text(one.flag, "strategy"), text(other.flag, "strategy")) || name(one, other);
    case "updated": {
      const moments = new Map(rows.map((row) => [row, milliseconds(text(row.flag, "updated_at"))]));
      return (one, other) => (moments.get(other) ?? 0) - (moments.get(one) ?? 0) || name(one, other);
    }
  }
}

/** To the second; in a table to the minute, below a header that names the zone. What is no time is shown as it stands. */
function shownTime(updated: string, isTTY: boolean): string {
  // Most are written so, and to read each of them as a time takes longer than all the rest of a short list.
  if (!isTTY && hasFileForm(updated)) return updated;
  const moment = parseTimestamp(updated);
  if (moment === null) return updated;
  const timestamp = formatTimestamp(moment);
  return isTTY ? timestamp.slice(0, -":00".length).replace("T", " ") : timestamp;
}

/** What is no time is before all that is. */
function milliseconds(updated: string): number {
  return parseTimestamp(updated)?.getTime() ?? Number.MIN_SAFE_INTEGER;
}

function text(flag: Flag | DamagedFlag, field: "strategy" | "updated_at"): string {
  return isDamaged(flag) ? "" : (flag[field] ?? "");
}

function ownerOf(flag: Flag | DamagedFlag): string {
  const owner: JsonValue | undefined = isDamaged(flag) ? undefined : flag.metadata["owner"];
  return typeof owner === "string" ? owner : "";
}
