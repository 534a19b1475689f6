import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { strategies, type FlagFields, type Strategy } from "../model/flag.js";
import { checkFlagName, normalizeDomains, parseAllocation, parseList, parsePercentage } from "../model/input.js";
import { parseMetadata } from "../model/pairs.js";
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

/** Enter alone must not put a flag on for everybody. */
const choicesOfStrategy = ["none", ...strategies.filter((strategy) => strategy !== "none")] as const;

export async function askForPercentage(prompts: Prompts): Promise<number> {
  return parsePercentage(await prompts.text("What percentage of users?", { validate: valid(parsePercentage) }));
}

export function askForStrategy(prompts: Prompts): Promise<Strategy> {
  return prompts.select(
    "Who gets it?",
    choicesOfStrategy.map((strategy) => ({ name: strategy, value: strategy, description: meanings[strategy] })),
  );
}

/** @param isTaken whether the file has a flag of that name */
export function askForNewName(prompts: Prompts, isTaken: (name: string) => boolean = () => false): Promise<string> {
  const check = (typed: string): void => {
    if (isTaken(checkFlagName(typed))) throw new FfError("EXISTS", `flag ${JSON.stringify(typed)} exists already`);
  };
  return prompts.text("Name of the new flag?", { validate: valid(check) });
}

/** What the strategy looks at. */
export async function askForContent(prompts: Prompts, strategy: Strategy): Promise<FlagFields> {
  switch (strategy) {
    case "percentage":
      return { percentage: await askForPercentage(prompts) };
    case "user_list":
      return { user_ids: parseList(await askForWords(prompts, "Which ids?", someOf)) };
    case "user_tier":
      return { user_tiers: parseList(await askForWords(prompts, "Which tiers?", someOf)) };
    case "email_domain": {
      const domains = (words: string[]): string[] => normalizeDomains(someOf(words));
      return { email_domains: domains(await askForWords(prompts, "Which domains?", domains)) };
    }
    case "ab_test": {
      const words = await askForWords(prompts, "Which variants (A=50 B=50)?", parseAllocation);
      return { ab_test_allocation: parseAllocation(words) };
    }
    default:
      return {};
  }
}

function someOf(words: string[]): string[] {
  if (words.length > 0) return parseList(words);
  throw new FfError("USAGE", "the list is empty", { hint: "name at least one" });
}

/** What each field is asked for by, named as the options of `ff update` are. */
const questionOf = {
  strategy: async (prompts) => ({ strategy: await askForStrategy(prompts) }),
  percentage: (prompts) => askForContent(prompts, "percentage"),
  users: (prompts) => askForContent(prompts, "user_list"),
  tiers: (prompts) => askForContent(prompts, "user_tier"),
  domains: (prompts) => askForContent(prompts, "email_domain"),
  variants: (prompts) => askForContent(prompts, "ab_test"),
  enabled: async (prompts) => ({ enabled: await askForEnabled(prompts) }),
  owner: (prompts) => askForMetadata(prompts, "owner"),
  description: (prompts) => askForMetadata(prompts, "description"),
  ticket: (prompts) => askForMetadata(prompts, "ticket"),
  meta: async (prompts) => {
    const pair = (typed: string) => parseMetadata([typed]);
    return { metadata: pair(await prompts.text("Which metadata (team=web)?", { validate: valid(pair) })) };
  },
} as const satisfies Record<string, (prompts: Prompts) => Promise<FlagFields>>;

const updatable = Object.keys(questionOf) as (keyof typeof questionOf)[];

/** Which field of a flag to change, and its value. */
export async function askForField(prompts: Prompts): Promise<FlagFields> {
  const field = await prompts.select(
    "Which field?",
    updatable.map((name) => ({ name, value: name })),
  );
  return questionOf[field](prompts);
}

function askForEnabled(prompts: Prompts): Promise<boolean> {
  return prompts.select("Is it in use?", [
    { name: "disabled", value: false, description: "paused: off for everybody, whatever the strategy" },
    { name: "enabled", value: true, description: "in use" },
  ]);
}

async function askForMetadata(prompts: Prompts, key: string): Promise<FlagFields> {
  const check = (typed: string): void => {
    if (typed.trim() === "") throw new FfError("USAGE", "type a text, or Ctrl-C to cancel");
  };
  return { metadata: { [key]: await prompts.text(`What ${key}?`, { validate: valid(check) }) } };
}

/** One line that `parse` takes, as a list of one; no list at all where nothing was typed. */
export async function askForWords(
  prompts: Prompts,
  message: string,
  parse: (words: string[]) => unknown,
): Promise<string[]> {
  const listOf = (line: string): string[] => (line.trim() === "" ? [] : [line]);
  return listOf(await prompts.text(message, { validate: valid((line) => parse(listOf(line))) }));
}

/** The path of a file that can be read. */
export function askForFile(context: Context, prompts: Prompts, message: string): Promise<string> {
  const check = async (path: string): Promise<void> => {
    if (path === "" || path === "-") throw new FfError("USAGE", "type the path of a file");
    await context.readInput(path);
  };
  return prompts.text(message, { validate: valid(check) });
}

/** A parser's refusal as the prompt shows it: asked again instead of given up. */
function valid(parse: (typed: string) => unknown): (typed: string) => Promise<true | string> {
  return async (typed) => {
    try {
      await parse(typed);
      return true;
    } catch (error) {
      if (!(error instanceof FfError)) throw error;
      return error.hint === undefined ? error.message : `${error.message}: ${error.hint}`;
    }
  };
}
