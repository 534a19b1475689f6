import { defineCommand, type AnyCommand } from "../command.js";
import type { FlagPatch } from "../model/edits.js";
import { hasChanged } from "./has-changed.js";
import type { Mutation } from "./mutation.js";
import { flagArgument } from "../asking/flag-argument.js";
import { mustExistOption, mutationOptions, type UpsertOptions } from "./options.js";
import { mutationJson, renderMutation } from "./render.js";
import { upsertFlag } from "./upsert.js";

/** What tells one switch from another. */
export interface SwitchCommand {
  readonly name: "enable" | "disable" | "pause" | "resume";
  readonly patch: FlagPatch;
  readonly examples: AnyCommand["examples"];
  readonly description: string;
}

export interface SwitchOptions extends UpsertOptions {
  readonly name: string;
}

/** The commands that take a flag and nothing else differ in what they set. */
export function switchCommand({ name, patch, examples, description }: SwitchCommand) {
  return defineCommand<SwitchOptions, Mutation>({
    arguments: [flagArgument],
    options: [mustExistOption, ...mutationOptions],
    examples,
    description,
    run: (context, options) => upsertFlag(context, options, name, patch),
    render: renderMutation,
    json: mutationJson,
    changed: hasChanged,
  });
}
