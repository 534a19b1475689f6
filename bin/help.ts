import { groups, registry, type Group, type Registration } from "../commands/registry.js";
import type { AnyCommand, ArgumentSpec, OptionSpec } from "../src/command.js";
import { exitCodes } from "../src/errors.js";
import type { View } from "../src/term/view.js";
import { wrap } from "../src/term/wrap.js";
import { labelOf, usageOf, type Declaration } from "./arguments.js";
import { globalOptions, ownOptions } from "./globals.js";

const examples = [
  ["ff rollout new_feature 10", "on for a tenth of the users"],
  ["ff enable-tiers premium_feature pro enterprise", "on for these tiers"],
  ["ff check new_dashboard --user user123 --tier pro", "on or off, and why"],
] as const;

/** What `ff help` takes, for the errors of the one who types it and for completion. */
export const helpCommand: Declaration = {
  arguments: [{ name: "command", description: "the command to tell about", optional: true, completes: "command" }],
  options: [],
  examples: [],
};

type Row = readonly [term: string, meaning: string];

/** What `ff` alone prints: the purpose, three examples, the commands by group. */
export function programHelp(view: View): string {
  const nameWidth = Math.max(...registry.map((row) => commandRow(row)[0].length));
  const commandsOf = (group: Group): Row[] => registry.filter((row) => row.group === group).map(commandRow);
  return [
    paragraph("Administer and evaluate the feature flags of one feature_flags.json.", view),
    section("Examples", examples, view),
    ...groups.map((group) => section(group, commandsOf(group), view, nameWidth)),
    section("Options of every command", globalOptions.map(optionRow), view),
    section("Options of ff alone", ownOptions.map(optionRow), view),
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
  const argumentRows = command.arguments.map((spec): Row => [labelOf(spec), meaningOf(spec)]);
  return [
    paragraph(`ff ${name}: ${summary}`, view).replace(`ff ${name}`, (typed) => view.paint.bold(typed)),
    section("Examples", command.examples, view),
    ...(command.description === undefined ? [] : [paragraph(command.description, view)]),
    section("Usage", usages, view),
    ...(argumentRows.length === 0 ? [] : [section("Arguments", argumentRows, view)]),
    ...(command.options.length === 0 ? [] : [section("Options", command.options.map(optionRow), view)]),
    section("Options of every command", globalOptions.map(optionRow), view),
  ].join("\n");
}

const commandRow = ({ name, aliases = [], summary }: Registration): Row => [[name, ...aliases].join(", "), summary];
const optionRow = (spec: OptionSpec): Row => [
  spec.flags.startsWith("--") ? `    ${spec.flags}` : spec.flags,
  meaningOf(spec),
];

/** The description, and the choices where it does not name them itself. */
function meaningOf({ description, choices = [] }: ArgumentSpec | OptionSpec): string {
  const named = choices.every((choice) => description.includes(choice));
  return named ? description : `${description}: ${choices.join(", ")}`;
}

/** Everything in the help is ASCII. */
const columns = (text: string): number => text.length;

function paragraph(text: string, { width }: View): string {
  return `${wrap(text.split(" "), width, columns).join("\n")}\n`;
}

/** A meaning stands beside its term, where no term of the section is longer than this. */
const longestTerm = 34;

/** In fewer columns, that holds for the terms that take next to nothing, as exit codes do. */
const narrow = 60;
const longestTermInNarrow = 4;

/**
 * A heading and its rows: term and meaning side by side, or where some term is too long for that, each meaning below.
 * @param least the width of the terms at least, so that the meanings of several sections stand in one column
 */
function section(heading: string, rows: readonly Row[], { paint, width }: View, least = 0): string {
  const longest = Math.max(least, ...rows.map(([term]) => term.length));
  const isBeside = longest <= (width < narrow ? longestTermInNarrow : longestTerm);
  const indent = isBeside ? longest + 4 : 6;
  const lines = rows.map(([term, meaning]) => {
    if (meaning === "") return `  ${term}\n`;
    // What sets an option without a letter below those with one would set it on the column of the meanings.
    const alone = `  ${term.trimStart()}\n`;
    const text = wrap(meaning.split(" "), Math.max(width - indent, 20), columns);
    const first = isBeside ? `  ${term.padEnd(indent - 2)}${text.shift() ?? ""}\n` : alone;
    return first + text.map((line) => `${" ".repeat(indent)}${line}\n`).join("");
  });
  return `${paint.bold(heading)}\n${lines.join("")}`;
}
