import { describe } from "../model/describe.js";
import { isDamaged } from "../model/parse-flag.js";
import { noFlags } from "../no-flags.js";
import { bar } from "../term/bar.js";
import { counted, countOf, twoDecimals } from "../term/count.js";
import { safe, shownName } from "../term/escape.js";
import { sentence } from "../term/sentence.js";
import { renderTable, type Column } from "../term/table.js";
import type { View } from "../term/view.js";
import type { AskedFlag } from "./flags.js";
import { percentOf, type CountedUsers } from "./totals.js";

/** A flag's line, or below it that of a variant. */
interface Line {
  readonly asked: AskedFlag;
  readonly variant: string | null;
  readonly on: number;
  /** Null for a variant: who has not this one may have another. */
  readonly off: number | null;
  readonly percent: number | null;
}

const barWidth = 12;

/** A narrower terminal gets the figures alone. */
const leastWidthForBars = 70;

/** How many users, and for each flag how many it is on for, with a line for every variant. */
export async function renderTotals({ totals, flags, source, fileOption }: CountedUsers, view: View): Promise<string> {
  const lines = totals.flags.flatMap((flag, index): Line[] => {
    const asked = flags[index];
    if (asked === undefined) return [];
    const variants = Object.entries(flag.variants).map(([variant, on]): Line => {
      return { asked, variant, on, off: null, percent: percentOf(on, totals.users) };
    });
    return [{ asked, variant: null, on: flag.on, off: flag.off, percent: flag.enabled_percent }, ...variants];
  });
  if (!view.isTTY) return renderTable(lines, pipedColumns(totals.users), view);
  if (lines.length === 0) return noFlags(totals.file, fileOption, view);
  const users = totals.users_file === null ? source : `${counted(totals.users, "user")} from ${safe(source)}`;
  const skipped = totals.skipped === 0 ? "" : `, ${countOf(totals.skipped)} bad rows skipped`;
  return `${await sentence(users + skipped, view)}${await renderTable(lines, columnsFor(lines, view), view)}`;
}

/** In a pipe every line stands for itself. */
const pipedColumns = (users: number): Column<Line>[] => [
  { header: "flag", value: ({ asked }) => shownName(asked.key) },
  { header: "variant", value: ({ variant }) => variant ?? "" },
  { header: "users", value: () => String(users) },
  { header: "on", value: ({ on }) => String(on) },
  { header: "off", value: ({ off }) => (off === null ? "" : String(off)) },
  { header: "percent", value: ({ percent }) => (percent === null ? "" : String(percent)) },
  { header: "who gets it", value: ({ asked }) => describe(asked.flag) },
];

function columnsFor(lines: readonly Line[], view: View): Column<Line>[] {
  const variants: Column<Line> = { header: "variant", value: ({ variant }) => variant ?? "", max: 20, min: 8 };
  return [
    {
      header: "flag",
      // Which flag and which variant it is about is worth more than counts that its share tells too.
      min: 20,
      value: ({ asked, variant }) => (variant === null ? shownName(asked.key) : ""),
      paint: (text, _, paint) => paint.bold(text),
    },
    ...(lines.some(({ variant }) => variant !== null) ? [variants] : []),
    { header: "on", keep: 3, align: "right", value: ({ on }) => countOf(on) },
    { header: "off", keep: 2, align: "right", value: ({ off }) => (off === null ? "" : countOf(off)) },
    {
      header: "share",
      value: ({ asked, percent }) => (isDamaged(asked.flag) ? "can't be read" : share(percent, view)),
      paint: (text, { asked, percent }, paint) =>
        isDamaged(asked.flag) ? paint.red(text) : percent === 0 ? paint.dim(text) : paint.cyan(text),
    },
    {
      header: "who gets it",
      keep: 1,
      max: 24,
      value: ({ asked, variant }) => (variant === null ? describe(asked.flag) : ""),
      paint: (text, { asked }, paint) => (isDamaged(asked.flag) ? paint.red(text) : text),
    },
  ];
}

function share(percent: number | null, view: View): string {
  if (percent === null) return "";
  return view.width < leastWidthForBars ? `${twoDecimals(percent)}%` : bar(twoDecimals(percent), view, barWidth);
}
