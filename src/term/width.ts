/** The columns that a text takes in a terminal. */
export type Measure = (text: string) => number;

const printableAscii = /^[\x20-\x7e]*$/;

/** First and last code of characters that stand alone, and the columns each takes. Ordered by frequency of use. */
const simple: readonly (readonly [first: number, last: number, columns: number])[] = [
  [0x20, 0x7e, 1], // ASCII
  [0xaf, 0x2ff, 1], // Latin
  [0x4e00, 0x9fff, 2], // Han
  [0x3041, 0x3096, 2], // Hiragana
  [0x30a1, 0x30fa, 2], // Katakana
  [0xac00, 0xd7a3, 2], // Hangul
  [0xff01, 0xff60, 2], // full-width forms
  [0x2500, 0x25a9, 1], // lines and blocks
  [0x2010, 0x2027, 1], // dashes, quotation marks, ellipsis
  [0x2190, 0x2193, 1], // arrows
];

/** The width of a text made of simple characters only; undefined when it holds any other. */
function simpleWidth(text: string): number | undefined {
  if (printableAscii.test(text)) return text.length;
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const range = simple.find(([first, last]) => code >= first && code <= last);
    if (range === undefined) return undefined;
    width += range[2];
  }
  return width;
}

/** A measure for these texts, which must not hold control characters; string-width is loaded only when one needs it. */
export async function loadMeasure(texts: Iterable<string>): Promise<Measure> {
  for (const text of texts) {
    if (simpleWidth(text) === undefined) {
      const { default: stringWidth } = await import("string-width");
      return remember((any) => simpleWidth(any) ?? stringWidth(any));
    }
  }
  return (text) => simpleWidth(text) ?? text.length;
}

/** A cell is measured for its column, its cut and its padding; segmenting it each time is most of a table's cost. */
function remember(measure: Measure): Measure {
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? measure(text);
    known.set(text, width);
    return width;
  };
}

/** The characters as a reader sees them: a letter with its accents, a flag of two code points. */
export function* characters(text: string): Generator<string> {
  for (const { segment } of new Intl.Segmenter().segment(text)) yield segment;
}

/** The text, or what fits of it with the mark of omission at its end; never cuts a character in two. */
export function truncate(text: string, width: number, measure: Measure, mark: string): string {
  if (measure(text) <= width) return text;
  const room = width - mark.length;
  if (room <= 0) return mark.slice(0, width);
  let kept = "";
  let used = 0;
  for (const character of characters(text)) {
    used += measure(character);
    if (used > room) break;
    kept += character;
  }
  return kept + mark;
}

/** The spaces that bring a text of this width up to the other one. */
export function padding(width: number, target: number): string {
  return " ".repeat(Math.max(0, target - width));
}
