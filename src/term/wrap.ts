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

/**
 * What a text may be broken between. A command of ff behind a colon, to the end of the text, is one word: somebody will
 * copy it, and a line feed in it would run the half of it.
 */
export function wordsOf(text: string): string[] {
  const command = text.search(/(?<=: )ff /);
  if (command >= 0) return [...text.slice(0, command - 1).split(" "), text.slice(command)];
  return text.split(" ");
}

/** Items of a list as words, each but the last with its comma. */
export function withCommas(items: readonly string[]): string[] {
  return items.map((item, index) => (index < items.length - 1 ? `${item},` : item));
}
