import { defineCommand, type OptionSpec } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { editFlag, type FlagEdit } from "../src/model/edits.js";
import { checkUnset } from "../src/model/unset.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import { flagOptions, givenFields, type FlagOptions } from "../src/mutation/flag-options.js";
import { noticeAbsent } from "../src/mutation/absent.js";
import { mutate, type Mutation } from "../src/mutation/mutation.js";
import { knownFlagArgument } from "../src/asking/flag-argument.js";
import { mutationOptions, type MutationOptions } from "../src/mutation/options.js";
import { askForField } from "../src/asking/questions.js";
import { mutationJson, renderMutation } from "../src/mutation/render.js";
import { noticeFraction } from "../src/mutation/upsert.js";

interface Options extends FlagOptions, MutationOptions {
  readonly name: string;
  readonly unsetMeta?: readonly string[];
}

const unsetMetaOption: OptionSpec = {
  flags: "--unset-meta <key>",
  description: "take a key out of the metadata, such as owner (repeatable)",
  repeatable: true,
};

export const command = defineCommand<Options, Mutation>({
  arguments: [knownFlagArgument],
  options: [...flagOptions, unsetMetaOption, ...mutationOptions],
  examples: [
    ["ff update new_dashboard --owner growth --ticket FF-12", "who answers for it"],
    ["ff update new_dashboard --strategy percentage", "back to the percentage that stands there"],
    ["ff update new_dashboard --meta team=web --unset-meta tier", "other metadata, key by key"],
  ],
  description: "Only what is given changes: --percentage alone does not change the strategy (ff rollout does).",
  run: async (context, options) => {
    const given = editOf(options);
    const prompts = Object.keys(given).length === 0 ? context.prompts : null;
    const fields = prompts === null ? given : await askForField(prompts);
    if (Object.keys(fields).length === 0)
      throw new FfError("USAGE", "nothing to change is given", {
        hint: "name what to change, such as --owner growth; see ff update --help",
      });
    const mutation = await mutate(context, prompts === null ? options : { ...options, asked: true }, {
      command: "update",
      edit: editFlag(options.name, "must exist", () => fields),
      flags: [options.name],
      mayCreateFile: false,
      tell: (update) => {
        noticeAbsent(context, update, options.name, {
          where: "in the metadata",
          items: ({ metadata }) => Object.keys(metadata),
          absent: ({ metadata }) => [...new Set(options.unsetMeta)].filter((key) => !Object.hasOwn(metadata, key)),
        });
      },
    });
    noticeFraction(context, mutation.changes[0]);
    return mutation;
  },
  render: renderMutation,
  json: mutationJson,
  changed: hasChanged,
});

/** @throws FfError USAGE for a key of the metadata that is both to be set and to be unset */
function editOf(options: Options): FlagEdit {
  const fields = givenFields(options);
  if (options.unsetMeta === undefined) return fields;
  return { ...fields, unsetMetadata: checkUnset(options.unsetMeta, fields.metadata) };
}
