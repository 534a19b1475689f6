import { answerOf, answersFor } from "../eval/batch.js";
import type { EvaluationErrorCode } from "../eval/evaluation.js";
import { PreparedFlag } from "../eval/prepared-flag.js";
import { blindSpot, lackingAnswer, profileStrategyOf, type BlindSpot } from "../preview/blind-spots.js";
import type { UserBatch } from "../eval/plain-users.js";
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
  /** Flags that go by what none of the users has. */
  readonly blind: ReadonlyMap<string, BlindSpot>;
  /** The flags file as `--file` named it; null where it was found without. */
  readonly fileOption: string | null;
}

/** Counts the answers of every flag. @throws FfError as the users do */
export async function countUsers(
  flags: readonly AskedFlag[],
  { file, fileOption }: Pick<Totals, "file"> & Pick<CountedUsers, "fileOption">,
  typed: string,
  source: ChosenUsers,
): Promise<CountedUsers> {
  const counts = flags.map((asked) => new Count(asked));
  let users = 0;
  for await (const batch of source.batches()) {
    users += batch.length;
    for (const count of counts) count.add(batch);
  }
  const totals = counts.map((count) => count.totals(users));
  return {
    kind: "totals",
    totals: { users, skipped: source.skipped, flags: totals, file, users_file: usersFile(typed) },
    source: source.name,
    flags,
    blind: new Map(counts.flatMap((count) => count.blindSpot(users, source.isSynthetic))),
    fileOption,
  };
}

/** A part of all in percent, with four decimals; null of nothing. */
export function percentOf(part: number, all: number): number | null {
  return all === 0 ? null : Math.round((part / all) * 1_000_000) / 10_000;
}

class Count {
  readonly #asked: AskedFlag;
  /** Users by the number of their answer. */
  readonly #users: number[] = [];

  constructor(asked: AskedFlag) {
    this.#asked = asked;
  }

  add(batch: UserBatch): void {
    for (const answer of answersFor(this.#asked.evaluable, batch)) this.#users[answer] = (this.#users[answer] ?? 0) + 1;
  }

  /** The flag's key with the reason, where all of so many users lack what it goes by. */
  blindSpot(all: number, isSynthetic: boolean): [string, BlindSpot][] {
    const { key, flag } = this.#asked;
    const strategy = profileStrategyOf(flag);
    const isBlind = strategy !== null && all > 0 && this.#users[lackingAnswer(strategy)] === all;
    return isBlind ? [[key, blindSpot(isSynthetic, [strategy])]] : [];
  }

  totals(all: number): FlagTotals {
    const { key, evaluable } = this.#asked;
    const ranges = evaluable instanceof PreparedFlag ? evaluable.ranges : [];
    const variants = new Map(ranges.map(({ variant }) => [variant, 0]));
    let on = 0;
    let problem: EvaluationErrorCode | null = null;
    this.#users.forEach((users, answer) => {
      const { enabled, variant, errorCode } = answerOf(evaluable, answer);
      if (enabled) on += users;
      if (variant !== null) variants.set(variant, users);
      problem ??= errorCode;
    });
    return {
      flag: key,
      on,
      off: all - on,
      enabled_percent: percentOf(on, all),
      variants: Object.fromEntries(variants),
      error_code: problem,
    };
  }
}
