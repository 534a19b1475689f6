import { registrationOf, type Registration } from "../commands/registry.js";
import type { AnyCommand } from "../src/command.js";
import { completionWord } from "../src/completion/protocol.js";
import { exitCodes } from "../src/errors.js";
import { renderJson } from "../src/term/json.js";
import { joined, split, splitHead, type Typed } from "./arguments.js";
import { ProcessContext } from "./context.js";
import { ownOptions, typedGlobals, type TypedGlobals } from "./globals.js";
import { readOptions, refuseUnknown } from "./read-options.js";
import type { Reached } from "./report-error.js";
import { Surroundings } from "./surroundings.js";
import { version } from "./version.js";
import { viewOf } from "./view.js";

/**
 * Runs `ff` with the arguments of this process and returns the exit code. This is the one place where errors become
 * exit codes; every other module throws.
 */
export async function main(process: Surroundings["process"]): Promise<number> {
  const around = new Surroundings(process);
  const words = process.argv.slice(2);
  const reached: Reached = { fileOption: undefined, change: undefined };
  try {
    return await run(words, reached, around);
  } catch (error) {
    const { reportError } = await import("./report-error.js");
    return reportError(error, words, reached, around);
  }
}

async function run(words: readonly string[], reached: Reached, around: Surroundings): Promise<number> {
  if (words[0] === completionWord) {
    const { complete } = await import("./complete.js");
    return print(await complete(words.slice(1), around), around);
  }
  const before = await splitHead(words, ownOptions);
  await refuseUnknown(before.unknown, ownOptions);
  if (before.options["version"] === true) return print(`${version}\n`, around);

  const [name = "help", ...rest] = before.words;
  if (name === "help") return help(rest, before, around);
  const registration = await find(name);
  const { command } = await registration.load();
  if (isMutating(command, {})) reached.change = "none yet";
  const typed = joined(before, await split(rest, command.options));
  const globals = typedGlobals(typed.options, around.env);
  reached.fileOption = globals.file;
  const isHelp = typed.options["help"] === true;
  reached.change = !isHelp && isMutating(command, typed.options) ? "none yet" : undefined;
  // A request for help is answered whatever else is wrong.
  if (isHelp) return printHelp(registration.name, around, globals);
  if (words.some((word) => word.includes("\ufffd"))) {
    const { refuseBrokenWords } = await import("./broken-words.js");
    refuseBrokenWords(words);
  }
  return execute(registration.name, command, typed, reached, around, globals);
}

async function execute(
  name: string,
  command: AnyCommand,
  typed: Typed,
  reached: Reached,
  around: Surroundings,
  globals: TypedGlobals,
): Promise<number> {
  // A script reads one document from stderr when it fails: with --json, notices wait for the success they belong to.
  const held: string[] = [];
  // One behind the other: one with an emoji waits for what measures it.
  let noticed = Promise.resolve();
  const context = new ProcessContext(around, globals, (text) => {
    if (globals.json) held.push(text);
    else noticed = noticed.then(() => printNotice(text, around, globals));
  });
  let options;
  let result;
  try {
    options = await readOptions(command, name, typed, context);
    result = await command.run(context, options);
  } finally {
    await noticed;
  }
  const isMade = reached.change !== undefined && (command.changed?.(result) ?? true);
  reached.change = isMade ? "made" : undefined;
  for (const text of held) await printNotice(text, around, globals);
  if (!globals.quiet) {
    const view = await viewOf(around.stdout, around, globals);
    const rendered = globals.json
      ? renderJson(command.json ? await command.json(result) : result)
      : await command.render(result, view, options);
    await printPieces(typeof rendered === "string" ? [rendered] : rendered, around, isMade);
  }
  return command.exitCode?.(result, options) ?? exitCodes.done.code;
}

/** Every command that changes something can also be tried out, unless it says otherwise. */
function isMutating(command: AnyCommand, options: object): boolean {
  return command.changes?.(options) ?? command.options.some(({ flags }) => flags.includes("--dry-run"));
}

async function find(name: string): Promise<Registration> {
  const found = registrationOf(name);
  if (found !== undefined) return found;
  const { unknownCommand } = await import("./unknown-command.js");
  throw unknownCommand(name);
}

/** `ff`, `ff help` and `ff help <command>`. */
async function help(rest: readonly string[], before: Typed, around: Surroundings): Promise<number> {
  const typed = joined(before, await split(rest, []));
  const globals = typedGlobals(typed.options, around.env);
  const { helpCommand } = await import("./help.js");
  const context = new ProcessContext(around, globals, () => undefined);
  const { command } = await readOptions(helpCommand, "help", typed, context);
  return printHelp(typeof command === "string" && command !== "help" ? command : undefined, around, globals);
}

async function printHelp(name: string | undefined, around: Surroundings, globals: TypedGlobals): Promise<number> {
  const { commandHelp, programHelp } = await import("./help.js");
  const view = await viewOf(around.stdout, around, globals);
  if (name === undefined) return print(programHelp(view), around);
  const registration = await find(name);
  const { command } = await registration.load();
  return print(commandHelp(registration, command, view), around);
}

async function print(text: string, around: Surroundings): Promise<number> {
  await around.stdout.write(text);
  return exitCodes.done.code;
}

/**
 * Once the reader has closed the pipe, no further piece is made.
 * @param isReport of a change, which nothing may cut off
 */
async function printPieces(
  pieces: Iterable<string> | AsyncIterable<string | Uint8Array>,
  { stdout, interrupts }: Surroundings,
  isReport: boolean,
): Promise<void> {
  for await (const piece of pieces) {
    // A write to a pipe that is full waits for its reader, and hears nothing meanwhile.
    if (!isReport && !stdout.isTTY) interrupts.letGo();
    if (!(await stdout.write(piece))) return;
  }
}

async function printNotice(text: string, around: Surroundings, globals: TypedGlobals): Promise<void> {
  const { prefixed } = await import("../src/term/prefixed.js");
  const view = await viewOf(around.stderr, around, globals);
  try {
    const lines = await prefixed("note: ", text, view.paint.yellow, view);
    await around.stderr.write(lines.map((line) => `${line}\n`).join(""));
  } catch {
    // What is said beside the result is no reason to fail, where stderr is a full disk.
  }
}
