import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { describe } from "../model/describe.js";
import type { FlagDocument } from "../model/document.js";
import type { Prompts } from "../term/prompts.js";
import { readIfThere } from "./flag-argument.js";
import { askForNewName } from "./questions.js";

/** Where there is no flag to choose, a name is typed: the flag will be made. */
export async function askForFlag(context: Context, prompts: Prompts): Promise<string> {
  const document = await readIfThere(context);
  if (document !== undefined && document.size > 0) return choose(document, prompts);
  return askForNewName(prompts);
}

/**
 * The name of a flag that is there.
 * @param other one that was named already, and is not offered
 */
export async function askForKnownFlag(
  context: Context,
  prompts: Prompts,
  question = "Which flag?",
  other?: string,
): Promise<string> {
  const document = await context.openStore().read();
  if (document.size === 1 && other !== undefined && document.has(other))
    throw new FfError("FLAG_NOT_FOUND", `${document.file} has no flag but ${JSON.stringify(other)}`, {
      hint: { text: "make another with", command: { name: "create", words: ["new_dashboard"] } },
    });
  if (document.size === 0)
    throw new FfError("FLAG_NOT_FOUND", `${document.file} has no flags yet`, {
      hint: { text: "make one with", command: { name: "create", words: ["new_dashboard"] } },
    });
  return choose(document, prompts, question, other);
}

function choose(document: FlagDocument, prompts: Prompts, question = "Which flag?", other?: string): Promise<string> {
  const keys = [...document.keys()].filter((key) => key !== other);
  const choices = keys.map((key) => {
    const flag = document.get(key);
    return { name: key, value: key, ...(flag && { description: describe(flag) }) };
  });
  return prompts.select(question, choices);
}
