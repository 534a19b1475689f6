import { countOf } from "../term/count.js";
import type { UserBatch } from "../eval/plain-users.js";
import type { User } from "../model/flag.js";

/**
 * Users to evaluate flags for. They come in batches, so that a million of them takes the memory of a few thousand and
 * not a turn of the event loop each.
 */
export interface UserSource {
  /** What messages call it: "users.csv", "standard input", "10,000 synthetic ids". */
  readonly name: string;
  /** Ids alone, made up: no list, tier or domain has them. */
  readonly isSynthetic: boolean;
  /** False for what comes once, as from a pipe; known once it has been read. */
  readonly canRepeat: boolean;
  /** In the order of the input; each call reads it anew. @throws FfError USAGE at a row that is no user, IO */
  batches(): AsyncIterable<UserBatch>;
}

/** Users that were asked for by a file or a count, which say at the end how many rows were none. */
export interface ChosenUsers extends UserSource {
  /** Bad rows that the last reading left out. */
  readonly skipped: number;
}

/** How users are read. */
export interface Reading {
  /** Leave out rows that are no users, rather than stop at the first; undefined where there is no such option. */
  readonly skipBad?: boolean | undefined;
  /** False where something else is written to the terminal meanwhile. */
  readonly progress?: boolean | undefined;
}

const batchSize = 4096;

/** Whether an id is one of so many synthetic ones. */
export function isSyntheticId(id: string, count: number): boolean {
  const [, number] = /^user([1-9]\d*)$/.exec(id) ?? [];
  return number !== undefined && Number(number) <= count;
}

/** Users `user1`, `user2` and so on: ids alone, no tier and no email. */
export function syntheticUsers(count: number): UserSource {
  return {
    name: `${countOf(count)} synthetic ids`,
    isSynthetic: true,
    canRepeat: true,
    async *batches() {
      for (let first = 1; first <= count; first += batchSize) {
        const length = Math.min(batchSize, count - first + 1);
        yield Array.from({ length }, (_, index): User => ({ userId: `user${first + index}` }));
      }
    },
  };
}
