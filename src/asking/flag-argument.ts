import type { ArgumentSpec, Context } from "../command.js";
import { FfError } from "../errors.js";
import type { FlagDocument } from "../model/document.js";

/** The name of a flag: whatever key stands in the file can be named, and a terminal offers those. */
export const flagArgument: ArgumentSpec = {
  name: "name",
  description: "the flag",
  completes: "flag",
  parse: notEmpty,
  ask: async (context, prompts) => (await import("./ask-for-flag.js")).askForFlag(context, prompts),
};

/** The same for commands that make no flag. */
export const knownFlagArgument: ArgumentSpec = {
  ...flagArgument,
  ask: async (context, prompts) => (await import("./ask-for-flag.js")).askForKnownFlag(context, prompts),
};

/** @throws FfError USAGE: an empty name is an unset variable of a script. */
export function notEmpty(typed: string): string {
  if (typed !== "") return typed;
  throw new FfError("USAGE", "the flag's name is empty", {
    hint: { text: "see what there is", command: { name: "list" } },
  });
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
