import type { OptionSpec } from "../src/command.js";
import type { Typed } from "./arguments.js";
import { notationOf, type Notation } from "./notation.js";

/**
 * Splits words where nothing about them is odd, as nearly always: options that exist, spelled out, each with its value.
 * Loading commander takes a tenth of a start, so it is asked only about the rest, and it decides what is right: a test
 * holds this function to give exactly what commander gives, or undefined.
 *
 * @param upToName whether all from the first word on that is no option belongs to somebody else
 */
export function splitPlainWords(
  words: readonly string[],
  specs: readonly OptionSpec[],
  upToName: boolean,
): Typed | undefined {
  let byName: Map<string, Notation> | undefined;
  const operands: string[] = [];
  const options: Record<string, unknown> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") return { words: [...operands, ...words.slice(at + 1)], unknown: [], options };
    if (word.length < 2 || !word.startsWith("-")) {
      if (upToName) return { words: words.slice(at), unknown: [], options };
      operands.push(word);
      continue;
    }
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    byName ??= notationsByName(specs);
    const option = byName.get(equals < 0 ? word : word.slice(0, equals));
    if (option === undefined || (equals >= 0 && !option.takesValue)) return undefined;
    if (!option.takesValue) {
      options[option.key] = !option.negates;
      continue;
    }
    const value = equals < 0 ? words[++at] : word.slice(equals + 1);
    if (value === undefined) return undefined;
    const before = (options[option.key] ?? []) as readonly string[];
    options[option.key] = option.isRepeatable ? [...before, value] : value;
  }
  return { words: operands, unknown: [], options };
}

function notationsByName(specs: readonly OptionSpec[]): Map<string, Notation> {
  const notations = specs.map(notationOf);
  return new Map(notations.flatMap((notation) => notation.names.map((name) => [name, notation])));
}
