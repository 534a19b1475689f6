import type { ArgumentSpec, Context, OptionSpec } from "../command.js";
import { FfError } from "../errors.js";
import { describe } from "../model/describe.js";
import type { FlagDocument } from "../model/document.js";
import type { Prompts } from "../term/prompts.js";
import { askForNewName } from "./questions.js";

/** What every mutating command takes. */
export interface MutationOptions {
  readonly dryRun?: boolean;
  readonly reason?: string;
  /** Milliseconds. */
  readonly lockTimeout?: number;
}

export const mutationOptions: readonly OptionSpec[] = [
  { flags: "-n, --dry-run", description: "show what would change, and change nothing" },
  { flags: "--reason <text>", description: "why, for the history" },
  {
    flags: "--lock-timeout <seconds>",
    description: "how long to wait for another writer (default: 10)",
    parse: parseSeconds,
  },
];

/** What commands take that make a flag which is not there. */
export interface UpsertOptions extends MutationOptions {
  readonly mustExist?: boolean;
}

export const mustExistOption: OptionSpec = {
  flags: "--must-exist",
  description: "refuse to create the flag or the file (exit 3); env FF_MUST_EXIST=1",
};

export function mustExist(context: Context, options: UpsertOptions): boolean {
  const { FF_MUST_EXIST: variable = "" } = context.env;
  return options.mustExist === true || !["", "0", "false"].includes(variable);
}

/** The name of a flag: whatever key stands in the file can be named, and a terminal offers those. */
export const flagArgument: ArgumentSpec = { name: "name", description: "the flag", parse: notEmpty, ask: askForFlag };

/** The same for commands that make no flag. */
export const knownFlagArgument: ArgumentSpec = { ...flagArgument, ask: askForKnownFlag };

/** @throws FfError USAGE: an empty name is an unset variable of a script. */
export function notEmpty(typed: string): string {
  if (typed !== "") return typed;
  throw new FfError("USAGE", "the flag's name is empty", { hint: "see what there is: ff list" });
}

/** The document; undefined where there is no flags file yet. */
export async function readIfThere(context: Context): Promise<FlagDocument | undefined> {
  try {
    return await context.openStoreOrNew().read();
  } catch (error) {
    if (error instanceof FfError && error.code === "FILE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Where there is no flag to choose, a name is typed: the flag will be made. */
async function askForFlag(context: Context, prompts: Prompts): Promise<string> {
  const document = await readIfThere(context);
  if (document !== undefined && document.size > 0) return choose(document, prompts);
  return askForNewName(prompts);
}

async function askForKnownFlag(context: Context, prompts: Prompts): Promise<string> {
  const document = await context.openStore().read();
  if (document.size === 0)
    throw new FfError("FLAG_NOT_FOUND", `${document.file} has no flags yet`, {
      hint: "make one with: ff create new_dashboard",
    });
  return choose(document, prompts);
}

function choose(document: FlagDocument, prompts: Prompts): Promise<string> {
  const choices = [...document.keys()].map((key) => {
    const flag = document.get(key);
    return { name: key, value: key, ...(flag && { description: describe(flag) }) };
  });
  return prompts.select("Which flag?", choices);
}

function parseSeconds(typed: string): number {
  if (/^\d+(\.\d+)?$/.test(typed)) return Number(typed) * 1000;
  throw new FfError("USAGE", `${JSON.stringify(typed)} is not a number of seconds`, {
    hint: "type for example --lock-timeout 30",
  });
}
