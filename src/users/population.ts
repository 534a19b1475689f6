import { counted } from "../term/count.js";
import type { UserBatch } from "../eval/plain-users.js";
import { RepeatedIds, type Repeats } from "./repeated-ids.js";
import type { UserSource } from "./user-source.js";
import { isCount, usersFile, usersFileInWords } from "./users-option.js";

/** Whom something was tried on. */
export interface Population {
  readonly users: number;
  /** The path, `-` for standard input; null for synthetic ids. */
  readonly file: string | null;
  readonly repeats: Repeats;
}

/** Takes down whom something is tried on, while that is done. */
export class Census {
  readonly #ids = new RepeatedIds();
  readonly #typed: string;
  readonly #source: UserSource;
  #users = 0;

  /** @param typed what was typed for the users */
  constructor(typed: string, source: UserSource) {
    this.#typed = typed;
    this.#source = source;
  }

  /** The users, to be read to their end. */
  async *batches(): AsyncGenerator<UserBatch> {
    const batches = this.#source.batches();
    // Synthetic ids are all different.
    for await (const batch of isCount(this.#typed) ? batches : this.#ids.among(batches)) {
      this.#users += batch.length;
      yield batch;
    }
  }

  get population(): Population {
    return { users: this.#users, file: usersFile(this.#typed), repeats: this.#ids.repeats };
  }
}

/** `10,000 synthetic ids`, `5,000 users of users.csv`. */
export function populationInWords({ users, file }: Population): string {
  return file === null ? counted(users, "synthetic id") : `${counted(users, "user")} of ${usersFileInWords(file)}`;
}
