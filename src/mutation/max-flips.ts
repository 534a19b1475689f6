import { FfError } from "../errors.js";
import { someNames } from "../model/describe.js";
import { parsePercentage } from "../model/input.js";
import type { Comparison } from "../preview/compare.js";
import { flippedInWords } from "../preview/words.js";

/** How many users may notice a change at the most. */
export interface MaxFlips {
  readonly most: number;
  readonly unit: "users" | "percent";
}

/** @throws FfError USAGE unless it is a whole number of users, or a percentage with its sign */
export function parseMaxFlips(typed: string): MaxFlips {
  if (typed.endsWith("%")) return { most: parsePercentage(typed), unit: "percent" };
  if (/^\d+$/.test(typed)) return { most: Number(typed), unit: "users" };
  throw new FfError("USAGE", `${JSON.stringify(typed)} is no number of users`, {
    hint: "type a whole number such as 100, or a percentage such as 5%",
  });
}

/** @throws FfError TOO_MANY_FLIPS when more users than allowed would flip; USAGE where that can't be known */
export function checkFlips(comparison: Comparison, limit: MaxFlips | undefined): void {
  if (limit === undefined) return;
  const { users, flipped, uncounted } = comparison;
  const exceeds = (flips: number): boolean =>
    limit.unit === "users" ? flips > limit.most : flips * 100 > limit.most * users;
  if (users === 0)
    throw new FfError("USAGE", `${comparison.source} has no users to count: --max-flips can't be held`, {
      hint: "name users who are affected",
    });
  if (!exceeds(flipped)) {
    // Of the others the users tell nothing, so any of them may notice.
    if (uncounted.size > 0 && exceeds(users)) throw uncountable(uncounted);
    return;
  }
  const most = limit.unit === "users" ? String(limit.most) : `${limit.most}%`;
  throw new FfError("TOO_MANY_FLIPS", `${flippedInWords(comparison)} would flip, more than ${most}`, {
    hint: "take a smaller step or raise --max-flips; --dry-run without it shows who they are",
  });
}

function uncountable(uncounted: Comparison["uncounted"]): FfError {
  const spots = [...uncounted.values()];
  const why = [...new Set(spots.map((spot) => spot.why))].join("; ");
  const message = `--max-flips can't count who notices a change of ${someNames([...uncounted.keys()])}: ${why}`;
  return new FfError("USAGE", message, { hint: `${spots[0]?.remedy ?? ""}: --preview users.csv` });
}
