import type { GlobalOptions, OptionSpec } from "../src/command.js";
import { saysYes } from "../src/says-yes.js";

type Env = Readonly<Record<string, string | undefined>>;

/** The options that are accepted before and after every command's name. */
export const globalOptions: readonly OptionSpec[] = [
  {
    flags: "--file <path>",
    completes: "file",
    description:
      "the flags file; env FF_FILE (default: feature_flags.json, else backend/data/feature_flags.json, searched upward)",
  },
  { flags: "--json", description: "print the result as JSON; docs/json.md in the package tells how" },
  { flags: "-q, --quiet", description: "print nothing but errors" },
  { flags: "--no-color", description: "no colours; env NO_COLOR" },
  { flags: "--no-input", description: "never ask; env FF_NO_INPUT, CI" },
  { flags: "--debug", description: "stack traces, and which file is used and why; env FF_DEBUG" },
  { flags: "-h, --help", description: "this help" },
];

/** Those that make sense without a command alone. */
export const ownOptions: readonly OptionSpec[] = [{ flags: "-V, --version", description: "the version of ff" }];

/** What was typed of the global options. */
export interface TypedGlobals extends GlobalOptions {
  readonly color: boolean;
  readonly input: boolean;
}

/** The globals that were typed before and after the command's name: what stands nearer to the end counts. */
export function typedGlobals(typed: Readonly<Record<string, unknown>>, env: Env): TypedGlobals {
  const { file } = typed;
  return {
    file: typeof file === "string" ? file : undefined,
    json: typed["json"] === true,
    quiet: typed["quiet"] === true,
    debug: typed["debug"] === true || saysYes(env["FF_DEBUG"]),
    color: typed["color"] !== false,
    input: typed["input"] !== false && !saysYes(env["FF_NO_INPUT"]) && !saysYes(env["CI"]),
  };
}

/** How a failure is shown, where the words themselves may be what was wrong. Behind `--`, none of them is an option. */
export function roughGlobals(typed: readonly string[], env: Env): TypedGlobals {
  const end = typed.indexOf("--");
  const words = end < 0 ? typed : typed.slice(0, end);
  return {
    file: undefined,
    json: words.includes("--json"),
    quiet: false,
    debug: words.includes("--debug") || saysYes(env["FF_DEBUG"]),
    color: !words.includes("--no-color"),
    input: false,
  };
}
