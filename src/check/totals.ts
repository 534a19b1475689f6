import { evaluate } from "../eval/evaluate.js";
import type { EvaluationErrorCode } from "../eval/evaluation.js";
import { PreparedFlag } from "../eval/prepared-flag.js";
import type { ChosenUsers } from "../users/user-source.js";
import { usersFile } from "../users/users-option.js";
import type { AskedFlag } from "./flags.js";

/** How many users a flag is on for; what `--json` prints. */
export interface FlagTotals {
  readonly flag: string;
  readonly on: number;
  readonly off: number;
  /** Of all users, with four decimals; null where there is nobody. */
  readonly enabled_percent: number | null;
  /** Of an A/B test: how many users each variant has. */
  readonly variants: Readonly<Record<string, number>>;
  /** What stands in the way of an answer, as where the flag can't be read. */
  readonly error_code: EvaluationErrorCode | null;
}

export interface Totals {
  readonly users: number;
  /** Rows that were no users, and left out. */
  readonly skipped: number;
  readonly flags: readonly FlagTotals[];
  readonly file: string;
  readonly users_file: string | null;
}

export interface CountedUsers {
  readonly kind: "totals";
  /** What messages call the users. */
  readonly source: string;
  readonly totals: Totals;
  /** In the order of the totals. */
  readonly flags: readonly AskedFlag[];
}

/** Counts the answers of every flag. @throws FfError as the users do */
export async function countUsers(
  flags: readonly AskedFlag[],
  file: string,
  typed: string,
  source: ChosenUsers,
): Promise<CountedUsers> {
  const counts = flags.map((asked) => new Count(asked));
  let users = 0;
  for await (const batch of source.batches()) {
    users += batch.length;
    for (const count of counts) for (const user of batch) count.add(user);
  }
  const totals = counts.map((count) => count.totals(users));
  return {
    kind: "totals",
    totals: { users, skipped: source.skipped, flags: totals, file, users_file: usersFile(typed) },
    source: source.name,
    flags,
  };
}

/** A part of all in percent, with four decimals; null of nothing. */
export function percentOf(part: number, all: number): number | null {
  return all === 0 ? null : Math.round((part / all) * 1_000_000) / 10_000;
}

class Count {
  readonly #asked: AskedFlag;
  readonly #variants: Map<string, number>;
  #on = 0;
  #errorCode: EvaluationErrorCode | null = null;

  constructor(asked: AskedFlag) {
    this.#asked = asked;
    const { evaluable } = asked;
    const ranges = evaluable instanceof PreparedFlag ? evaluable.ranges : [];
    this.#variants = new Map(ranges.map(({ variant }) => [variant, 0]));
  }

  add(user: Parameters<typeof evaluate>[2]): void {
    const { enabled, variant, errorCode } = evaluate(this.#asked.evaluable, this.#asked.key, user);
    if (enabled) this.#on++;
    if (variant !== null) this.#variants.set(variant, (this.#variants.get(variant) ?? 0) + 1);
    if (errorCode !== null) this.#errorCode = errorCode;
  }

  totals(users: number): FlagTotals {
    return {
      flag: this.#asked.key,
      on: this.#on,
      off: users - this.#on,
      enabled_percent: percentOf(this.#on, users),
      variants: Object.fromEntries(this.#variants),
      error_code: this.#errorCode,
    };
  }
}
