import type { OptionSpec } from "../src/command.js";
import { FfError } from "../src/errors.js";
import type { Typed } from "./arguments.js";
import { splitAnyWords } from "./commander.js";
import { globalOptions } from "./globals.js";
import { notationOf } from "./notation.js";

/** A command's words up to the cursor, read as far as they go. */
export interface UpToCursor {
  /** What was typed of the options, by camelCase name. */
  readonly typed: Typed["options"];
  /** Every option that may stand here, the global ones too. */
  readonly options: readonly OptionSpec[];
  readonly operands: readonly string[];
  /** The option at the end, if it still lacks its value. */
  readonly awaiting?: OptionSpec;
  /** Behind `--`, nothing is an option. */
  readonly onlyArguments: boolean;
}

/**
 * Reads words as `split` does for a command that runs.
 * @param upToName whether all from the first word on that is no option belongs to somebody else
 */
export function readUpToCursor(own: readonly OptionSpec[], words: readonly string[], upToName: boolean): UpToCursor {
  const options = [...own, ...globalOptions];
  try {
    const { words: operands, options: typed } = splitAnyWords(words, options, upToName);
    return { typed, options, operands, onlyArguments: words.includes("--") };
  } catch (error) {
    if (!(error instanceof FfError)) throw error;
    const { typed, operands } = readUpToCursor(own, words.slice(0, -1), upToName);
    const awaiting = named(options, words.at(-1) ?? "");
    return { typed, options, operands, onlyArguments: false, ...(awaiting && { awaiting }) };
  }
}

/** The option that is spelled so. */
export function named(options: readonly OptionSpec[], name: string): OptionSpec | undefined {
  return options.find((spec) => notationOf(spec).names.includes(name));
}
