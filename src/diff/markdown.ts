import { differenceInWords } from "../model/diff.js";
import { listFields } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import type { Comparison } from "../preview/compare.js";
import { examplesInWords, noticedInWords, previewInWords } from "../preview/words.js";
import { codeSpan, tableRow } from "./code-span.js";
import type { FlagDifference } from "./flags-diff.js";
import { changesInWords, fieldsToTell, sameInWords, totalsInWords, warningsInWords, whoInWords } from "./in-words.js";
import type { Report } from "./report.js";

/** Characters for the warnings, the table and the fields each: GitHub takes comments of up to 65,536. */
const roomOfPart = 20_000;

/** Of one flag, so many fields are told. */
const mostFields = 20;

/**
 * The comparison as a comment on a pull request, in GitHub's Markdown. Whatever comes from a file stands in code
 * spans, where it can't link, mention or mark up anything.
 */
export function markdownOf({ sides: { a, b }, diff, comparison }: Report): string {
  const noticed = comparison && noticedInWords(comparison, diff.flags.length, codeSpan);
  const users = noticed === null ? "" : ` ${noticed}: ${codeSpan(comparison?.source ?? "")}.`;
  const between = `${codeSpan(a.source)} → ${codeSpan(b.source)}`;
  const columns = ["Flag", "Change", "What", ...(comparison === null ? [] : ["Users"])];
  const head = tableRow(columns) + tableRow(columns.map(() => "---"));
  const rows = diff.flags.map((flag) => tableRow(cellsOf(flag, comparison)));
  const details = diff.flags
    .filter(({ change }) => change === "changed" || comparison !== null)
    .map((flag) => detailsOf(flag, comparison));
  const parts = [
    `### Feature flags: ${totalsInWords(diff) ?? "no difference"}\n`,
    `${between}: ${sameInWords(diff)}.${users}\n`,
    part("> [!WARNING]\n", diff.flags.flatMap(warningsOf), (more) => `> - ${more}\n`),
    part(head, rows, (more) => `\n${more}\n`),
    folded(
      "Flag by flag",
      part("", details, (more) => `- ${more}\n`),
    ),
  ];
  return parts.filter((text) => text !== "").join("\n");
}

/** As many pieces as there is room for, and how many were left out. Nothing at all without a piece. */
function part(head: string, pieces: readonly string[], leftOut: (more: string) => string): string {
  if (pieces.length === 0) return "";
  let text = head;
  for (const [index, piece] of pieces.entries()) {
    if (text.length + piece.length > roomOfPart) return text + leftOut(moreOf(pieces.length - index));
    text += piece;
  }
  return text;
}

function moreOf(count: number): string {
  return `… and ${count} more`;
}

function folded(summary: string, text: string): string {
  return text === "" ? "" : `<details>\n<summary>${summary}</summary>\n\n${text}\n</details>\n`;
}

function warningsOf(flag: FlagDifference): string[] {
  return warningsInWords(flag, codeSpan).map((words) => `> - ${codeSpan(flag.key)}: ${words}\n`);
}

function cellsOf(flag: FlagDifference, comparison: Comparison | null): string[] {
  const changes = some(changesInWords(flag).map(codeSpan)).join("<br>");
  const cells = [codeSpan(flag.key), flag.change, changes];
  if (comparison === null) return cells;
  const preview = comparison.flags.get(flag.key);
  return [...cells, preview === undefined ? "not counted" : previewInWords(preview)];
}

function detailsOf(flag: FlagDifference, comparison: Comparison | null): string {
  const who = whoInWords(flag);
  const preview = comparison?.flags.get(flag.key);
  const lines = [
    ...(who === null ? [] : [`${codeSpan(who.had)} → ${codeSpan(who.has)}`]),
    ...effectOf(flag),
    ...(preview ? examplesInWords(preview).map(([label, names]) => `${label}: ${codeSpan(names)}`) : []),
    ...fieldsToTell(flag).map((one) => `${codeSpan(one.field)}: ${codeSpan(differenceInWords(one))}`),
  ];
  return [`- **${codeSpan(flag.key)}**\n`, ...some(lines).map((line) => `  - ${line}\n`)].join("");
}

/** The sentence names what a targeting list holds; of anything else it is all ours. */
function effectOf({ effect, after }: FlagDifference): string[] {
  if (effect === null) return [];
  const namesItems = after !== null && !isDamaged(after.flag) && Object.hasOwn(listFields, after.flag.strategy);
  return [namesItems ? codeSpan(effect) : effect];
}

function some(lines: readonly string[]): readonly string[] {
  return lines.length <= mostFields ? lines : [...lines.slice(0, mostFields), moreOf(lines.length - mostFields)];
}
