import { registrationOf, registry } from "../commands/registry.js";
import type { AnyCommand, ArgumentSpec, OptionSpec } from "../src/command.js";
import { narrow } from "../src/completion/narrow.js";
import { describe } from "../src/model/describe.js";
import type { FlagDocument } from "../src/model/document.js";
import { safe } from "../src/term/escape.js";
import type { Typed } from "./arguments.js";
import { ownOptions, typedGlobals } from "./globals.js";
import { longName, notationOf } from "./notation.js";
import { named, readUpToCursor, type UpToCursor } from "./up-to-cursor.js";

export interface Candidate {
  readonly value: string;
  readonly meaning: string;
}

/** What can stand at the cursor; files a shell finds itself. */
export type Candidates = readonly Candidate[] | "files";

/** The flags of the file that `--file` names, or that is found without it; undefined where none can be read. */
export type ReadFlags = (file: string | undefined) => Promise<FlagDocument | undefined>;

/** The word under the cursor, and all that matters for what it may become. */
interface Cursor {
  /** What there is of the word. */
  readonly typed: string;
  /** The words before it that belong to the same command. */
  readonly line: UpToCursor;
  /** What was typed of options before it, for ff itself and for its command. */
  readonly given: Typed["options"];
  readonly readFlags: ReadFlags;
}

/**
 * What can stand at the cursor, from the declarations that the program itself reads words by. The shell still has to
 * take those that fit what is typed.
 *
 * @param words those between `ff` and the word under the cursor
 * @param typed what there is of that word
 */
export async function candidatesFor(
  words: readonly string[],
  typed: string,
  readFlags: ReadFlags,
): Promise<Candidates> {
  const head = readUpToCursor(ownOptions, words, true);
  const { helpCommand } = await import("./help.js");
  const [name, ...rest] = head.operands;
  const start: Cursor = { typed, line: head, given: head.typed, readFlags };
  if (name === undefined) return atCursor(start, helpCommand.arguments);
  const declaration = name === "help" ? helpCommand : (await registrationOf(name)?.load())?.command;
  if (declaration === undefined) return [];
  const line = readUpToCursor(declaration.options, rest, false);
  return atCursor({ ...start, line, given: { ...head.typed, ...line.typed } }, declaration.arguments);
}

async function atCursor(cursor: Cursor, args: AnyCommand["arguments"]): Promise<Candidates> {
  const { typed, line } = cursor;
  if (line.awaiting !== undefined) return valuesOf(line.awaiting, cursor);
  if (!line.onlyArguments && typed.startsWith("-")) return optionAt(cursor);
  const argument = args[line.operands.length] ?? args.findLast(({ variadic }) => variadic);
  if (argument !== undefined) return valuesOf(argument, cursor);
  return line.onlyArguments ? [] : optionsAt(cursor);
}

/** An option, or behind `--option=` its value. */
async function optionAt(cursor: Cursor): Promise<Candidates> {
  const [start, option = ""] = /^(--[\w-]+)=/.exec(cursor.typed) ?? [];
  if (start === undefined) return optionsAt(cursor);
  const spec = named(cursor.line.options, option);
  if (spec === undefined) return [];
  const values = await valuesOf(spec, { ...cursor, typed: cursor.typed.slice(start.length) });
  return values === "files" ? values : values.map(({ value, meaning }) => ({ value: start + value, meaning }));
}

/** The options by their long names, without those that are given already. */
function optionsAt({ line, given }: Cursor): Candidate[] {
  return line.options
    .filter((spec) => spec.repeatable === true || given[notationOf(spec).key] === undefined)
    .map((spec) => ({ value: longName(spec), meaning: spec.description }));
}

async function valuesOf({ choices, completes }: ArgumentSpec | OptionSpec, cursor: Cursor): Promise<Candidates> {
  if (choices !== undefined) return choices.map((value) => ({ value, meaning: "" }));
  switch (completes) {
    case "file":
      return "files";
    case "flag":
      return flagsAt(cursor);
    case "command":
      return commandNames();
    default:
      return [];
  }
}

function commandNames(): Candidate[] {
  const commands = registry.map(({ name, summary }) => ({ value: name, meaning: summary }));
  return [...commands, { value: "help", meaning: "examples and options of a command" }];
}

/** The flags' names and who gets them; of a list, without those that stand in it. */
async function flagsAt({ typed, line, given, readFlags }: Cursor): Promise<Candidate[]> {
  const flags = await readFlags(typedGlobals(given, {}).file);
  if (flags === undefined) return [];
  const names = [...flags.keys()].filter(
    (name) =>
      // What a terminal could act on can't be offered there.
      safe(name) === name && (line.onlyArguments ? name !== "" : /^[^-]/.test(name)) && !line.operands.includes(name),
  );
  return narrow(names, typed).map((name) => {
    const flag = flags.get(name);
    return { value: name, meaning: flag === undefined ? "" : safe(describe(flag)) };
  });
}
