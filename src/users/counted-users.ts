import type { Context } from "../command.js";
import { withProgress } from "./progress.js";
import { syntheticUsers, type ChosenUsers, type Reading } from "./user-source.js";

/** So many synthetic users, with a word on stderr of how many of them have been taken. */
export function countedUsers(
  context: Pick<Context, "startProgress">,
  count: number,
  { progress }: Reading,
): ChosenUsers {
  const users = syntheticUsers(count);
  return { ...(progress === false ? users : withProgress(context, users, count)), skipped: 0 };
}
