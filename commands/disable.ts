import { defineCommand } from "../src/command.js";
import { disableForAll } from "../src/model/edits.js";
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
    ["ff disable new_feature", "off for everybody, at once"],
    ['ff disable new_feature --reason "errors in checkout"', "with the reason in the history"],
  ],
  description: "Sets the strategy to none. The flag's percentage and lists stay for later.",
  run: (context, options) => upsertFlag(context, options, "disable", disableForAll),
  render: renderMutation,
  json: mutationJson,
});
