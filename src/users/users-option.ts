import type { Context, OptionSpec } from "../command.js";
import { FfError } from "../errors.js";
import type { ChosenUsers, Reading } from "./user-source.js";

/** Where users come from, in the words of every option that takes them. */
export const usersDescription = "a users file (JSON Lines or CSV, - for standard input), or a count of synthetic ids";

/** Evaluating them takes about a microsecond each; beyond this somebody has typed a digit too many. */
const mostSynthetic = 1_000_000_000;

/** What looks like a count, and perhaps is none: `-5`, `1e6`, `10k`, `1,000`. */
const likeCount = /^[+-]?\d[\d_,.']*(?:e\d+|[km%])?$/i;

/**
 * Checks what was typed for users: digits are a count of synthetic ids, anything else is a users file.
 * @throws FfError USAGE for a number that is no count
 */
export function parseUsers(typed: string): string {
  if (!likeCount.test(typed)) return typed;
  if (isCount(typed) && Number(typed) >= 1 && Number(typed) <= mostSynthetic) return typed;
  throw new FfError("USAGE", `${JSON.stringify(typed)} is not a count of synthetic users`, {
    hint: `type a whole number from 1 to ${mostSynthetic}, or ./${typed} for a file of that name`,
  });
}

/** `--users`, the same for every command: what it brings about there stands before the description. */
export const usersOption: OptionSpec = {
  flags: "--users <users>",
  description: usersDescription,
  completes: "file",
  parse: parseUsers,
};

export const skipBadOption: OptionSpec = {
  flags: "--skip-bad",
  description: "leave out rows that are no users, and tell of them",
};

/** What both of these options come to. */
export interface UsersOptions {
  readonly users?: string;
  readonly skipBad?: boolean;
}

/** Enough to tell shares of a percent, and over at once. */
export const usualUsers = "10000";

/** `--users`, of commands that try a flag on many whether or not they are told on whom. */
export const usualUsersOption: OptionSpec = {
  ...usersOption,
  description: `${usersDescription} (default: ${usualUsers})`,
};

/** The users file that was typed, for `--json`: its path, `-` for standard input; null for a count of synthetic ids. */
export function usersFile(typed: string): string | null {
  return isCount(typed) ? null : typed;
}

/** What messages call a users file. */
export function usersFileInWords(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** Whether users are given as a count. */
export function isCount(typed: string): boolean {
  return /^\d+$/.test(typed);
}

/**
 * The users that an option names. While they are read, a word on stderr tells how far that is.
 * @param options without `skipBad`, the command has no such option
 * @throws FfError USAGE, IO
 */
export async function usersOf(context: Context, typed: string, options: Reading = {}): Promise<ChosenUsers> {
  if (isCount(parseUsers(typed))) {
    const { countedUsers } = await import("./counted-users.js");
    return countedUsers(context, Number(typed), options);
  }
  const { openUsers } = await import("./open-users.js");
  return openUsers(context, typed, options);
}
