import { defineCommand } from "../src/command.js";
import { FfError } from "../src/errors.js";
import { abTest, resume, rolloutTo, type FlagPatch } from "../src/model/edits.js";
import { parseAllocation, parsePercentage } from "../src/model/input.js";
import { knownFlagArgument } from "../src/asking/flag-argument.js";
import type { Simulation } from "../src/simulate/simulate.js";
import { skipBadOption, usualUsersOption, type UsersOptions } from "../src/users/users-option.js";

interface Options extends UsersOptions {
  readonly name: string;
  readonly percentage?: number;
  readonly variants?: Record<string, number>;
  readonly asEnabled?: boolean;
}

export const command = defineCommand<Options, Simulation>({
  arguments: [knownFlagArgument],
  options: [
    usualUsersOption,
    skipBadOption,
    { flags: "--percentage <percent>", description: "suppose a rollout to so many percent", parse: parsePercentage },
    {
      flags: "--variants <list>",
      description: "suppose an A/B test with these shares: A=50,B=50",
      repeatable: true,
      parse: (typed: readonly string[]) => parseAllocation(typed, ","),
    },
    { flags: "--as-enabled", description: "suppose that it is not paused" },
  ],
  examples: [
    ["ff simulate new_dashboard", "does a rollout reach the share of users that it should?"],
    ["ff simulate checkout_flow --users users.csv", "and among our own users?"],
    ["ff simulate new_dashboard --percentage 25", "what would 25% come to? Nothing is changed"],
    ["ff simulate checkout_flow --json | jq .fit.p_value", "for a script"],
  ],
  description:
    "Evaluates the flag for many users and compares with what is expected by a chi-square test: the shares, and how " +
    "evenly the hash spreads these users over the 100 buckets. A p-value below 0.001 is more than chance: a sample " +
    "ratio mismatch. Counts and shares are those of ff check; synthetic users are called user1, user2 and so on.",
  run: async (context, options) => {
    const { simulate } = await import("../src/simulate/simulate.js");
    return simulate(context, options.name, options, supposition(options));
  },
  render: async (result, view) => (await import("../src/simulate/render.js")).renderSimulation(result, view),
  json: async (result) => (await import("../src/simulate/render.js")).simulationJson(result),
});

function supposition({ percentage, variants, asEnabled }: Options): FlagPatch | null {
  if (percentage !== undefined && variants !== undefined)
    throw new FfError("USAGE", "--percentage and --variants suppose two different things", {
      hint: "give one of them",
    });
  if (percentage !== undefined) return rolloutTo(percentage);
  if (variants !== undefined) return abTest(variants);
  return asEnabled === true ? resume : null;
}
