import { defineCommand } from "../src/command.js";
import { resume } from "../src/model/edits.js";
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
    ["ff resume new_feature", "on again for those it was on for"],
    ['ff resume new_feature --reason "fixed in 2.4.1"', "with the reason in the history"],
  ],
  description: "Sets enabled to true and touches nothing else.",
  run: (context, options) => upsertFlag(context, options, "resume", resume),
  render: renderMutation,
  json: mutationJson,
});
