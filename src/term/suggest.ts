import { distance } from "fastest-levenshtein";

/** Words of this length or more also match as a part of a longer name. */
const shortestPart = 3;

interface Candidate {
  readonly name: string;
  /** Edits away; a part of a name ranks behind names that are a slip of the finger away. */
  readonly score: number;
  readonly lengthGap: number;
}

/** The names that may have been meant by a word, best first; none when nothing is really close. Case does not count. */
export function closest(word: string, names: Iterable<string>, max = 3): string[] {
  const wanted = word.toLowerCase();
  const slips = slipsAllowed(wanted.length);
  const found: Candidate[] = [];
  for (const name of names) {
    const score = scoreOf(wanted, name.toLowerCase(), slips);
    if (score !== undefined) found.push({ name, score, lengthGap: Math.abs(name.length - word.length) });
  }
  found.sort((a, b) => a.score - b.score || a.lengthGap - b.lengthGap || (a.name < b.name ? -1 : 1));
  return found.slice(0, max).map(({ name }) => name);
}

function slipsAllowed(length: number): number {
  if (length < 3) return 0;
  if (length < 6) return 1;
  return length < 9 ? 2 : 3;
}

function scoreOf(wanted: string, name: string, slips: number): number | undefined {
  if (Math.abs(name.length - wanted.length) <= slips) {
    const edits = editsBetween(wanted, name);
    if (edits <= slips) return edits;
  }
  return partScore(wanted, name);
}

/** Two letters that changed places are one slip, though two edits. */
function editsBetween(a: string, b: string): number {
  const edits = distance(a, b);
  return edits === 2 && a.length === b.length && sortedLetters(a) === sortedLetters(b) ? 1 : edits;
}

function sortedLetters(text: string): string {
  return Array.from(text).sort().join("");
}

function partScore(wanted: string, name: string): number | undefined {
  const [part, whole] = wanted.length < name.length ? [wanted, name] : [name, wanted];
  // A name inside the wanted word must be most of it: "on" is no suggestion for "configuration".
  if (part.length < shortestPart || (part === name && part.length * 2 < whole.length)) return undefined;
  if (whole.startsWith(part)) return 3.1;
  return whole.includes(part) ? 3.2 : undefined;
}
