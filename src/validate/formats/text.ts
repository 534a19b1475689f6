import { renderMutation } from "../../mutation/render.js";
import { counted, countOf } from "../../term/count.js";
import { safe } from "../../term/escape.js";
import { shellWord } from "../../shell-word.js";
import { prefixed } from "../../term/prefixed.js";
import { sentence } from "../../term/sentence.js";
import type { View } from "../../term/view.js";
import { loadMeasure, padding, type Measure } from "../../term/width.js";
import { byRule, count, countIn, sentenceOf, type FileReport, type Report } from "../report.js";
import type { Problem } from "../rules/problem.js";

/** Of one file, a terminal shows this many problems; a pipe gets all. */
const mostShown = 50;

const indent = "  ";

/**
 * For people: what was mended, then each problem with its place, what is wrong and how to mend it, file by file. In a
 * pipe: a problem a line, tab-separated.
 */
export async function renderText(report: Report, view: View): Promise<string> {
  const blocks: string[] = [];
  for (const file of report.files) {
    if (file.mended !== null) blocks.push(await renderMutation(file.mended, view));
    if (view.isTTY) blocks.push(...(await problemBlocks(file, view)), await summaryOf(file, view));
    else blocks.push(pipedLines(file));
  }
  if (view.isTTY && report.files.length > 1) blocks.push(await sentence(totalOf(report), view));
  return blocks.join(view.isTTY ? "\n" : "");
}

function pipedLines(file: FileReport): string {
  const lines = file.problems.map((problem) =>
    [placeOf(problem, file), problem.severity, problem.rule, sentenceOf(problem), safe(problem.hint)].join("\t"),
  );
  return [...lines, [safe(file.file), wordsFor(file)].join("\t")].map((line) => `${line}\n`).join("");
}

async function problemBlocks(file: FileReport, view: View): Promise<string[]> {
  const { problems } = file;
  const shown = mostImportant(problems);
  const measure = await loadMeasure(
    shown.flatMap((problem) => [safe(file.file), sentenceOf(problem), safe(problem.hint)]),
  );
  const placeWidth = Math.max(0, ...shown.map((problem) => measure(placeOf(problem, file))));
  const blocks = await Promise.all(shown.map((problem) => renderProblem(problem, file, placeWidth, view, measure)));
  if (shown.length < problems.length) blocks.push(await restOf(problems, shown, view));
  return blocks;
}

/** As many as there is room for, errors before warnings, still in the order of the file. */
function mostImportant(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= mostShown) return problems;
  const isError = ({ severity }: Problem): boolean => severity === "error";
  const errors = problems.filter(isError).slice(0, mostShown);
  const warnings = problems.filter((problem) => !isError(problem)).slice(0, mostShown - errors.length);
  const kept = new Set([...errors, ...warnings]);
  return problems.filter((problem) => kept.has(problem));
}

async function renderProblem(
  problem: Problem,
  file: FileReport,
  placeWidth: number,
  view: View,
  measure: Measure,
): Promise<string> {
  const { paint } = view;
  const { severity, rule, hint } = problem;
  const place = placeOf(problem, file);
  const paintSeverity = severity === "error" ? paint.red : paint.yellow;
  const head = [
    paint.bold(place) + padding(measure(place), placeWidth),
    paintSeverity(severity) + padding(severity.length, "warning".length),
    paint.dim(rule),
  ].join("  ");
  const hints = await prefixed(`${indent}hint: `, hint, paint.cyan, view);
  return [
    await sentence(head, view),
    await sentence(sentenceOf(problem), view, indent),
    ...hints.map((line) => `${line}\n`),
  ].join("");
}

function placeOf({ line, column }: Problem, { file }: FileReport): string {
  return `${safe(file)}:${line}:${column}`;
}

/** What is left out, by rule, the most frequent first. */
function restOf(problems: readonly Problem[], shown: readonly Problem[], view: View): Promise<string> {
  const kept = new Set(shown);
  const rest = problems.filter((problem) => !kept.has(problem));
  const counts = [...byRule(rest)].map(([rule, { length }]) => [rule, length] as const);
  const named = counts.sort(([, one], [, other]) => other - one).map(([rule, number]) => `${rule} ${number}`);
  const text = `${rest.length} more not shown: ${named.join(", ")}; all of them: ff validate … | less`;
  return sentence(view.paint.dim(text), view);
}

async function summaryOf(file: FileReport, view: View): Promise<string> {
  const { paint } = view;
  const { problems, flags, path } = file;
  const name = safe(file.file);
  if (problems.length === 0) return sentence(`${name}: ${paint.green(wordsFor(file))}`, view);
  const fixable = problems.filter((problem) => problem.fixable).length;
  const flagsInWords = flags === null ? "" : ` (${counted(flags, "flag")})`;
  const fix =
    fixable === 0 || path === null
      ? ""
      : await sentence(`${countOf(fixable)} of them can be mended with: ff validate --fix ${shellWord(path)}`, view);
  return (await sentence(paint.bold(`${found(problems)} in ${name}${flagsInWords}`), view)) + fix;
}

function totalOf(report: Report): string {
  const errors = count(report, "error");
  const warnings = count(report, "warning");
  return `${counted(errors, "error")}, ${counted(warnings, "warning")} in ${counted(report.files.length, "file")}`;
}

/** A file's outcome behind its name. */
function wordsFor({ problems, flags }: FileReport): string {
  const flagsInWords = flags === null ? [] : [counted(flags, "flag")];
  return [...flagsInWords, problems.length === 0 ? "no problems" : found(problems)].join(", ");
}

function found(problems: readonly Problem[]): string {
  const errors = countIn(problems, "error");
  const warnings = countIn(problems, "warning");
  const parts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ];
  return parts.join(", ");
}
