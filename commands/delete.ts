import { defineCommand, type Context } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { describe } from "../src/model/describe.js";
import { deleteFlags } from "../src/model/edits.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import { mutate, type FlagMutation, type Mutation } from "../src/mutation/mutation.js";
import { knownFlagArgument, notEmpty } from "../src/asking/flag-argument.js";
import { mutationOptions, type MutationOptions } from "../src/mutation/options.js";
import { previewInWords } from "../src/preview/words.js";
import { mutationListJson, renderMutation } from "../src/mutation/render.js";

interface Options extends MutationOptions {
  readonly names: readonly string[];
  readonly yes?: boolean;
}

export const command = defineCommand<Options, Mutation>({
  arguments: [
    {
      name: "names",
      label: "name",
      description: "the flags to remove",
      variadic: true,
      completes: "flag",
      parse: (typed: readonly string[]) => typed.map(notEmpty),
      ask: async (...asking) => [await knownFlagArgument.ask?.(...asking)],
    },
  ],
  options: [{ flags: "-y, --yes", description: "do not ask" }, ...mutationOptions],
  examples: [
    ["ff delete old_banner", "asks first"],
    ["ff delete old_banner old_footer --yes", "in a script: all of them, or none"],
  ],
  description: "If one of the flags is not there, none is removed.",
  run: async (context, options) => {
    const names = [...new Set(options.names)];
    const consent = options.yes === true || options.dryRun === true ? undefined : askFirst(context);
    // A flag that was chosen in a prompt is deleted as one that was typed: by the question of this command, or none.
    const typed = { ...options, asked: false };
    return mutate(context, typed, {
      command: "delete",
      edit: deleteFlags(names),
      flags: names,
      mayCreateFile: false,
      ...(consent && { consent }),
    });
  },
  render: renderMutation,
  json: mutationListJson,
  changed: hasChanged,
});

function askFirst({ prompts }: Context) {
  return async (changes: readonly FlagMutation[]): Promise<void> => {
    if (prompts === null)
      throw new FfError("USAGE", "deleting needs a yes, and nobody can be asked here", { hint: "add --yes" });
    const listed = changes.map(({ flag, before, preview }) => {
      const lost = preview === null ? "" : `: ${previewInWords(preview)}`;
      return `${flag} (${before === null ? "" : describe(before)}${lost})`;
    });
    if (!(await prompts.confirm(`Delete ${listed.join(", ")}?`, { default: false })))
      throw new FfError("CANCELLED", "Cancelled");
  };
}
