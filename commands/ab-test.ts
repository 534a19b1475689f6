import { defineCommand } from "../src/command.js";
import { abTest } from "../src/model/edits.js";
import { parseAllocation } from "../src/model/input.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import type { Mutation } from "../src/mutation/mutation.js";
import { flagArgument } from "../src/asking/flag-argument.js";
import { mustExistOption, mutationOptions, type UpsertOptions } from "../src/mutation/options.js";
import { askForWords } from "../src/asking/questions.js";
import { mutationJson, renderMutation } from "../src/mutation/render.js";
import { upsertFlag } from "../src/mutation/upsert.js";

interface Options extends UpsertOptions {
  readonly name: string;
  readonly variants: Record<string, number>;
}

export const command = defineCommand<Options, Mutation>({
  arguments: [
    flagArgument,
    {
      name: "variants",
      description: "NAME=SHARE, separated by spaces or commas: whole percents that sum to 100",
      variadic: true,
      parse: parseAllocation,
      ask: async (_, prompts) =>
        parseAllocation(await askForWords(prompts, "Which variants (A=50 B=50)?", parseAllocation)),
    },
  ],
  options: [mustExistOption, ...mutationOptions],
  examples: [
    ["ff ab-test checkout_flow A=50 B=50", "half the users each"],
    ["ff ab-test checkout_flow control=80 new=20", "a fifth tries the new one"],
    ["ff check checkout_flow --user user123", "which variant a user is in"],
  ],
  description:
    "Who is in which variant depends on the flag's name, the user and the shares alone: the same user always gets the same variant. A variant whose name has a space or a comma in it is set by ff apply.",
  run: (context, options) => upsertFlag(context, options, "ab-test", abTest(options.variants)),
  render: renderMutation,
  json: mutationJson,
  changed: hasChanged,
});
