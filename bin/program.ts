import { Command } from "commander";
import { registry, type Registration } from "../commands/registry.js";
import type { AnyCommand } from "../src/command.js";
import { exitCodes, FfError } from "../src/errors.js";
import { decideColour } from "../src/term/colour.js";
import { renderJson } from "../src/term/json.js";
import { writeAll } from "../src/term/output.js";
import { loadPaint } from "../src/term/style.js";
import { decideUnicode } from "../src/term/unicode.js";
import type { View } from "../src/term/view.js";
import { declareCommand, readOptions, usageError, type Typed } from "./arguments.js";
import { ProcessContext, type Surroundings } from "./context.js";
import { declareGlobals, typedGlobals, type TypedGlobals } from "./globals.js";
import { version } from "./version.js";

/**
 * Runs `ff` with the arguments of this process and returns the exit code. This is the one place where errors become
 * exit codes; every other module throws.
 */
export async function main(around: Surroundings): Promise<number> {
  const words = around.argv.slice(2);
  try {
    return await run(words, around);
  } catch (error) {
    return reportError(error, words, around);
  }
}

async function run(words: readonly string[], around: Surroundings): Promise<number> {
  const head = declareGlobals(new Command("ff"))
    .option("-V, --version")
    .argument("[words...]")
    .enablePositionalOptions()
    .passThroughOptions();
  parse(head, words, "");
  const [name, ...rest] = head.args;
  if (head.getOptionValue("version") === true) return print(`${version}\n`, around);
  if (name === undefined || name === "help" || head.getOptionValue("help") === true)
    return printHelp(name === "help" ? rest[0] : name, around, typedGlobals([head], around.env));

  const registration = await find(name);
  const { command } = await registration.load();
  const tail = declareCommand(new Command(registration.name), command);
  // A request for help is answered whatever else is wrong.
  if (rest.some((word) => word === "--help" || word === "-h"))
    return printHelp(registration.name, around, typedGlobals([head], around.env));
  parse(tail, rest, registration.name);
  const globals = typedGlobals([head, tail], around.env);
  return execute(
    registration.name,
    command,
    { arguments: tail.processedArgs as Typed["arguments"], options: tail.opts() },
    around,
    globals,
  );
}

function parse(command: Command, words: readonly string[], name: string): void {
  try {
    command.parse(words, { from: "user" });
  } catch (error) {
    throw usageError(error, name);
  }
}

async function execute(
  name: string,
  command: AnyCommand,
  typed: Typed,
  around: Surroundings,
  globals: TypedGlobals,
): Promise<number> {
  const notices: Promise<unknown>[] = [];
  const context = new ProcessContext(around, globals, (text) => {
    notices.push(printNotice(text, around, globals));
  });
  const options = await readOptions(command, name, typed, context);
  const result = await command.run(context, options);
  await Promise.all(notices);
  if (!globals.quiet) {
    const view = await viewOf(around.stdout, around, globals);
    const text = globals.json
      ? renderJson(command.json ? command.json(result) : result)
      : await command.render(result, view, options);
    await writeAll(around.stdout, text);
  }
  return command.exitCode?.(result, options) ?? exitCodes.done.code;
}

async function find(name: string): Promise<Registration> {
  const found = registry.find((row) => row.name === name || row.aliases?.includes(name));
  if (found !== undefined) return found;
  const { closest } = await import("../src/term/suggest.js");
  const close = closest(
    name,
    registry.map((row) => row.name),
  );
  throw new FfError("USAGE", `unknown command ${JSON.stringify(name)}`, {
    hint:
      close.length > 0
        ? `did you mean ${close.map((known) => `ff ${known}`).join(" or ")}?`
        : "see the commands: ff help",
  });
}

async function printHelp(name: string | undefined, around: Surroundings, globals: TypedGlobals): Promise<number> {
  const { commandHelp, programHelp } = await import("./help.js");
  const view = await viewOf(around.stdout, around, globals);
  if (name === undefined || name === "help") return print(programHelp(view), around);
  const registration = await find(name);
  const { command } = await registration.load();
  return print(commandHelp(registration, command, view), around);
}

async function print(text: string, around: Surroundings): Promise<number> {
  await writeAll(around.stdout, text);
  return exitCodes.done.code;
}

async function printNotice(text: string, around: Surroundings, globals: TypedGlobals): Promise<void> {
  const { safe } = await import("../src/term/escape.js");
  const { paint } = await viewOf(around.stderr, around, globals);
  await writeAll(around.stderr, `${paint.yellow("note")}: ${safe(text)}\n`);
}

async function reportError(error: unknown, words: readonly string[], around: Surroundings): Promise<number> {
  const failure = error instanceof FfError ? error : internalError(error);
  const globals = roughGlobals(words, around);
  const { errorJson, renderError } = await import("../src/term/error-text.js");
  const text = globals.json
    ? renderJson(errorJson(failure))
    : await renderError(failure, await viewOf(around.stderr, around, globals));
  const stack = globals.debug && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  await writeAll(around.stderr, text + stack);
  return failure.exitCode;
}

function internalError(error: unknown): FfError {
  const message = error instanceof Error ? error.message : String(error);
  return new FfError("INTERNAL", `internal error: ${message}`, {
    hint: "this is a defect of ff; run it again with --debug to see where",
  });
}

/** How a failure is shown, where the words themselves may be what was wrong. */
function roughGlobals(words: readonly string[], { env }: Surroundings): TypedGlobals {
  return {
    file: undefined,
    json: words.includes("--json"),
    quiet: false,
    debug: words.includes("--debug") || !["", "0", undefined].includes(env["FF_DEBUG"]),
    color: !words.includes("--no-color"),
    input: false,
  };
}

/** Colour is decided here, once for each stream, and handed to whatever draws. */
async function viewOf(stream: NodeJS.WriteStream, { env }: Surroundings, { color }: TypedGlobals): Promise<View> {
  const isTTY = stream.isTTY;
  const paint = await loadPaint(decideColour({ option: color, env, isTTY }));
  return { paint, width: isTTY && stream.columns > 0 ? stream.columns : 80, isTTY, unicode: decideUnicode(env) };
}
