import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { answerOf, answersFor } from "../eval/batch.js";
import { decidesByHash } from "../eval/decide.js";
import type { UserBatch } from "../eval/plain-users.js";
import { PreparedFlag } from "../eval/prepared-flag.js";
import type { Flag } from "../model/flag.js";
import { readFlags } from "../readable-flags.js";
import { sourceCautions } from "../simulate/cautions.js";
import { outcomeIndex, outcomesOf, type PossibleOutcome } from "../simulate/outcomes.js";
import { shareOf } from "../simulate/share.js";
import type { Independence } from "../statistics/chi-square.js";
import type { Share } from "../term/share-columns.js";
import { Census, type Population } from "../users/population.js";
import { repeatsCaution } from "../users/repeated-ids.js";
import { usersOf, usualUsers, type UsersOptions } from "../users/users-option.js";

/** One of the two flags, with the outcomes that some of the users came to. */
export interface Side {
  readonly key: string;
  readonly flag: Flag;
  readonly outcomes: readonly (PossibleOutcome & { readonly users: number })[];
}

/** Users with one outcome of the first flag and one of the second; expected is what independence would give. */
export interface Cell extends Share {
  readonly first: PossibleOutcome;
  readonly second: PossibleOutcome;
}

/** What two flags share. */
export interface Overlap {
  readonly first: Side;
  readonly second: Side;
  readonly population: Population;
  /** Row by row; outcomes that no user came to are left out. */
  readonly cells: readonly Cell[];
  readonly test: Independence;
  /** Both hash the same text, so that one bucket decides both. */
  readonly sharesBuckets: boolean;
  readonly file: string;
}

/** Evaluates two flags for the same users, and tests whether the one says anything about the other. */
export async function overlap(
  context: Context,
  keys: readonly [string, string],
  { users: typed = usualUsers, skipBad = false }: UsersOptions,
): Promise<Overlap> {
  if (keys[0] === keys[1])
    throw new FfError("USAGE", `${JSON.stringify(keys[0])} is named twice`, { hint: "name two different flags" });
  const store = context.openStore();
  const [first, second] = await readFlags(store, keys);
  const prepared = [new PreparedFlag(first), new PreparedFlag(second)] as const;
  const outcomes = [outcomesOf(prepared[0]), outcomesOf(prepared[1])] as const;
  const census = new Census(typed, await usersOf(context, typed, { skipBad }));
  const [table, { independence }] = await Promise.all([
    crossTally(prepared, outcomes, census.batches()),
    import("../statistics/chi-square.js"),
  ]);

  const inRows = table.map(sum);
  const inColumns = outcomes[1].map((_, column) => sum(table.map((row) => row[column]!)));
  const { population } = census;
  const { users, repeats } = population;
  const cells = outcomes[0].flatMap((one, row) =>
    outcomes[1].flatMap((other, column): Cell[] => {
      const expected = inRows[row]! * inColumns[column]!;
      if (expected === 0) return [];
      return [{ first: one, second: other, ...shareOf(table[row]![column]!, users, (100 * expected) / users ** 2) }];
    }),
  );
  const sides = [sideOf(keys[0], first, outcomes[0], inRows), sideOf(keys[1], second, outcomes[1], inColumns)] as const;
  for (const caution of [...sides.flatMap((side) => cautionsOf(side, typed)), ...repeatsCaution(repeats, users)])
    context.notice(caution);
  return {
    first: sides[0],
    second: sides[1],
    population,
    cells,
    test: independence(table),
    sharesBuckets: prepared.every(decidesByHash) && first.name === second.name && first.strategy === second.strategy,
    file: store.location,
  };
}

/** Users by the outcome of the first flag (rows) and of the second (columns). */
async function crossTally(
  flags: readonly [PreparedFlag, PreparedFlag],
  outcomes: readonly [readonly PossibleOutcome[], readonly PossibleOutcome[]],
  batches: AsyncIterable<UserBatch>,
): Promise<number[][]> {
  const [rowOf, columnOf] = [outcomeIndex(outcomes[0]), outcomeIndex(outcomes[1])];
  const table = outcomes[0].map(() => outcomes[1].map(() => 0));
  for await (const batch of batches) {
    const [first, second] = [answersFor(flags[0], batch), answersFor(flags[1], batch)];
    first.forEach((answer, index) => {
      const row = rowOf(answerOf(flags[0], answer));
      table[row]![columnOf(answerOf(flags[1], second[index]!))]! += 1;
    });
  }
  return table;
}

function sideOf(key: string, flag: Flag, outcomes: readonly PossibleOutcome[], users: readonly number[]): Side {
  return {
    key,
    flag,
    outcomes: outcomes.flatMap((outcome, index) => (users[index]! > 0 ? [{ ...outcome, users: users[index]! }] : [])),
  };
}

function cautionsOf({ key, flag, outcomes }: Side, typed: string): string[] {
  const reached = sum(outcomes.map(({ enabled, users }) => (enabled ? users : 0)));
  return sourceCautions(key, flag, typed, reached);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
