import type { ApplyOptions } from "../src/apply/apply.js";
import { defineCommand } from "../src/command.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import type { Mutation } from "../src/mutation/mutation.js";
import { mutationOptions, mustExistOption } from "../src/mutation/options.js";

export const command = defineCommand<ApplyOptions, Mutation>({
  arguments: [
    {
      name: "changes",
      description: "a changes file, - for standard input",
      completes: "file",
      ask: async (context, prompts) =>
        (await import("../src/asking/questions.js")).askForFile(context, prompts, "Which changes file?"),
    },
  ],
  options: [mustExistOption, ...mutationOptions],
  examples: [
    ["ff apply release.json --dry-run", "see the whole difference first"],
    ["ff apply release.json --reason 'release 2.4'", "all of it, or nothing"],
    [`echo '{"changes":[{"op":"disable","flag":"checkout_flow"}]}' | ff apply -`, "from a script"],
  ],
  description:
    'The file holds {"changes": [{"op": "rollout", "flag": "new_dashboard", "percentage": 25}, ...]}; operations are named as the commands are. docs/changes.schema.json in the package describes it.',
  run: async (context, options) => (await import("../src/apply/apply.js")).apply(context, options),
  render: async (mutation, view) => {
    const told = await (await import("../src/mutation/render.js")).renderMutation(mutation, view);
    const { file, dryRun, documents } = mutation;
    if (!dryRun) return told;
    const { renderPatch } = await import("../src/term/patch.js");
    return `${told}\n${await renderPatch(file, documents.before.bytes, documents.after.bytes, view)}`;
  },
  json: async (mutation) => (await import("../src/mutation/render.js")).mutationListJson(mutation),
  changed: hasChanged,
});
