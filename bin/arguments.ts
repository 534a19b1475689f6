import { CommanderError, Option, type Command } from "commander";
import type { AnyCommand, ArgumentSpec, OptionSpec } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { declareGlobals } from "./globals.js";

/** The part of a command that says how it is typed. */
export type Declaration = Pick<AnyCommand, "arguments" | "options" | "examples">;

/** What was typed, split by commander: texts, not yet values. */
export interface Typed {
  readonly words: readonly string[];
  /** The first option that the command does not have, and all words from there on. */
  readonly unknown: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Declares a command's options to commander. */
export function declareOptions(command: Command, options: readonly OptionSpec[]): Command {
  for (const spec of options) command.addOption(optionOf(spec));
  return declareGlobals(command);
}

export function optionOf({ flags, description, repeatable }: OptionSpec): Option {
  const option = new Option(flags, description);
  if (repeatable)
    option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  return option;
}

/**
 * Splits words by a command's declaration. commander's own `parse` would give up at the first thing that is wrong.
 * @throws FfError USAGE for an option at the end that lacks its value
 */
export function split(command: Command, words: readonly string[]): Typed {
  try {
    const { operands, unknown } = command.parseOptions([...words]);
    return { words: operands, unknown, options: command.opts() };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const option = /--[\w-]+/.exec(error.message)?.[0] ?? words.at(-1) ?? "";
    throw missingValue(option, `type it after ${option}`);
  }
}

export function missingValue(option: string, hint: string): FfError {
  return new FfError("USAGE", `${option}: the value is missing`, { hint });
}

/** An argument's placeholder in usage lines. */
export function labelOf(spec: ArgumentSpec): string {
  return spec.label ?? spec.name;
}

/** How a command is typed: `ff rollout <name> <percentage> [options]`. */
export function usageOf(name: string, { arguments: args }: Declaration): string {
  const terms = args.map((spec) => {
    const label = `${labelOf(spec)}${spec.variadic ? "..." : ""}`;
    return spec.optional || spec.missingUnless !== undefined ? `[${label}]` : `<${label}>`;
  });
  return ["ff", name, ...terms, "[options]"].join(" ");
}
