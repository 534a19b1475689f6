import type { Measure } from "./width.js";

/** Words set in lines of at most this width, one space between them; a longer word gets a line of its own, whole. */
export function wrap(words: readonly string[], width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  for (const word of words) {
    const added = measure(word) + (line.length > 0 ? 1 : 0);
    if (line.length > 0 && used + added > width) {
      lines.push(line.join(" "));
      line = [word];
      used = measure(word);
    } else {
      line.push(word);
      used += added;
    }
  }
  return [...lines, line.join(" ")];
}

/** Items of a list as words, each but the last with its comma. */
export function withCommas(items: readonly string[]): string[] {
  return items.map((item, index) => (index < items.length - 1 ? `${item},` : item));
}
