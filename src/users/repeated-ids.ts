import type { UserBatch } from "../eval/plain-users.js";
import { counted, countOf } from "../term/count.js";

/** Ids beyond this many are not remembered: a hundred thousand take some ten megabytes. */
const mostRemembered = 100_000;

/** How many users had an id that came before. */
export interface Repeats {
  readonly count: number;
  /** False where there were more ids than are remembered, so that it may be more. */
  readonly isExact: boolean;
}

/** Counts users whose id has come before, in constant memory. */
export class RepeatedIds {
  readonly #seen = new Set<string>();
  #count = 0;
  #isExact = true;

  /** The same users, counted as they pass. */
  async *among(batches: AsyncIterable<UserBatch>): AsyncGenerator<UserBatch> {
    for await (const batch of batches) {
      for (const { userId } of batch) this.#add(userId);
      yield batch;
    }
  }

  #add(userId: string): void {
    if (this.#seen.has(userId)) this.#count++;
    else if (this.#seen.size < mostRemembered) this.#seen.add(userId);
    else this.#isExact = false;
  }

  get repeats(): Repeats {
    return { count: this.#count, isExact: this.#isExact };
  }
}

/** How many repeat an earlier id, for `--json`; null where that is not known. */
export function repeatedIdsJson({ count, isExact }: Repeats): number | null {
  return isExact ? count : null;
}

/** What repeated ids mean for figures and p-values, a sentence to stand beside them; empty where there are none. */
export function repeatsCaution({ count, isExact }: Repeats, users: number): string[] {
  if (count === 0 && isExact) return [];
  const meaning = "the figures are of rows, and a p-value holds for different users only";
  if (isExact) return [`${countOf(count)} of the ${counted(users, "row")} repeat an earlier user id: ${meaning}`];
  const least = count === 0 ? "" : `, at least ${countOf(count)} do`;
  const reach = `the first ${countOf(mostRemembered)} different ids are remembered`;
  return [
    `how many of the ${counted(users, "row")} repeat an earlier user id is not known (${reach})${least}: ${meaning}`,
  ];
}
