import { safe } from "./escape.js";
import type { View } from "./view.js";
import { loadMeasure } from "./width.js";
import { wordsOf, wrap } from "./wrap.js";

/** However narrow the terminal is, the text gets this much. */
const leastRoom = 20;

/**
 * A text of one or several lines behind a prefix, the later lines below the first; in a terminal set in lines of its
 * width. What it says may come from a file: it is escaped.
 */
export async function prefixed(
  prefix: string,
  text: string,
  paint: (text: string) => string,
  { isTTY, width }: Pick<View, "isTTY" | "width">,
): Promise<string[]> {
  const lines = text.split(/\r?\n/).map(safe);
  const room = isTTY ? Math.max(leastRoom, width - prefix.length) : Infinity;
  const measure = await loadMeasure(isTTY ? lines : []);
  return lines
    .flatMap((line) => (measure(line) <= room ? line : wrap(wordsOf(line), room, measure)))
    .map((line, index) => (index === 0 ? paint(prefix) : " ".repeat(prefix.length)) + line);
}
