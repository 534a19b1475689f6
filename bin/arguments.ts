import type { AnyCommand, ArgumentSpec, OptionSpec } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { globalOptions } from "./globals.js";
import { splitPlainWords } from "./plain-words.js";

/** The part of a command that says how it is typed. */
export type Declaration = Pick<AnyCommand, "arguments" | "options" | "examples">;

/** What was typed, split: texts, not yet values. */
export interface Typed {
  readonly words: readonly string[];
  /** The first option that the command does not have, and all words from there on. */
  readonly unknown: readonly string[];
  /** By camelCase name, only those that were typed. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Which of their values were tied with `=`, by the same name: whatever those look like, they are values. */
  readonly tied: Readonly<Record<string, readonly string[]>>;
}

/**
 * Splits the words behind a command's name by its options and those of every command.
 * @throws FfError USAGE for an option at the end that lacks its value
 */
export async function split(words: readonly string[], options: readonly OptionSpec[]): Promise<Typed> {
  return splitBy(words, options, false);
}

/** The same for the words in front of a command's name; `words` are those from the name on. */
export async function splitHead(words: readonly string[], options: readonly OptionSpec[]): Promise<Typed> {
  return splitBy(words, options, true);
}

async function splitBy(words: readonly string[], own: readonly OptionSpec[], upToName: boolean): Promise<Typed> {
  const options = [...own, ...globalOptions];
  const plain = splitPlainWords(words, options, upToName);
  if (plain !== undefined) return plain;
  const { splitAnyWords } = await import("./commander.js");
  return splitAnyWords(words, options, upToName);
}

/** What was typed before and after a command's name: of an option that stands in both places, the later value counts. */
export function joined(before: Typed, after: Typed): Typed {
  return {
    ...after,
    options: { ...before.options, ...after.options },
    tied: { ...before.tied, ...after.tied },
  };
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
