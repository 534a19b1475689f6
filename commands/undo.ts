import { defineCommand } from "../src/command.js";
import { changesToUndo, undoEdit } from "../src/history/undo.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import { mutate, type Mutation } from "../src/mutation/mutation.js";
import { notEmpty } from "../src/asking/flag-argument.js";
import { mutationOptions, type MutationOptions } from "../src/mutation/options.js";
import { mutationListJson, renderMutation } from "../src/mutation/render.js";

interface Options extends MutationOptions {
  readonly name?: string;
}

export const command = defineCommand<Options, Mutation>({
  arguments: [
    {
      name: "name",
      description: "the flag; without one, the newest change of all",
      optional: true,
      completes: "flag",
      parse: notEmpty,
    },
  ],
  options: mutationOptions,
  examples: [
    ["ff undo new_dashboard", "take back its last change"],
    ["ff undo", "take back the newest change, all of it if it was made by ff apply"],
    ["ff undo new_dashboard --dry-run", "see what that would be"],
  ],
  description:
    "An undo is a change like any other: undoing it brings back what it took back. Refused when another program has changed the flag since.",
  run: async (context, options) => {
    const { entries } = await context.openStore(options).history();
    const undone = changesToUndo(entries, options.name);
    const undoes = new Map(undone.flatMap(({ flag, id }) => (flag === null ? [] : [[flag, id]])));
    return mutate(context, options, {
      command: "undo",
      edit: undoEdit(undone),
      flags: [...undoes.keys()],
      mayCreateFile: false,
      undoes,
    });
  },
  render: renderMutation,
  json: mutationListJson,
  changed: hasChanged,
});
