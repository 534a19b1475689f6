import { FfError } from "../errors.js";
import { strategies, type Strategy } from "../model/flag.js";
import { checkFlagName, parsePercentage } from "../model/input.js";
import type { Prompts } from "../term/prompts.js";

const meanings: Readonly<Record<Strategy, string>> = {
  all: "on for everybody",
  none: "off for everybody",
  percentage: "on for a percentage of users, always the same ones",
  user_list: "on for the users listed",
  user_tier: "on for the tiers listed",
  email_domain: "on for the email domains listed",
  ab_test: "splits users among variants",
};

export async function askForPercentage(prompts: Prompts): Promise<number> {
  return parsePercentage(await prompts.text("What percentage of users?", { validate: valid(parsePercentage) }));
}

export function askForStrategy(prompts: Prompts): Promise<Strategy> {
  return prompts.select(
    "Who gets it?",
    strategies.map((strategy) => ({ name: strategy, value: strategy, description: meanings[strategy] })),
  );
}

export function askForNewName(prompts: Prompts): Promise<string> {
  return prompts.text("Name of the new flag?", { validate: valid(checkFlagName) });
}

/** One line that `parse` takes, split at spaces. */
export async function askForWords(
  prompts: Prompts,
  message: string,
  parse: (words: string[]) => unknown,
): Promise<string[]> {
  const split = (line: string): string[] => line.split(/\s+/).filter((word) => word !== "");
  const line = await prompts.text(message, { validate: valid((typed) => parse(split(typed))) });
  return split(line);
}

/** A parser's refusal as the prompt shows it: asked again instead of given up. */
function valid(parse: (typed: string) => unknown): (typed: string) => true | string {
  return (typed) => {
    try {
      parse(typed);
      return true;
    } catch (error) {
      if (!(error instanceof FfError)) throw error;
      return error.hint === undefined ? error.message : `${error.message}: ${error.hint}`;
    }
  };
}
