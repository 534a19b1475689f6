import { isEnough, reached } from "../reached.mjs";
import { targets } from "../targets.mjs";
import { markdownTable, readable, readableDate, readableSpread } from "./markdown.mjs";

/** Every target beside what each run reached. */
export function targetsTable(runs) {
  const head = ["work", "target", ...runs.map(({ date }) => readableDate(date))];
  return markdownTable([head, ...targets.map((target) => [target.work, bound(target), ...runs.map(cell(target))])]);
}

/** A bound as it is printed: ≤ 1.25, ≥ 5, a count, or nothing. */
export function bound({ atLeast, atMost, unit, isCount = false }) {
  if (isCount) return String(atMost);
  const limit = atLeast === undefined ? atMost : atLeast;
  if (limit === undefined) return "";
  return `${atLeast === undefined ? "≤" : "≥"} ${limit}${unit === undefined ? "" : ` ${unit}`}`;
}

function cell(target) {
  return ({ parts }) => {
    const result = reached(target, parts);
    if (result === null) return "not measured";
    const text = target.isCount ? readable(result.median) : readableSpread(result);
    return isEnough(target, result) === false ? `**${text}, missed**` : text;
  };
}
