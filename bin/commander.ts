import { Command, CommanderError, Option } from "commander";
import type { OptionSpec } from "../src/command.js";
import { missingValue, type Typed } from "./arguments.js";
import { notationOf } from "./notation.js";

/** Marks a tied value on its way through commander, which does not tell. No word of a process can hold it. */
const mark = "\0";

/**
 * Splits any words as commander does. Its own `parse` would give up at the first thing that is wrong.
 * @throws FfError USAGE for an option at the end that lacks its value
 */
export function splitAnyWords(words: readonly string[], specs: readonly OptionSpec[], upToName: boolean): Typed {
  const tied: Record<string, string[]> = {};
  const command = commandOf(specs, tied).passThroughOptions(upToName);
  try {
    const { operands, unknown } = command.parseOptions(words.map(marked));
    const typed = Object.entries(command.opts()).filter(([key]) => command.getOptionValueSource(key) === "cli");
    return { words: operands.map(unmarked), unknown: unknown.map(unmarked), options: Object.fromEntries(typed), tied };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const option = /--[\w-]+/.exec(error.message)?.[0] ?? words.at(-1) ?? "";
    throw missingValue(option, `type it after ${option}`);
  }
}

/** Declares options to commander, which would otherwise print, colour and exit by its own lights. */
function commandOf(specs: readonly OptionSpec[], tied: Record<string, string[]>): Command {
  const command = new Command("ff")
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const spec of specs) command.addOption(optionOf(spec, tied));
  return command;
}

function optionOf(spec: OptionSpec, tied: Record<string, string[]>): Option {
  const option = new Option(spec.flags, spec.description);
  const { key, takesValue, isRepeatable } = notationOf(spec);
  if (!takesValue) return option;
  return option.argParser((typed: string, before: unknown) => {
    const value = unmarked(typed);
    if (typed.startsWith(mark)) (tied[key] ??= []).push(value);
    return isRepeatable ? [...((before ?? []) as readonly string[]), value] : value;
  });
}

function marked(word: string): string {
  return word.replace(/^--[^=]+=/, `$&${mark}`);
}

function unmarked(word: string): string {
  return word.replace(mark, "");
}
