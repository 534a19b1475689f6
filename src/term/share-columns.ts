import { bar } from "./bar.js";
import { countOf } from "./count.js";
import type { Column } from "./table-columns.js";
import type { View } from "./view.js";

/** How many users came to something, beside how many should have. */
export interface Share {
  readonly observed: number;
  readonly observedPercent: number;
  /** Null where nothing is to be expected. */
  readonly expected: number | null;
  readonly expectedPercent: number | null;
}

/** Two bars fit into 80 columns, and halves, thirds and quarters into a bar. */
const barWidth = 12;

/** In a narrower terminal, figures go before bars. */
const leastWidth = 72;

/** The columns of figures for a table of shares: bars in a terminal, numbers alone in a pipe. */
export function shareColumns(view: View, hasExpected: boolean): readonly Column<Share>[] {
  const draw = (percent: number | null): string => {
    if (percent === null) return "";
    return view.width < leastWidth ? `${shown(percent)}%` : bar(shown(percent), view, barWidth);
  };
  const plain = (number: number | null): string => (number === null ? "" : `${number}`);
  const users: Column<Share> = { header: "users", value: ({ observed }) => countOf(observed), align: "right" };
  const observed: Column<Share> = {
    header: "observed",
    value: ({ observedPercent }) => draw(observedPercent),
    paint: (text, _, paint) => paint.cyan(text),
  };
  const expected: Column<Share> = { header: "expected", value: ({ expectedPercent }) => draw(expectedPercent) };
  const differs: Column<Share> = { header: "differs", keep: 1, value: difference, align: "right" };
  if (view.isTTY) return hasExpected ? [users, observed, expected, differs] : [users, observed];
  return [
    { header: "users", value: (share) => plain(share.observed) },
    { header: "observed %", value: (share) => plain(share.observedPercent) },
    ...(hasExpected
      ? [
          { header: "expected users", value: (share: Share) => plain(share.expected) },
          { header: "expected %", value: (share: Share) => plain(share.expectedPercent) },
          { header: "difference", value: difference },
        ]
      : []),
  ];
}

/** In percentage points. */
function difference({ observedPercent, expectedPercent }: Share): string {
  if (expectedPercent === null) return "";
  const points = shown(observedPercent - expectedPercent);
  return points === 0 ? "0" : `${points > 0 ? "+" : ""}${points}`;
}

/** As many decimals as percentages of rollouts have. */
function shown(percent: number): number {
  return Number(percent.toFixed(3));
}
