import type { ManyAnswers } from "../src/check/many.js";
import { checkOne, oneJson, renderOne, type OneAnswer } from "../src/check/one-user.js";
import { formats, type CheckOptions } from "../src/check/options.js";
import { defineCommand } from "../src/command.js";
import { exitCodes, FfError } from "../src/errors.js";
import type { User } from "../src/model/flag.js";
import { parseAttributes } from "../src/model/pairs.js";
import { parseMoment } from "../src/model/time.js";
import { knownFlagArgument, notEmpty } from "../src/asking/flag-argument.js";
import type { View } from "../src/term/view.js";
import { skipBadOption, usersDescription, usersOption } from "../src/users/users-option.js";

export const command = defineCommand<CheckOptions, OneAnswer | ManyAnswers>({
  arguments: [
    {
      name: "names",
      label: "name",
      description: "the flags to ask about",
      variadic: true,
      missingUnless: "all",
      completes: "flag",
      parse: (typed: readonly string[]) => typed.map(notEmpty),
      ask: async (...asking) => [await knownFlagArgument.ask?.(...asking)],
    },
  ],
  options: [
    { flags: "--all", description: "every flag of the file" },
    { flags: "--user <id>", description: "for this user; without one, for nobody in particular" },
    { flags: "--email <address>", description: "the user's email address, for domain targeting" },
    { flags: "--tier <tier>", description: "the user's tier" },
    {
      flags: "--attr <key=value>",
      description: "other attributes of the user (repeatable)",
      repeatable: true,
      parse: parseAttributes,
    },
    { flags: "--at <time>", description: "as of then, from the history: 2026-01-31T10:30 (UTC)", parse: parseMoment },
    {
      flags: "--exit-code",
      description: `exit ${exitCodes.done.code} when it is on, ${exitCodes.no.code} when it is off`,
    },
    { ...usersOption, description: `for many users: ${usersDescription}` },
    {
      flags: "--format <format>",
      description: "of many users: table (totals), jsonl or csv (a row for each user and flag)",
      choices: formats,
    },
    skipBadOption,
  ],
  examples: [
    ["ff check new_dashboard --user user123 --tier pro", "on or off, and why"],
    ["ff check new_dashboard --user user123 --exit-code && ./deploy", "as a condition in a script"],
    ["ff check new_dashboard --user user123 --at 2026-01-27T09:00", "why did user123 see it on Tuesday?"],
    ["ff check --all --user user123", "what of all flags does user123 see?"],
    ["ff check new_dashboard --users users.csv", "how many of these users get it?"],
    ["ff check checkout_flow --users - --format csv < users.jsonl > answers.csv", "who gets which variant?"],
  ],
  description:
    "A users file is CSV with a header, such as user_id,email,tier, or JSON Lines, an object with these keys on each " +
    "line; only user_id is needed, other columns are not looked at. It may be of any length, a quoted cell " +
    "of 1,000 lines and 1 MiB. In the csv that comes out, a cell that a spreadsheet would run as a formula (=, +, -, @ " +
    "in front) gets an apostrophe before it; jsonl has every text as it is.",
  run: async (context, options) => {
    const [name, ...more] = new Set(options.names);
    const isOne = more.length === 0 && options.all !== true && options.users === undefined;
    if (name !== undefined && isOne && options.format === undefined && options.skipBad !== true)
      return checkOne(context, name, userOf(options), options.at);
    const { checkMany } = await import("../src/check/many.js");
    return checkMany(context, options, () => userOf(options));
  },
  render: (result, view) => (result.kind === "one" ? renderOne(result, view) : pieces(result, view)),
  json: (result) => {
    switch (result.kind) {
      case "one":
        return oneJson(result);
      case "several":
        return result.answers.map(oneJson);
      case "totals":
        return result.totals;
      case "rows":
        return null;
    }
  },
  exitCode: (result, { exitCode }) =>
    exitCode === true && result.kind === "one" && !result.evaluation.enabled ? exitCodes.no.code : exitCodes.done.code,
});

async function* pieces(result: ManyAnswers, view: View): AsyncGenerator<string | Uint8Array> {
  const { renderMany } = await import("../src/check/many.js");
  yield* renderMany(result, view);
}

function userOf({ user, email, tier, attr }: CheckOptions): User | undefined {
  if (user !== undefined) return { userId: user, email, tier, customAttributes: attr };
  if (email === undefined && tier === undefined && attr === undefined) return undefined;
  throw new FfError("USAGE", "--email, --tier and --attr belong to a user", { hint: "add --user <id>" });
}
