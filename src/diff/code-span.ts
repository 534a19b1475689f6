import { safe } from "../term/escape.js";

/** Longer texts are cut, so that one value can't fill a comment. */
const longest = 120;

/**
 * Text from a file as a code span of GitHub's Markdown. Within one nothing is a link, a mention, a tag or an emphasis,
 * and what could end it is kept from doing so.
 */
export function codeSpan(text: string): string {
  const shown = safe(cut(text));
  if (shown === "") return '`""`';
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // A space at both ends is taken off again, and keeps the text's own backticks and spaces from the fence.
  const room = /[^ ]/.test(shown) && /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${room}${shown}${room}${fence}`;
}

/** A row of a table. There, `\|` is a pipe even within code; behind a backslash of the text's own nobody agrees what it is. */
export function tableRow(cells: readonly string[]): string {
  const escaped = cells.map((cell) => cell.replaceAll("|", cell.includes("\\") ? "\\x7c" : "\\|"));
  return `| ${escaped.join(" | ")} |\n`;
}

function cut(text: string): string {
  const characters = Array.from(text.slice(0, 2 * longest + 1));
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}
