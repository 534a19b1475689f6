import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { withProgress } from "./progress.js";
import { syntheticUsers, type ChosenUsers, type Reading, type UserSource } from "./user-source.js";

/** So many synthetic users, with a word on stderr of how many of them have been taken. */
export function countedUsers(
  context: Pick<Context, "startProgress" | "signal">,
  count: number,
  { progress }: Reading,
): ChosenUsers {
  const users = untilCancelled(syntheticUsers(count), context);
  return { ...(progress === false ? users : withProgress(context, users, count)), skipped: 0 };
}

/** Nothing is waited for where users are made up: without a turn of the event loop, Ctrl-C would never be heard. */
function untilCancelled(source: UserSource, { signal }: Pick<Context, "signal">): UserSource {
  return {
    ...source,
    async *batches() {
      for await (const batch of source.batches()) {
        await nextTurn();
        if (signal.aborted) throw new FfError("CANCELLED", "Cancelled");
        yield batch;
      }
    },
  };
}
