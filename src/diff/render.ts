import { differenceInWords } from "../model/diff.js";
import { isRollout } from "../model/state.js";
import { bar } from "../term/bar.js";
import type { Comparison } from "../preview/compare.js";
import { examplesInWords, noticedInWords, previewInWords } from "../preview/words.js";
import { safe, shownName } from "../term/escape.js";
import { renderFields, type Field } from "../term/fields.js";
import { sentence } from "../term/sentence.js";
import type { Paint } from "../term/style.js";
import { renderTable, type Column } from "../term/table.js";
import type { View } from "../term/view.js";
import type { FlagDifference, SideFlag } from "./flags-diff.js";
import { changesInWords, fieldsToTell, sameInWords, totalsInWords, warningsInWords, whoInWords } from "./in-words.js";
import type { Report } from "./report.js";

/** The comparison for people: a table of all that differs, then field by field. In a pipe: a line for each flag, uncut. */
export async function* renderDiff({ sides, diff, comparison }: Report, view: View): AsyncGenerator<string> {
  const { paint } = view;
  const { a, b } = sides;
  const totals = totalsInWords(diff);
  if (!view.isTTY) {
    if (totals !== null) yield await renderTable(diff.flags, [...pipedColumns, ...previewColumns(comparison)], view);
    return;
  }
  if (totals === null) {
    yield await sentence(`no difference between ${safe(a.source)} and ${safe(b.source)}: ${sameInWords(diff)}`, view);
    return;
  }
  yield await sentence(`${paint.dim("from")} ${safe(a.source)} ${paint.dim("to")} ${safe(b.source)}`, view);
  yield await renderTable(diff.flags, columns, view);
  yield await sentence(`${totals}; ${sameInWords(diff)}`, view);
  if (comparison !== null) {
    const noticed = noticedInWords(comparison, diff.flags.length, safe);
    if (noticed !== null) yield await sentence(`${noticed}: ${safe(comparison.source)}`, view);
  }
  for (const flag of diff.flags) {
    const fields = detailsOf(flag, comparison, view);
    if (fields.length > 0) yield `\n${paint.bold(safe(flag.key))}\n${await renderFields(fields, view, "  ")}`;
  }
}

const colours = { added: "green", removed: "red", changed: "yellow" } as const satisfies Record<
  FlagDifference["change"],
  keyof Paint
>;

const flagColumn: Column<FlagDifference> = {
  header: "flag",
  value: ({ key }) => shownName(key),
  paint: (text, _, paint) => paint.bold(text),
};

const changeColumn: Column<FlagDifference> = {
  header: "change",
  value: ({ change }) => change,
  paint: (text, { change }, paint) => paint[colours[change]](text),
};

const columns: readonly Column<FlagDifference>[] = [
  flagColumn,
  changeColumn,
  { header: "what", value: (flag) => changesInWords(flag).join("; ") },
];

const pipedColumns: readonly Column<FlagDifference>[] = [
  flagColumn,
  changeColumn,
  { header: "what", value: (flag) => changesInWords(flag, true).join("; ") },
  { header: "effect", value: ({ effect }) => effect ?? "" },
  { header: "warning", value: (flag) => warningsInWords(flag).join("; ") },
];

function previewColumns(comparison: Comparison | null): Column<FlagDifference>[] {
  if (comparison === null) return [];
  const counts = {
    users: "users",
    gained: "gained",
    lost: "lost",
    changed_variant: "changedVariant",
    unchanged: "unchanged",
  } as const;
  return Object.entries(counts).map(([header, count]) => ({
    header,
    value: ({ key }) => `${comparison.flags.get(key)?.[count] ?? ""}`,
  }));
}

/** What the table has no room for. Of a flag that was added or removed, it tells all but the warnings. */
function detailsOf(flag: FlagDifference, comparison: Comparison | null, view: View): Field[] {
  const preview = previewFields(flag, comparison);
  const warnings = warningsInWords(flag).map((text): Field => ["warning", text, (line, paint) => paint.yellow(line)]);
  if (flag.change !== "changed") return [...preview, ...warnings];
  return [
    ...whoFields(flag, view),
    ...(flag.effect === null ? [] : [["effect", flag.effect] satisfies Field]),
    ...preview,
    ...fieldsToTell(flag).map((one): Field => [one.field, differenceInWords(one)]),
    ...warnings,
  ];
}

function previewFields({ key }: FlagDifference, comparison: Comparison | null): Field[] {
  const preview = comparison?.flags.get(key);
  return preview === undefined ? [] : [["preview", previewInWords(preview)], ...examplesInWords(preview)];
}

function whoFields(flag: FlagDifference, view: View): Field[] {
  const who = whoInWords(flag);
  if (who === null) return [];
  return [
    ["before", barOf(flag.before, view) ?? who.had],
    ["after", barOf(flag.after, view) ?? who.has],
  ];
}

/** A rollout as a bar; null for anything else. */
function barOf(side: SideFlag | null, view: View): string | null {
  const flag = side?.flag ?? null;
  return isRollout(flag) ? `${bar(flag.percentage, view)} of users` : null;
}
