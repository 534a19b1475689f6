import { describe } from "../model/describe.js";
import { shareJson } from "../simulate/share.js";
import { safe } from "../term/escape.js";
import { signed, countOf } from "../term/count.js";
import { renderFields, type Field } from "../term/fields.js";
import { sentence } from "../term/sentence.js";
import { shareColumns } from "../term/share-columns.js";
import { renderTable, type Column } from "../term/table.js";
import type { View } from "../term/view.js";
import { populationInWords } from "../users/population.js";
import { repeatedIdsJson } from "../users/repeated-ids.js";
import type { Cell, Overlap, Side } from "./overlap.js";
import { bothOn, bucketsInWords, isTest, strengthInWords, verdictInWords, verdictOf } from "./words.js";

const mostLabel = 24;

/** What two flags share, for people: each pair of outcomes beside what chance would give, then what follows. */
export async function renderOverlap(overlap: Overlap, view: View): Promise<string> {
  const { first, second, population, cells } = overlap;
  const { paint } = view;
  const both = `${paint.bold(safe(first.key))} and ${paint.bold(safe(second.key))}`;
  const heading = await sentence(`${both} for ${safe(populationInWords(population))}`, view);
  const table = cells.length === 0 ? "" : await renderTable(cells, columnsFor(overlap, view), view);
  return `${heading}${table}${await renderFields(fieldsOf(overlap), view, "  ")}`;
}

/** In a terminal the figures that matter have to fit, however long the flags' names are. */
function columnsFor(overlap: Overlap, view: View): readonly Column<Cell>[] {
  const { first, second } = overlap;
  if (!view.isTTY)
    return [
      { header: first.key, value: (cell) => cell.first.label },
      { header: second.key, value: (cell) => cell.second.label },
      ...shareColumns(view, true),
    ];
  return [
    {
      header: "who",
      max: mostLabel,
      value: (cell) => whoGets(overlap, cell),
      paint: (text, _, paint) => paint.bold(text),
    },
    ...shareColumns(view, false),
    { header: "by chance", value: ({ expected }) => countOf(Math.round(expected ?? 0)), align: "right" },
    {
      header: "differs",
      keep: 1,
      value: ({ observed, expected }) => signed(observed - (expected ?? 0)),
      align: "right",
    },
  ];
}

/** "both", "only new_dashboard", or where a flag is more than on and off, "on and B". */
function whoGets({ first, second }: Overlap, cell: Cell): string {
  if (isTest(first) || isTest(second)) return `${cell.first.label} and ${cell.second.label}`;
  if (cell.first.enabled) return cell.second.enabled ? "both" : `only ${first.key}`;
  return cell.second.enabled ? `only ${second.key}` : "neither";
}

export function overlapJson(overlap: Overlap): unknown {
  const { first, second, population, cells, test, sharesBuckets, file } = overlap;
  const both = bothOn(overlap);
  const isTested = test.kind === "tested";
  return {
    flags: [first, second].map(sideJson),
    users: population.users,
    users_file: population.file,
    both: both && { observed: both.observed, expected: both.expected },
    shares: cells.map(({ first: one, second: other, ...share }) => ({
      outcomes: [one, other].map(({ enabled, variant }) => ({ enabled, variant })),
      ...shareJson(share),
    })),
    independence: {
      statistic: isTested ? test.statistic : null,
      degrees_of_freedom: isTested ? test.degreesOfFreedom : null,
      p_value: isTested ? test.pValue : null,
      cramers_v: isTested ? test.cramersV : null,
      verdict: verdictOf(overlap),
    },
    share_buckets: sharesBuckets,
    repeated_ids: repeatedIdsJson(population.repeats),
    file,
  };
}

function sideJson({ key, flag, outcomes }: Side) {
  return {
    flag: key,
    name: flag.name,
    strategy: flag.strategy,
    enabled: flag.enabled,
    outcomes: outcomes.map(({ enabled, variant, users }) => ({ enabled, variant, users })),
  };
}

function fieldsOf(overlap: Overlap): Field[] {
  const { first, second } = overlap;
  const strength = strengthInWords(overlap);
  const buckets = bucketsInWords(overlap);
  return [
    ["first", `${first.key}: ${describe(first.flag)}`],
    ["second", `${second.key}: ${describe(second.flag)}`],
    ["overlap", verdictInWords(overlap)],
    ...(strength === null ? [] : [["strength", strength] satisfies Field]),
    ...(buckets === null ? [] : [["why", buckets] satisfies Field]),
  ];
}
