import { defineCommand, type Context } from "../src/command.js";
import { editFlag } from "../src/model/edits.js";
import type { FlagFields } from "../src/model/flag.js";
import { checkFlagName } from "../src/model/input.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import { flagOptions, givenFields, impliedStrategy, type FlagOptions } from "../src/mutation/flag-options.js";
import { mutate, type Mutation } from "../src/mutation/mutation.js";
import { readIfThere } from "../src/asking/flag-argument.js";
import { mutationOptions, mustExist, mustExistOption, type UpsertOptions } from "../src/mutation/options.js";
import { askForContent, askForNewName, askForStrategy } from "../src/asking/questions.js";
import { mutationJson, renderMutation } from "../src/mutation/render.js";
import { noticeFraction } from "../src/mutation/upsert.js";

interface Options extends FlagOptions, UpsertOptions {
  readonly name: string;
}

export const command = defineCommand<Options, Mutation>({
  arguments: [
    {
      name: "name",
      description: "the new flag",
      parse: checkFlagName,
      ask: async (context, prompts) => {
        const document = await readIfThere(context);
        return askForNewName(prompts, (name) => document?.has(name) === true);
      },
    },
  ],
  options: [
    ...flagOptions,
    { ...mustExistOption, description: "refuse to create the file (exit 3); env FF_MUST_EXIST=1" },
    ...mutationOptions,
  ],
  examples: [
    ["ff create new_dashboard", "a flag that is on for nobody yet"],
    ["ff create new_dashboard --percentage 10 --owner growth --ticket FF-12", "a 10% rollout from the start"],
    ["ff create checkout_flow --variants A=50,B=50 --disabled", "an experiment, not started yet"],
  ],
  description:
    "The strategy follows from --percentage, --users, --tiers, --domains or --variants where it is not named, and is none otherwise. A new flag is enabled unless --disabled is given.",
  run: async (context, options) => {
    const fields = { ...givenFields(options), ...(await strategyOf(context, options)) };
    const mutation = await mutate(context, options, {
      command: "create",
      edit: editFlag(options.name, "must be new", () => fields),
      flags: [options.name],
      mayCreateFile: !mustExist(context, options),
    });
    noticeFraction(context, mutation.changes[0]);
    return mutation;
  },
  render: renderMutation,
  json: mutationJson,
  changed: hasChanged,
});

/** Named, implied by the other options, or asked for where the name was asked for as well. */
async function strategyOf({ prompts }: Context, options: Options): Promise<FlagFields> {
  const strategy = options.strategy ?? impliedStrategy(options);
  if (strategy !== undefined) return { strategy };
  if (prompts === null || options.asked !== true) return {};
  const chosen = await askForStrategy(prompts);
  return { strategy: chosen, ...(await askForContent(prompts, chosen)) };
}
