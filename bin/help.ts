import { groups, registry, type Registration } from "../commands/registry.js";
import type { AnyCommand, OptionSpec } from "../src/command.js";
import { exitCodes } from "../src/errors.js";
import type { View } from "../src/term/view.js";
import { wrap } from "../src/term/wrap.js";
import { labelOf, usageOf, type Declaration } from "./arguments.js";
import { globalOptions } from "./globals.js";

const examples = [
  ["ff rollout new_feature 10", "on for a tenth of the users"],
  ["ff enable-tiers premium_feature pro enterprise", "on for these tiers"],
  ["ff check new_dashboard --user user123 --tier pro", "on or off, and why"],
] as const;

/** What `ff help` takes, for the errors of the one who types it. */
export const helpCommand: Declaration = {
  arguments: [{ name: "command", description: "the command to tell about", optional: true }],
  options: [],
  examples: [],
};

type Row = readonly [term: string, meaning: string];

/** What `ff` alone prints: the purpose, three examples, the commands by group. */
export function programHelp(own: readonly OptionSpec[], view: View): string {
  return [
    "Administer and evaluate the feature flags of one feature_flags.json.\n",
    section("Examples", examples, view),
    ...groups.map((group) => section(group, registry.filter((row) => row.group === group).map(commandRow), view)),
    section("Options of every command", globalOptions.map(optionRow), view),
    section("Options of ff alone", own.map(optionRow), view),
    section(
      "Exit codes",
      Object.values(exitCodes).map(({ code, meaning }): Row => [String(code), meaning]),
      view,
    ),
    "More about a command: ff help <command>\n",
  ].join("\n");
}

/** What `ff help <command>` prints; the examples come first. */
export function commandHelp(registration: Registration, command: AnyCommand, view: View): string {
  const { name, summary, aliases = [] } = registration;
  const usages = [name, ...aliases].map((spelling): Row => [usageOf(spelling, command), ""]);
  const argumentRows = command.arguments.map((spec): Row => [labelOf(spec), spec.description]);
  const paragraph =
    command.description === undefined
      ? []
      : [`${wrap(command.description.split(" "), view.width, columns).join("\n")}\n`];
  return [
    `${view.paint.bold(`ff ${name}`)}: ${summary}\n`,
    section("Examples", command.examples, view),
    ...paragraph,
    section("Usage", usages, view),
    ...(argumentRows.length === 0 ? [] : [section("Arguments", argumentRows, view)]),
    ...(command.options.length === 0 ? [] : [section("Options", command.options.map(optionRow), view)]),
    section("Options of every command", globalOptions.map(optionRow), view),
  ].join("\n");
}

const commandRow = ({ name, aliases = [], summary }: Registration): Row => [[name, ...aliases].join(", "), summary];
const optionRow = ({ flags, description }: { flags: string; description: string }): Row => [
  flags.startsWith("--") ? `    ${flags}` : flags,
  description,
];

/** Everything in the help is ASCII. */
const columns = (text: string): number => text.length;

const longestTerm = 34;

/** A heading and its rows: term and meaning side by side, or where some term is long, each meaning below. */
function section(heading: string, rows: readonly Row[], { paint, width }: View): string {
  const longest = Math.max(...rows.map(([term]) => term.length));
  const indent = longest > longestTerm ? 6 : longest + 4;
  const lines = rows.map(([term, meaning]) => {
    if (meaning === "") return `  ${term}\n`;
    const text = wrap(meaning.split(" "), Math.max(width - indent, 20), columns);
    const first = longest > longestTerm ? `  ${term}\n` : `  ${term.padEnd(indent - 2)}${text.shift() ?? ""}\n`;
    return first + text.map((line) => `${" ".repeat(indent)}${line}\n`).join("");
  });
  return `${paint.bold(heading)}\n${lines.join("")}`;
}
