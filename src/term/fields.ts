import { safe } from "./escape.js";
import type { Paint } from "./style.js";
import type { View } from "./view.js";
import { loadMeasure, padding } from "./width.js";
import { withCommas, wrap } from "./wrap.js";

/** Lines that stand as they are, such as a drawing, a path or a command: none is broken, and their spaces stay. */
export interface Drawn {
  readonly lines: readonly string[];
}

/** A label and its value or values, and how a line of the value is coloured. */
export type Field = readonly [
  label: string,
  value: string | readonly string[] | Drawn,
  paint?: (text: string, paint: Paint) => string,
];

const gap = "  ";
/** However narrow the terminal is, values get this much. */
const leastRoom = 20;

/**
 * Labels and values, ending in a line feed. In a terminal: aligned, long values set in lines of its width. Elsewhere:
 * one `label<TAB>value` a line, a list as many lines as it has values.
 *
 * @param margin stands before each line in a terminal
 */
export async function renderFields(fields: readonly Field[], view: View, margin = ""): Promise<string> {
  if (!view.isTTY) return fields.map(pipedLines).join("");
  const texts = fields.map(([label, value]) => ({ label: `${safe(label)}:`, value, words: wordsOf(value) }));
  const measure = await loadMeasure(texts.flatMap(({ label, words }) => [label, ...words]));
  const labelWidth = Math.max(0, ...texts.map(({ label }) => measure(label)));
  const room = Math.max(leastRoom, view.width - margin.length - labelWidth - gap.length);
  const indent = margin + " ".repeat(labelWidth) + gap;
  const blocks = texts.map(({ label, value, words }, index) => {
    const paint = fields[index]?.[2];
    const lines = (isDrawn(value) ? words : wrap(words, room, measure)).map(
      (line) => paint?.(line, view.paint) ?? line,
    );
    const start = margin + view.paint.dim(label) + padding(measure(label), labelWidth) + gap;
    return `${start}${lines.join(`\n${indent}`)}`.trimEnd();
  });
  return blocks.map((block) => `${block}\n`).join("");
}

function isDrawn(value: Field[1]): value is Drawn {
  return typeof value === "object" && "lines" in value;
}

/** What a line may be broken between; of a drawing, its lines. */
function wordsOf(value: Field[1]): string[] {
  if (isDrawn(value)) return value.lines.map(safe);
  return typeof value === "string" ? safe(value).split(" ") : withCommas(value.map(safe));
}

function pipedLines([label, value]: Field): string {
  const items = isDrawn(value) ? value.lines : typeof value === "string" ? [value] : value;
  const values = items.length > 0 ? items : [""];
  return values.map((one) => `${safe(label)}\t${safe(one)}\n`).join("");
}
