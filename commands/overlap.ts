import { defineCommand } from "../src/command.js";
import type { ArgumentSpec } from "../src/command.js";
import { knownFlagArgument } from "../src/asking/flag-argument.js";
import type { Overlap } from "../src/overlap/overlap.js";
import { skipBadOption, usualUsersOption, type UsersOptions } from "../src/users/users-option.js";

interface Options extends UsersOptions {
  readonly first: string;
  readonly second: string;
}

const flagCalled = (name: string, description: string, question: string): ArgumentSpec => ({
  ...knownFlagArgument,
  name,
  description,
  ask: async (context, prompts, { first }) => {
    const { askForKnownFlag } = await import("../src/asking/ask-for-flag.js");
    return askForKnownFlag(context, prompts, question, typeof first === "string" ? first : undefined);
  },
});

export const command = defineCommand<Options, Overlap>({
  arguments: [flagCalled("first", "the one flag", "First flag?"), flagCalled("second", "the other", "Second flag?")],
  options: [usualUsersOption, skipBadOption],
  examples: [
    ["ff overlap new_dashboard dark_mode", "do two rollouts share users more than chance?"],
    ["ff overlap checkout_flow button_colour --users users.csv", "two experiments, among our own users"],
    ["ff overlap new_dashboard dark_mode --json | jq -r .independence.verdict", "for a script"],
  ],
  description:
    "Evaluates both flags for the same users and compares with what independence would give, by a chi-square test: " +
    "variants by variants for A/B tests. Independent experiments may run on the same users; where the overlap is more " +
    "than chance, one blurs the other. Flags with the same name inside share their buckets.",
  run: async (context, options) =>
    (await import("../src/overlap/overlap.js")).overlap(context, [options.first, options.second], options),
  render: async (result, view) => (await import("../src/overlap/render.js")).renderOverlap(result, view),
  json: async (result) => (await import("../src/overlap/render.js")).overlapJson(result),
});
