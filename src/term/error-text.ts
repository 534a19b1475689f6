import type { FfError, Location } from "../errors.js";
import { countOf } from "./count.js";
import { safe } from "./escape.js";
import { prefixed } from "./prefixed.js";
import type { View } from "./view.js";
import { characters, loadMeasure, type Measure } from "./width.js";

/** The document that `--json` prints on stderr for a failure. */
interface ErrorDocument {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly location: Place | null;
    /** Where there are several, each with a place of its own. */
    readonly problems?: readonly { readonly message: string; readonly location: Place | null }[];
    readonly stack?: string;
  };
}

type Place = Pick<Location, "file" | "line" | "column">;

/**
 * A failure as data, for scripts.
 * @param stack where it was thrown, with `--debug`
 */
export function errorJson({ code, message, hint, location, problems }: FfError, stack?: string): ErrorDocument {
  return {
    error: {
      code,
      message,
      hint: hint ?? null,
      location: placeJson(location),
      ...(problems.length > 1 && {
        problems: problems.map((problem) => ({ message: problem.message, location: placeJson(problem.location) })),
      }),
      ...(stack && { stack }),
    },
  };
}

function placeJson(location: Location | undefined): Place | null {
  return location === undefined ? null : { file: location.file, line: location.line, column: location.column };
}

/** A terminal shows this many problems of one failure, as `ff validate` does of one file; a pipe gets all. */
const mostProblems = 50;

/**
 * A failure for people, ending in a line feed: what happened, where, the line with a caret below, each problem with its
 * own, and what to do next.
 */
export async function renderError(error: FfError, view: View): Promise<string> {
  const { paint } = view;
  if (error.code === "CANCELLED") return `${safe(error.message)}\n`;
  const lines: string[] = [];
  const shown = view.isTTY ? error.problems.slice(0, mostProblems) : error.problems;
  for (const { message, location } of shown) {
    lines.push(...(await prefixed(lines.length === 0 ? "error: " : "       ", message, paint.red, view)));
    if (location) lines.push(...(await placeLines(location, view)));
  }
  const left = error.problems.length - shown.length;
  if (left > 0)
    lines.push(...(await prefixed("       ", `${countOf(left)} more not shown; --json has all`, paint.dim, view)));
  if (error.hint !== undefined) lines.push(...(await prefixed("  hint: ", error.hint, paint.cyan, view)));
  lines.push(paint.dim(`  code: ${error.code} (exit ${error.exitCode})`));
  return lines.map((line) => `${line}\n`).join("");
}

async function placeLines(location: Location, view: View): Promise<string[]> {
  const { file, line, column, excerpt, excerptColumn = column } = location;
  const lines = [`  ${view.paint.dim("-->")} ${safe(file)}:${line}:${column}`];
  if (excerpt === undefined) return lines;
  const gutter = `${line}`;
  const { before, after } = around(excerpt, excerptColumn);
  const measure = await loadMeasure([before, after]);
  const room = Math.max(20, view.width - gutter.length - "   | ".length);
  const start = tail(before, Math.floor((room * 2) / 3), measure);
  const rest = head(after, room - measure(start), measure);
  return [
    ...lines,
    `  ${view.paint.dim(`${gutter} |`)} ${start}${rest}`,
    `  ${view.paint.dim(`${" ".repeat(gutter.length)} |`)} ${" ".repeat(measure(start))}${view.paint.red("^")}`,
  ];
}

/** More than any terminal shows of a line: the one line of a minified file may have megabytes. */
const mostShown = 500;

/** The text before and from the column, fit for a terminal, of which some may be missing at the far ends. */
function around(excerpt: string, column: number): { before: string; after: string } {
  let at = 0;
  for (let passed = 1; passed < column && at < excerpt.length; passed++) {
    at += (excerpt.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return {
    before: shown(excerpt.slice(Math.max(0, at - mostShown), at)),
    after: shown(excerpt.slice(at, at + mostShown)),
  };
}

function shown(text: string): string {
  return safe(text.replaceAll("\t", "  "));
}

function head(text: string, room: number, measure: Measure): string {
  const kept = Array.from(characters(text));
  while (measure(kept.join("")) > room) kept.pop();
  return kept.join("");
}

function tail(text: string, room: number, measure: Measure): string {
  const kept = Array.from(characters(text));
  while (measure(kept.join("")) > room) kept.shift();
  return kept.join("");
}
