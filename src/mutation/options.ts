import type { Context, OptionSpec } from "../command.js";
import { exitCodes, FfError } from "../errors.js";
import { saysYes } from "../says-yes.js";
import { parseUsers, usersDescription } from "../users/users-option.js";
import { parseMaxFlips, type MaxFlips } from "./max-flips.js";

/** What every command takes that writes. */
export interface WriteOptions {
  readonly dryRun?: boolean;
  readonly reason?: string;
  /** Milliseconds. */
  readonly lockTimeout?: number;
}

/** What every command takes that changes who gets a flag. */
export interface MutationOptions extends WriteOptions {
  /** Users to try the change on: a file of them, or a count. */
  readonly preview?: string;
  readonly maxFlips?: MaxFlips;
  /** Something was asked for at the terminal, so that the last word may be asked for too. */
  readonly asked?: boolean;
}

export const writeOptions: readonly OptionSpec[] = [
  { flags: "-n, --dry-run", description: "show what would change, and change nothing" },
  { flags: "--reason <text>", description: "why, for the history" },
  {
    flags: "--lock-timeout <seconds>",
    description: "how long to wait for another writer (default: 10)",
    parse: parseSeconds,
  },
];

export const mutationOptions: readonly OptionSpec[] = [
  ...writeOptions,
  {
    flags: "--preview <users>",
    description: `tell first how many users gain or lose it: ${usersDescription}`,
    completes: "file",
    parse: parseUsers,
  },
  {
    flags: "--max-flips <number>",
    description: `refuse (exit ${exitCodes.no.code}) when more users of the preview would notice: 100 or 5%`,
    parse: parseMaxFlips,
  },
];

/** What commands take that make a flag which is not there. */
export interface UpsertOptions extends MutationOptions {
  readonly mustExist?: boolean;
}

export const mustExistOption: OptionSpec = {
  flags: "--must-exist",
  description: "refuse to create the flag or the file (exit 3); env FF_MUST_EXIST=1",
};

export function mustExist(context: Context, options: UpsertOptions): boolean {
  const { FF_MUST_EXIST: variable } = context.env;
  return options.mustExist === true || saysYes(variable);
}

function parseSeconds(typed: string): number {
  if (/^\d+(\.\d+)?$/.test(typed)) return Number(typed) * 1000;
  throw new FfError("USAGE", `${JSON.stringify(typed)} is not a number of seconds`, {
    hint: "type for example --lock-timeout 30",
  });
}
