import { Option, type Command } from "commander";
import type { GlobalOptions, OptionSpec } from "../src/command.js";

type Env = Readonly<Record<string, string | undefined>>;

/** The options that are accepted before and after every command's name. */
export const globalOptions: readonly OptionSpec[] = [
  {
    flags: "--file <path>",
    description:
      "the flags file; env FF_FILE (default: feature_flags.json, else backend/data/feature_flags.json, searched upward)",
  },
  { flags: "--json", description: "print the result as JSON" },
  { flags: "-q, --quiet", description: "print nothing but errors" },
  { flags: "--no-color", description: "no colours; env NO_COLOR" },
  { flags: "--no-input", description: "never ask; env FF_NO_INPUT, CI" },
  { flags: "--debug", description: "stack traces, and which file is used and why; env FF_DEBUG" },
  { flags: "-h, --help", description: "this help" },
];

/** What was typed of them. */
export interface TypedGlobals extends GlobalOptions {
  readonly color: boolean;
  readonly input: boolean;
}

/** Declares them to commander, which would otherwise print, colour and exit by its own lights. */
export function declareGlobals(command: Command): Command {
  for (const { flags, description } of globalOptions) command.addOption(new Option(flags, description));
  return command
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

/** The globals of the words before and after the command's name: what stands nearer to the end counts. */
export function typedGlobals(commands: readonly Command[], env: Env): TypedGlobals {
  const typed = (key: string): unknown =>
    commands.findLast((command) => command.getOptionValueSource(key) === "cli")?.getOptionValue(key) as unknown;
  const file = typed("file");
  return {
    file: typeof file === "string" ? file : undefined,
    json: typed("json") === true,
    quiet: typed("quiet") === true,
    debug: typed("debug") === true || isSet(env, "FF_DEBUG"),
    color: typed("color") !== false,
    input: typed("input") !== false && !isSet(env, "FF_NO_INPUT") && !isSet(env, "CI"),
  };
}

/** How a failure is shown, where the words themselves may be what was wrong. */
export function roughGlobals(words: readonly string[], env: Env): TypedGlobals {
  return {
    file: undefined,
    json: words.includes("--json"),
    quiet: false,
    debug: words.includes("--debug") || isSet(env, "FF_DEBUG"),
    color: !words.includes("--no-color"),
    input: false,
  };
}

/** Whether a variable says yes. */
function isSet(env: Env, name: string): boolean {
  return !["", "0", "false", undefined].includes(env[name]);
}
