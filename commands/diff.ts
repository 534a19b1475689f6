import { defineCommand } from "../src/command.js";
import type { Report, Request } from "../src/diff/report.js";
import { exitCodes, FfError } from "../src/errors.js";
import { skipBadOption, usersDescription, usersOption } from "../src/users/users-option.js";

const formats = ["table", "markdown"] as const;

interface Options extends Request {
  readonly format?: (typeof formats)[number];
  readonly exitCode?: boolean;
}

export const command = defineCommand<Options, Report>({
  arguments: [
    {
      name: "a",
      description: "the older side: a file, - or a git revision; main..topic is both sides",
      completes: "file",
      parse: notEmpty,
    },
    {
      name: "b",
      description: "the newer side (default: the flags file as it is now)",
      optional: true,
      completes: "file",
      parse: notEmpty,
    },
  ],
  options: [
    { ...usersOption, description: `tell how many users gain or lose each flag: ${usersDescription}` },
    skipBadOption,
    { flags: "--format <format>", description: "table, or markdown for a pull request's comment", choices: formats },
    {
      flags: "--exit-code",
      description: `exit ${exitCodes.no.code} when there are differences, ${exitCodes.done.code} when there are none`,
    },
  ],
  examples: [
    ["ff diff HEAD~1", "what has changed since the last commit but one"],
    ["ff diff staging.json production.json --users 10000", "two files, and what users would notice"],
    ["ff diff main... --format markdown > comment.md", "what a branch changes, for its pull request"],
  ],
  description:
    "Flags are compared by meaning: layout, order and defaults that are written out make no difference. A revision is that of the flags file in use; any other file of it is named as in HEAD~1:config/flags.json. main.. compares main with HEAD, main... what HEAD has changed since it left main.",
  run: async (context, options) => {
    if (context.global.json && options.format !== undefined)
      throw new FfError("USAGE", "--json and --format are two ways to print it", { hint: "leave one of them out" });
    return (await import("../src/diff/report.js")).reportOn(context, options);
  },
  render: async function* (report, view, { format }) {
    if (format === "markdown") yield (await import("../src/diff/markdown.js")).markdownOf(report);
    else yield* (await import("../src/diff/render.js")).renderDiff(report, view);
  },
  json: async (report) => (await import("../src/diff/json.js")).diffJson(report),
  exitCode: ({ diff }, { exitCode }) =>
    exitCode === true && diff.flags.length > 0 ? exitCodes.no.code : exitCodes.done.code,
});

function notEmpty(typed: string): string {
  if (typed !== "") return typed;
  throw new FfError("USAGE", "it is empty", { hint: "name a file, - or a git revision" });
}
