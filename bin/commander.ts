import { Command, CommanderError, Option } from "commander";
import type { OptionSpec } from "../src/command.js";
import { missingValue, type Typed } from "./arguments.js";

/**
 * Splits any words as commander does. Its own `parse` would give up at the first thing that is wrong.
 * @throws FfError USAGE for an option at the end that lacks its value
 */
export function splitAnyWords(words: readonly string[], specs: readonly OptionSpec[], upToName: boolean): Typed {
  const command = commandOf(specs).passThroughOptions(upToName);
  try {
    const { operands, unknown } = command.parseOptions([...words]);
    const typed = Object.entries(command.opts()).filter(([key]) => command.getOptionValueSource(key) === "cli");
    return { words: operands, unknown, options: Object.fromEntries(typed) };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const option = /--[\w-]+/.exec(error.message)?.[0] ?? words.at(-1) ?? "";
    throw missingValue(option, `type it after ${option}`);
  }
}

/** Declares options to commander, which would otherwise print, colour and exit by its own lights. */
function commandOf(specs: readonly OptionSpec[]): Command {
  const command = new Command("ff")
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const spec of specs) command.addOption(optionOf(spec));
  return command;
}

function optionOf({ flags, description, repeatable }: OptionSpec): Option {
  const option = new Option(flags, description);
  if (repeatable)
    option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  return option;
}
