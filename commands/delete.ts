import { defineCommand } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { describe } from "../src/model/describe.js";
import { deleteFlags } from "../src/model/edits.js";
import { mutate, type Mutation } from "../src/mutation/mutation.js";
import { knownFlagArgument, mutationOptions, notEmpty, type MutationOptions } from "../src/mutation/options.js";
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
      parse: (typed: readonly string[]) => typed.map(notEmpty),
      ask: async (context, prompts) => [await knownFlagArgument.ask?.(context, prompts)],
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
    const request = { command: "delete", edit: deleteFlags(names), flags: names, mayCreateFile: false };
    if (options.yes !== true && options.dryRun !== true) {
      const { changes } = await mutate(context, { ...options, dryRun: true }, request);
      const listed = changes
        .map(({ flag, before }) => `${flag} (${before === null ? "" : describe(before)})`)
        .join(", ");
      if (context.prompts === null)
        throw new FfError("USAGE", "deleting needs a yes, and nobody can be asked here", {
          hint: "add --yes",
        });
      if (!(await context.prompts.confirm(`Delete ${listed}?`, { default: false })))
        throw new FfError("CANCELLED", "Cancelled, nothing changed");
    }
    return mutate(context, options, request);
  },
  render: renderMutation,
  json: mutationListJson,
});
