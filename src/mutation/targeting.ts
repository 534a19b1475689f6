import { defineCommand, type AnyCommand, type Context, type OptionSpec } from "../command.js";
import { FfError } from "../errors.js";
import { targetBy, type ListMode } from "../model/edits.js";
import { listFields, type Flag } from "../model/flag.js";
import { checkItems, normalDomain, parseLines, parseList } from "../model/input.js";
import type { Removal } from "./absent.js";
import { hasChanged } from "./has-changed.js";
import type { Mutation } from "./mutation.js";
import { flagArgument } from "../asking/flag-argument.js";
import { mustExistOption, mutationOptions, type UpsertOptions } from "./options.js";
import { askForWords } from "../asking/questions.js";
import { mutationJson, renderMutation } from "./render.js";
import { upsertFlag } from "./upsert.js";

/** What tells one targeting command from another. */
export interface TargetingCommand {
  readonly name: "enable-users" | "enable-tiers" | "enable-domains";
  readonly strategy: Parameters<typeof targetBy>[0];
  /** The list's argument, and what its items are called. */
  readonly items: "ids" | "tiers" | "domains";
  readonly examples: AnyCommand["examples"];
  readonly description?: string;
}

export interface TargetingOptions extends UpsertOptions {
  readonly name: string;
  readonly items: readonly string[];
  readonly add?: boolean;
  readonly remove?: boolean;
  readonly fromFile?: string;
}

const listOptions: readonly OptionSpec[] = [
  { flags: "--add", description: "add to the list that stands there, instead of replacing it" },
  { flags: "--remove", description: "take out of the list that stands there" },
  {
    flags: "--from-file <path>",
    description: "take the list from a file, one item a line, which may hold spaces and commas (- for standard input)",
    completes: "file",
  },
];

/** The three targeting commands differ in the list that they set. */
export function targetingCommand({ name, strategy, items, examples, description }: TargetingCommand) {
  return defineCommand<TargetingOptions, Mutation>({
    arguments: [
      flagArgument,
      {
        name: "items",
        label: items,
        description: `the ${items}, separated by spaces or commas`,
        variadic: true,
        missingUnless: "fromFile",
        parse: parseList,
        ask: async (_, prompts, known) => {
          // Much that could not be put onto the list may stand there, and can be taken out.
          const mode = known["remove"] === true ? "remove" : "replace";
          const check = (typed: readonly string[]) => targetBy(strategy, parseList(typed), mode);
          return parseList(await askForWords(prompts, `Which ${items}?`, check));
        },
      },
    ],
    options: [...listOptions, mustExistOption, ...mutationOptions],
    examples,
    ...(description !== undefined && { description }),
    run: async (context, options) => {
      const given = checkItems([...options.items, ...(await itemsOfFile(context, options.fromFile))]);
      const mode = modeOf(options);
      const patch = targetBy(strategy, given, mode);
      if (mode !== "remove") return upsertFlag(context, options, name, patch);
      const removal: Removal = {
        where: `among the ${items}`,
        items: (flag) => flag[listFields[strategy]],
        absent: (flag) => unlisted(flag, strategy, given),
      };
      return upsertFlag(context, { ...options, mustExist: true }, name, patch, removal);
    },
    render: renderMutation,
    json: mutationJson,
    changed: hasChanged,
  });
}

/** Those of the items, each once, that `remove` does not find in the list. */
function unlisted(flag: Flag, strategy: TargetingCommand["strategy"], items: readonly string[]): string[] {
  const compared = strategy === "email_domain" ? normalDomain : (item: string) => item;
  const there = new Set(flag[listFields[strategy]].map(compared));
  return [...new Set(items)].filter((item) => !there.has(compared(item)));
}

function modeOf({ add = false, remove = false }: TargetingOptions): ListMode {
  if (add && remove) throw new FfError("USAGE", "--add and --remove exclude each other", { hint: "run ff twice" });
  return add ? "add" : remove ? "remove" : "replace";
}

async function itemsOfFile(context: Context, path: string | undefined): Promise<string[]> {
  if (path === undefined) return [];
  const bytes = await context.readInput(path);
  try {
    return parseLines(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof FfError) throw error;
    throw new FfError("USAGE", `${path === "-" ? "standard input" : path} is not UTF-8 text`, { cause: error });
  }
}
