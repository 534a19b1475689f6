/** A line of bash up to the cursor, taken apart. */
export interface BashLine {
  /** The words before the one under the cursor, the command's name first, without their quotes. */
  readonly words: readonly string[];
  /** What there is of the word under the cursor, without quotes. */
  readonly current: string;
  /** How much of it stays on the line: bash replaces what follows the last `:`, `=` or open quote. */
  readonly standing: number;
  /** The quote that is still open there. */
  readonly quote: Quote;
  /** It is the target of a redirection, `> out.json`. */
  readonly redirected: boolean;
}

type Quote = "" | "'" | '"';

/**
 * Takes a line apart as readline does to find what it will replace, which COMP_WORDS does not tell: bash splits those at
 * every `:` and `=`.
 *
 * @param breaks COMP_WORDBREAKS: characters that part words for readline, though not for bash
 */
export function readBashLine(line: string, breaks: string): BashLine {
  const words: string[] = [];
  let word: string | undefined;
  let standing = 0;
  let standingBeforeQuote = 0;
  let quote: Quote = "";
  let redirected = false;
  const endWord = (): void => {
    if (word !== undefined && !redirected) words.push(word);
    if (word !== undefined) redirected = false;
    word = undefined;
    standing = 0;
  };
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (character === "\\" && (quote === "" || (quote === '"' && /["$\\`]/.test(next)))) {
      word = (word ?? "") + next;
      at++;
    } else if (character === quote) {
      quote = "";
      standing = standingBeforeQuote;
    } else if (quote === "" && (character === "'" || character === '"')) {
      quote = character;
      word ??= "";
      standingBeforeQuote = standing;
      standing = word.length;
    } else if (quote === "" && /[\s<>]/.test(character)) {
      endWord();
      if (!/\s/.test(character)) redirected = true;
    } else {
      word = (word ?? "") + character;
      if (quote === "" && breaks.includes(character)) standing = word.length;
    }
  }
  return { words, current: word ?? "", standing, quote, redirected };
}

/** A value as bash has to find it on the line, in place of what it replaces of the word under the cursor. */
export function insertion(value: string, { standing, quote }: Pick<BashLine, "standing" | "quote">): string {
  const rest = value.slice(standing);
  if (quote === "'") return closed(rest.replaceAll("'", "'\\''"), quote);
  // Within double quotes nothing but another quote keeps ! from the history.
  if (quote === '"') return closed(rest.replace(/["$\\`]/g, "\\$&").replaceAll("!", '"\\!"'), quote);
  return rest.replace(/[^\w@%+=:,./\-\u0080-\uffff]/g, "\\$&");
}

/** readline closes the quote itself, unless the text ends in one: it takes that for the closing one, whatever it is. */
function closed(text: string, quote: Quote): string {
  return text.endsWith(quote) ? text + quote : text;
}
