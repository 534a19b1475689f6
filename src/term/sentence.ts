import { stripVTControlCharacters } from "node:util";
import type { View } from "./view.js";
import { loadMeasure } from "./width.js";
import { wordsOf, wrap } from "./wrap.js";

/**
 * A sentence ending in a line feed, in a terminal set in lines of its width. What it says is escaped and painted already.
 * @param margin stands before each line
 */
export async function sentence(
  text: string,
  { isTTY, width }: Pick<View, "isTTY" | "width">,
  margin = "",
): Promise<string> {
  const plain = stripVTControlCharacters(text);
  const measure = await loadMeasure(isTTY ? [plain] : []);
  const room = width - margin.length;
  if (!isTTY || measure(plain) <= room) return `${margin}${text}\n`;
  const lines = wrap(wordsOf(text), room, (word) => measure(stripVTControlCharacters(word)));
  return lines.map((line) => `${margin}${line.trim()}\n`).join("");
}
