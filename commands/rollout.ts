import { defineCommand } from "../src/command.js";
import { rolloutTo } from "../src/model/edits.js";
import { parsePercentage } from "../src/model/input.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import type { Mutation } from "../src/mutation/mutation.js";
import { flagArgument } from "../src/asking/flag-argument.js";
import { mustExistOption, mutationOptions, type UpsertOptions } from "../src/mutation/options.js";
import { askForPercentage } from "../src/asking/questions.js";
import { mutationJson, renderMutation } from "../src/mutation/render.js";
import { upsertFlag } from "../src/mutation/upsert.js";

interface Options extends UpsertOptions {
  readonly name: string;
  readonly percentage: number;
}

export const command = defineCommand<Options, Mutation>({
  arguments: [
    flagArgument,
    {
      name: "percentage",
      description: "0 to 100, up to three decimals: 25, 25% or 2.5",
      parse: parsePercentage,
      ask: (_, prompts) => askForPercentage(prompts),
    },
  ],
  options: [mustExistOption, ...mutationOptions],
  examples: [
    ["ff rollout new_feature 10", "on for a tenth of the users, always the same ones"],
    ["ff rollout new_feature 50", "more get it; nobody who has it loses it"],
    ['ff rollout "$FLAG" "$PERCENT" --reason "$JOB" --json', "in CI"],
  ],
  run: (context, options) => upsertFlag(context, options, "rollout", rolloutTo(options.percentage)),
  render: renderMutation,
  json: mutationJson,
  changed: hasChanged,
});
