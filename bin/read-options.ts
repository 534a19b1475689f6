import type { ArgumentSpec, Context, OptionSpec } from "../src/command.js";
import { allTogether, FfError } from "../src/errors.js";
import { labelOf, missingValue, usageOf, type Declaration, type Typed } from "./arguments.js";
import { globalOptions } from "./globals.js";
import { longName, notationOf } from "./notation.js";

/**
 * Turns what was typed into a command's options, every problem of it in one error. Missing arguments are asked for
 * where somebody can be asked.
 * @throws FfError USAGE
 */
export async function readOptions(
  command: Declaration,
  name: string,
  typed: Typed,
  context: Context,
): Promise<Record<string, unknown>> {
  const problems = await unknownOptions(typed.unknown, command.options);
  const values = await readValues(command, typed, problems);
  // Behind an option that is unknown or lacks its value, nobody can tell which word is an argument.
  const wordsAreClear = problems.length === 0;
  const missing = await readWords(command, typed.words, values, problems);
  if (wordsAreClear) {
    const excess = typed.words.slice(command.arguments.at(-1)?.variadic ? Infinity : command.arguments.length);
    if (excess.length > 0) problems.push(excessWords(excess, command, name));
    if (missing.length > 0 && problems.length === 0 && context.prompts !== null)
      return { ...(await askFor(missing, values, command, name, context)), asked: true };
    if (missing.length > 0) problems.push(missingWords(missing, command, name));
  }
  if (problems.length > 0) throw allTogether(problems);
  return values;
}

/** The values of options. Adds to the problems. */
async function readValues(command: Declaration, typed: Typed, problems: FfError[]): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  problems.push(...withoutValue("--file", "file", typed, command.options));
  for (const spec of command.options) {
    const key = notationOf(spec).key;
    const raw = typed.options[key];
    if (raw === undefined) continue;
    const lacking = withoutValue(longName(spec), key, typed, command.options);
    problems.push(...lacking);
    if (lacking.length > 0) continue;
    values[key] = await attempt(longName(spec), spec, raw, problems);
  }
  return values;
}

/** Puts the values of arguments beside those of options. Adds to the problems, and gives the arguments that lack. */
async function readWords(
  command: Declaration,
  words: readonly string[],
  values: Record<string, unknown>,
  problems: FfError[],
): Promise<ArgumentSpec[]> {
  const missing: ArgumentSpec[] = [];
  for (const [index, spec] of command.arguments.entries()) {
    if (index < words.length) {
      const raw = spec.variadic ? words.slice(index) : words[index];
      values[spec.name] = await attempt(`<${labelOf(spec)}>`, spec, raw, problems);
      continue;
    }
    if (spec.variadic) values[spec.name] = [];
    const isCovered = spec.missingUnless !== undefined && values[spec.missingUnless] !== undefined;
    if (!spec.optional && !isCovered) missing.push(spec);
  }
  return missing;
}

/** The value of what was typed; undefined where that is a problem, which is added to the others. */
async function attempt(
  label: string,
  spec: ArgumentSpec | OptionSpec,
  raw: unknown,
  problems: FfError[],
): Promise<unknown> {
  const refused = await outsideChoices(label, spec, raw);
  problems.push(...refused);
  if (refused.length > 0) return undefined;
  try {
    return spec.parse === undefined ? raw : spec.parse(raw as never);
  } catch (error) {
    if (!(error instanceof FfError)) throw error;
    const isEmpty = [raw].flat().includes("");
    const hint = [...error.hints, ...(isEmpty ? ["it is empty: is a variable unset?"] : [])];
    problems.push(new FfError(error.code, `${label}: ${error.message}`, { hint }));
    return undefined;
  }
}

async function askFor(
  missing: readonly ArgumentSpec[],
  values: Readonly<Record<string, unknown>>,
  command: Declaration,
  name: string,
  context: Context,
): Promise<Record<string, unknown>> {
  const { prompts } = context;
  const known: Record<string, unknown> = { ...values };
  for (const spec of missing) {
    if (spec.ask === undefined || prompts === null) throw missingWords([spec], command, name);
    known[spec.name] = await spec.ask(context, prompts, known);
  }
  return known;
}

/**
 * An empty value is an unset variable of a script; one that is an option's name was meant as that option, unless it was
 * tied to its own.
 */
function withoutValue(option: string, key: string, typed: Typed, options: readonly OptionSpec[]): FfError[] {
  const texts = [typed.options[key]].flat();
  if (texts.includes("")) return [missingValue(option, "it is empty: is a variable unset?")];
  const tied = typed.tied[key] ?? [];
  const dashed = texts.filter(
    (text): text is string => typeof text === "string" && text.startsWith("-") && !tied.includes(text),
  );
  if (dashed.length === 0) return [];
  const known = namesOf(options);
  const name = dashed.find((text) => known.has(text));
  return name === undefined ? [] : [missingValue(option, `${name} is an option itself`)];
}

async function outsideChoices(label: string, { choices }: ArgumentSpec | OptionSpec, raw: unknown): Promise<FfError[]> {
  const wrong = choices && [raw].flat().find((text) => typeof text === "string" && !choices.includes(text));
  if (typeof wrong !== "string") return [];
  const { closest } = await import("../src/term/suggest.js");
  const close = closest(wrong, choices ?? []);
  return [
    new FfError("USAGE", `${label}: ${JSON.stringify(wrong)} is none of ${choices?.join(", ")}`, {
      hint: close.length > 0 ? `did you mean ${close.join(" or ")}?` : `choose one of ${choices?.join(", ")}`,
    }),
  ];
}

/** @throws FfError USAGE when some of the words that no option took are options */
export async function refuseUnknown(words: readonly string[], known: readonly OptionSpec[]): Promise<void> {
  const problems = await unknownOptions(words, known);
  if (problems.length > 0) throw allTogether(problems);
}

async function unknownOptions(words: readonly string[], known: readonly OptionSpec[]): Promise<FfError[]> {
  const options = words.filter((word) => word.startsWith("-"));
  if (options.length === 0) return [];
  const { closest } = await import("../src/term/suggest.js");
  return options.map((word) => {
    const option = word.replace(/=.*$/s, "");
    if (option !== word && namesOf(known).has(option))
      return new FfError("USAGE", `${option} takes no value`, { hint: `type ${option} alone, or leave it out` });
    const close = closest(option, namesOf(known));
    return new FfError("USAGE", `unknown option ${option}`, {
      hint: close.length > 0 ? `did you mean ${close.join(" or ")}?` : "see the options there are: add --help",
    });
  });
}

function excessWords(words: readonly string[], command: Declaration, name: string): FfError {
  const quoted = words.map((word) => JSON.stringify(word)).join(" ");
  return new FfError("USAGE", `too many arguments: ${quoted}`, { hint: `usage: ${usageOf(name, command)}` });
}

function missingWords(missing: readonly ArgumentSpec[], command: Declaration, name: string): FfError {
  const labels = missing.map((spec) => `<${labelOf(spec)}>`).join(" and ");
  const choices = missing.flatMap((spec) =>
    spec.choices === undefined ? [] : [`<${labelOf(spec)}> is one of ${spec.choices.join(", ")}`],
  );
  const [example] = command.examples;
  const usage = example === undefined ? `usage: ${usageOf(name, command)}` : `for example: ${example[0]}`;
  return new FfError("USAGE", `missing ${labels}`, { hint: [...choices, usage].join("\n") });
}

/** Every way to spell one of these options, or of those of every command. */
function namesOf(options: readonly OptionSpec[]): Set<string> {
  return new Set([...options, ...globalOptions].flatMap((spec) => notationOf(spec).names));
}
