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
  const operands: string[] = [];
  const options: Record<string, unknown> = {};
  const tied: Record<string, string[]> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") return { words: [...operands, ...words.slice(at + 1)], unknown: [], options, tied };
    if (word.length < 2 || !word.startsWith("-")) {
      if (upToName) return { words: words.slice(at), unknown: [], options, tied };
      operands.push(word);
      continue;
    }
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const option = optionNamed(specs, equals < 0 ? word : word.slice(0, equals));
    if (option === undefined || (equals >= 0 && !option.takesValue)) return undefined;
    if (!option.takesValue) {
      options[option.key] = !option.negates;
      continue;
    }
    const value = equals < 0 ? words[++at] : word.slice(equals + 1);
    if (value === undefined) return undefined;
    if (equals >= 0) (tied[option.key] ??= []).push(value);
    const before = (options[option.key] ?? []) as readonly string[];
    options[option.key] = option.isRepeatable ? [...before, value] : value;
  }
  return { words: operands, unknown: [], options, tied };
}

/** Takes only the notations to pieces that have this name somewhere in them: each takes time at every start. */
function optionNamed(specs: readonly OptionSpec[], name: string): Notation | undefined {
  for (const spec of specs) {
    if (!spec.flags.includes(name)) continue;
    const notation = notationOf(spec);
    if (notation.names.includes(name)) return notation;
  }
  return undefined;
}
