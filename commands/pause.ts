import { defineCommand } from "../src/command.js";
import { pause } from "../src/model/edits.js";
import type { Mutation } from "../src/mutation/mutation.js";
import { flagArgument, mustExistOption, mutationOptions, type UpsertOptions } from "../src/mutation/options.js";
import { mutationJson, renderMutation } from "../src/mutation/render.js";
import { upsertFlag } from "../src/mutation/upsert.js";

interface Options extends UpsertOptions {
  readonly name: string;
}

export const command = defineCommand<Options, Mutation>({
  arguments: [flagArgument],
  options: [mustExistOption, ...mutationOptions],
  examples: [
    ["ff pause new_feature", "off, but still a 25% rollout if it was one"],
    ['ff pause new_feature --reason "on-call asked"', "with the reason in the history"],
  ],
  description: "Sets enabled to false and touches nothing else: ff resume takes the flag up again as it was.",
  run: (context, options) => upsertFlag(context, options, "pause", pause),
  render: renderMutation,
  json: mutationJson,
});
