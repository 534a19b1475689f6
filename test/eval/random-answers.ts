import { evaluate } from "../../src/eval/evaluate.js";
import type { Evaluation } from "../../src/eval/evaluation.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import type { DamagedFlag, Flag, User } from "../../src/model/flag.js";
import { isDamaged, parseFlag } from "../../src/model/parse-flag.js";
import { randomBatches } from "./random-batches.js";

export interface RandomAnswer {
  readonly key: string;
  /** As it stands in a file. */
  readonly value: unknown;
  readonly flag: Flag | DamagedFlag;
  readonly user: User | undefined;
  readonly evaluation: Evaluation;
}

/** Each flag of each batch, put to `usersEach` of its users: all of them unless told. */
export function* randomAnswers(seed: number, batches: number, usersEach = Infinity): Generator<RandomAnswer> {
  for (const { flags, users } of randomBatches(seed, batches)) {
    let offset = 0;
    for (const [key, value] of Object.entries(flags)) {
      const flag = parseFlag(key, value);
      const prepared = isDamaged(flag) ? flag : new PreparedFlag(flag);
      offset += 1;
      for (let index = 0; index < Math.min(usersEach, users.length); index++) {
        const raw = users[(offset + index) % users.length];
        const user = raw ? { userId: raw.user_id, email: raw.email, tier: raw.tier } : undefined;
        yield { key, value, flag, user, evaluation: evaluate(prepared, key, user) };
      }
    }
  }
}
