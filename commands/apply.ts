import { parseChangesFile } from "../src/apply/changes-file.js";
import { defineCommand } from "../src/command.js";
import { combine } from "../src/model/combine.js";
import { mutate, type Mutation } from "../src/mutation/mutation.js";
import { mutationOptions, mustExist, mustExistOption, type UpsertOptions } from "../src/mutation/options.js";
import { askForFile } from "../src/mutation/questions.js";
import { mutationListJson, renderMutation } from "../src/mutation/render.js";
import { noticeFraction } from "../src/mutation/upsert.js";
import { renderPatch } from "../src/term/patch.js";

interface Options extends UpsertOptions {
  readonly changes: string;
}

export const command = defineCommand<Options, Mutation>({
  arguments: [
    {
      name: "changes",
      description: "a changes file, - for standard input",
      completes: "file",
      ask: (context, prompts) => askForFile(context, prompts, "Which changes file?"),
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
  run: async (context, options) => {
    const strict = mustExist(context, options);
    const name = options.changes === "-" ? "standard input" : options.changes;
    const bytes = await context.readInput(options.changes);
    const { reason, steps } = parseChangesFile(bytes, name, strict ? "must exist" : "either");
    const flags = [...new Set(steps.map((step) => step.flag))];
    const request = { command: "apply", edit: combine(steps), flags, mayCreateFile: !strict };
    const mutation = await mutate(context, { ...(reason !== undefined && { reason }), ...options }, request);
    const created = mutation.changes.filter(({ action }) => action === "created").map(({ flag }) => flag);
    if (created.length > 0)
      context.notice(
        `flags that were not there and ${mutation.dryRun ? "would be" : "are"} created: ${created.join(", ")}`,
      );
    for (const change of mutation.changes) noticeFraction(context, change);
    return mutation;
  },
  render: async (mutation, view) => {
    const told = await renderMutation(mutation, view);
    const { file, dryRun, documents } = mutation;
    return dryRun ? `${told}\n${await renderPatch(file, documents.before.bytes, documents.after.bytes, view)}` : told;
  },
  json: mutationListJson,
});
