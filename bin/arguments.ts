import { Argument, CommanderError, Option, type Command } from "commander";
import type { AnyCommand, ArgumentSpec, Context, OptionSpec } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { allTogether } from "../src/model/combine.js";
import { declareGlobals, globalOptions } from "./globals.js";

/** What was typed, split by commander: texts, not yet values. */
export interface Typed {
  readonly arguments: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Declares a command's arguments and options to commander. */
export function declareCommand(
  command: Command,
  { arguments: args, options }: Pick<AnyCommand, "arguments" | "options">,
): Command {
  // None is required here: missing arguments are asked for, or reported all together.
  for (const spec of args)
    command.addArgument(new Argument(`[${labelOf(spec)}${spec.variadic ? "..." : ""}]`, spec.description));
  for (const spec of options) command.addOption(optionOf(spec));
  return declareGlobals(command).allowExcessArguments(false);
}

function optionOf({ flags, description, repeatable }: OptionSpec): Option {
  const option = new Option(flags, description);
  if (repeatable)
    option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  return option;
}

/** An argument's placeholder in usage lines. */
export function labelOf(spec: ArgumentSpec): string {
  return spec.label ?? spec.name;
}

/** commander's refusals in our words; anything else is handed back as it is. */
export function usageError(error: unknown, name: string): unknown {
  if (!(error instanceof CommanderError)) return error;
  const [message = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const hint = suggestion === undefined ? `see: ff ${name} --help` : suggestion.replace(/^\((.*)\)$/, "$1");
  return new FfError("USAGE", message.replace(/\.$/, ""), { hint });
}

/**
 * Turns what was typed into a command's options, every problem of it in one error. Missing arguments are asked for
 * where somebody can be asked.
 * @throws FfError USAGE
 */
export async function readOptions(
  command: AnyCommand,
  name: string,
  typed: Typed,
  context: Context,
): Promise<Record<string, unknown>> {
  const known = new Set(
    [...command.options, ...globalOptions].flatMap(({ flags }) => flags.match(/(?<!\w)--?[\w-]+/g) ?? []),
  );
  const errors: FfError[] = [];
  const values: Record<string, unknown> = {};
  const collect = (label: string, read: () => unknown): unknown => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FfError)) throw error;
      errors.push(
        new FfError(error.code, `${label}: ${error.message}`, {
          ...(error.hint !== undefined && { hint: error.hint }),
        }),
      );
      return undefined;
    }
  };
  for (const spec of command.options) {
    const key = optionOf(spec).attributeName();
    const raw = typed.options[key];
    if (raw === undefined) continue;
    values[key] = collect(longName(spec), () => {
      for (const text of [raw].flat()) if (typeof text === "string") refuseMissing(text, known);
      return spec.parse === undefined ? raw : spec.parse(raw as never);
    });
  }
  const missing: ArgumentSpec[] = [];
  command.arguments.forEach((spec, index) => {
    const raw = typed.arguments[index];
    const isMissing = raw === undefined || (spec.variadic === true && raw.length === 0);
    if (isMissing) {
      if (spec.variadic) values[spec.name] = [];
      if (!spec.optional && (spec.missingUnless === undefined || values[spec.missingUnless] === undefined))
        missing.push(spec);
      return;
    }
    values[spec.name] = collect(`<${labelOf(spec)}>`, () =>
      spec.parse === undefined ? raw : spec.parse(raw as never),
    );
  });
  if (missing.length > 0 && errors.length === 0 && context.prompts !== null) {
    for (const spec of missing) {
      if (spec.ask === undefined) throw missingArguments([spec], command, name);
      values[spec.name] = await spec.ask(context, context.prompts);
    }
    return { ...values, asked: true };
  }
  if (missing.length > 0) errors.push(missingArguments(missing, command, name));
  if (errors.length > 0) throw allTogether(errors);
  return values;
}

/** An empty value is an unset variable of a script; one that is an option's name was meant as that option. */
function refuseMissing(text: string, known: ReadonlySet<string>): void {
  if (text === "") throw new FfError("USAGE", "the value is missing", { hint: "it is empty: is a variable unset?" });
  if (known.has(text)) throw new FfError("USAGE", "the value is missing", { hint: `${text} is an option itself` });
}

function missingArguments(missing: readonly ArgumentSpec[], command: AnyCommand, name: string): FfError {
  const labels = missing.map((spec) => `<${labelOf(spec)}>`).join(" and ");
  const [example] = command.examples;
  return new FfError("USAGE", `missing ${labels}`, {
    hint: example === undefined ? `see: ff ${name} --help` : `for example: ${example[0]}`,
  });
}

function longName({ flags }: OptionSpec): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}
