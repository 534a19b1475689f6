import { defineCommand } from "../src/command.js";
import { enableForAll } from "../src/model/edits.js";
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
    ["ff enable new_feature", "on for everybody"],
    ['ff enable new_feature --reason "50% went well"', "with the reason in the history"],
  ],
  description: "Sets the strategy to all and enables the flag. Its percentage and lists stay for later.",
  run: (context, options) => upsertFlag(context, options, "enable", enableForAll),
  render: renderMutation,
  json: mutationJson,
});
