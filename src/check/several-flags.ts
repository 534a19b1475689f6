import { explain } from "../eval/explain.js";
import type { User } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import { noFlags } from "../no-flags.js";
import { safe, shownName } from "../term/escape.js";
import { sentence } from "../term/sentence.js";
import { renderTable, type Column } from "../term/table.js";
import type { View } from "../term/view.js";
import type { OneAnswer } from "./one-user.js";

/** The answers of several flags for one user, or for nobody in particular. */
export interface SeveralAnswers {
  readonly kind: "several";
  readonly answers: readonly OneAnswer[];
  readonly user: User | undefined;
  readonly file: string;
  /** As `--file` named it; null where it was found without. */
  readonly fileOption: string | null;
}

/** Most reasons are no longer than this; cut shorter, they would say no more than the answer. */
const leastReason = 28;

/** How many are on, and a line for each flag. */
export async function renderSeveral({ answers, user, file, fileOption }: SeveralAnswers, view: View): Promise<string> {
  if (!view.isTTY) return renderTable(answers, columnsFor(answers, view), view);
  if (answers.length === 0) return noFlags(file, fileOption, view);
  const on = answers.filter(({ evaluation }) => evaluation.enabled).length;
  const whom = user === undefined ? "" : ` for ${view.paint.bold(safe(user.userId))}`;
  const heading = `${on} of ${answers.length} flags ${on === 1 ? "is" : "are"} on${whom}`;
  return `${await sentence(heading, view)}${await renderTable(answers, columnsFor(answers, view), view)}`;
}

/** In a pipe nothing is left out. */
function columnsFor(answers: readonly OneAnswer[], { isTTY }: View): Column<OneAnswer>[] {
  const variant: Column<OneAnswer> = {
    header: "variant",
    value: ({ evaluation }) => evaluation.variant ?? "",
    keep: 2,
    max: 20,
  };
  const hasVariants = answers.some(({ evaluation }) => evaluation.variant !== null);
  return [
    {
      header: "flag",
      max: 44,
      min: 20,
      value: ({ evaluation }) => shownName(evaluation.flag),
      paint: (text, _, paint) => paint.bold(text),
    },
    {
      header: "answer",
      value: ({ evaluation }) => (evaluation.enabled ? "on" : "off"),
      paint: (text, { evaluation }, paint) => (evaluation.enabled ? paint.green : paint.red)(text),
    },
    ...(hasVariants || !isTTY ? [variant] : []),
    {
      header: "why",
      keep: 1,
      min: leastReason,
      value: ({ evaluation }) => explain(evaluation.detail),
      paint: (text, { flag }, paint) => (isDamaged(flag) ? paint.red(text) : text),
    },
  ];
}
