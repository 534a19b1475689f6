import { answersFor, isOn, variantOfAnswer } from "../eval/batch.js";
import { evaluable, type Evaluable } from "../eval/evaluate.js";
import { userIdAt, type UserBatch } from "../eval/plain-users.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import type { UserSource } from "../users/user-source.js";

/** A flag before and after a change; undefined where there is none. */
export interface ChangedFlag {
  readonly key: string;
  readonly before: Flag | DamagedFlag | undefined;
  readonly after: Flag | DamagedFlag | undefined;
}

/** The same, made ready for many users. */
export interface Transition {
  readonly key: string;
  readonly before: Evaluable;
  readonly after: Evaluable;
}

/** A user who keeps a flag and changes over; null: in no variant. */
export interface VariantChange {
  readonly user: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a change of one flag does to users, in numbers of them. */
export interface FlagPreview {
  readonly users: number;
  readonly gained: number;
  readonly lost: number;
  /** On before and after, in another variant. */
  readonly changedVariant: number;
  /** On before and after, in the same variant. */
  readonly kept: number;
  /** Those for whom nothing changes: `kept`, and those who have it neither before nor after. */
  readonly unchanged: number;
  /** The first few of each. */
  readonly examples: {
    readonly gained: readonly string[];
    readonly lost: readonly string[];
    readonly changedVariant: readonly VariantChange[];
  };
}

/** What several changes do to the same users. */
export interface Comparison {
  readonly users: number;
  /** Users who gain or lose a flag or change its variant, whichever of the flags: each counts once. */
  readonly flipped: number;
  readonly flags: ReadonlyMap<string, FlagPreview>;
  /** What messages call the users. */
  readonly source: string;
}

/** @param blind those of which the users tell nothing: they are left out */
export function transitionsOf(flags: readonly ChangedFlag[], blind: readonly ChangedFlag[]): Transition[] {
  return flags
    .filter((flag) => !blind.includes(flag))
    .map(({ key, before, after }) => ({ key, before: evaluable(before), after: evaluable(after) }));
}

const shownExamples = 3;

/** Evaluates every user before and after, with the evaluator that answers everywhere. A user listed twice counts twice. */
export async function compare(transitions: readonly Transition[], source: UserSource): Promise<Comparison> {
  const tallies = transitions.map((transition) => new Tally(transition));
  let users = 0;
  let flipped = 0;
  for await (const batch of source.batches()) {
    users += batch.length;
    const flips = new Uint8Array(batch.length);
    for (const tally of tallies) tally.count(batch, flips);
    for (const flip of flips) flipped += flip;
  }
  const flags = new Map(tallies.map((tally) => [tally.key, tally.preview(users)]));
  return { users, flipped, flags, source: source.name };
}

class Tally {
  readonly #transition: Transition;
  #gained = 0;
  #lost = 0;
  #changedVariant = 0;
  #kept = 0;
  readonly #examples = { gained: [] as string[], lost: [] as string[], changedVariant: [] as VariantChange[] };

  constructor(transition: Transition) {
    this.#transition = transition;
  }

  get key(): string {
    return this.#transition.key;
  }

  /** Sets `flips` to 1 for each of the users who notices the change. */
  count(users: UserBatch, flips: Uint8Array): void {
    const { before, after } = this.#transition;
    const had = answersFor(before, users);
    const has = answersFor(after, users);
    for (let i = 0; i < users.length; i++) if (this.#flips(users, i, had[i]!, has[i]!)) flips[i] = 1;
  }

  #flips(users: UserBatch, index: number, had: number, has: number): boolean {
    if (isOn(had) && isOn(has)) return this.#flipsVariant(users, index, had, has);
    if (isOn(has)) {
      if (this.#gained++ < shownExamples) this.#examples.gained.push(userIdAt(users, index));
    } else if (isOn(had)) {
      if (this.#lost++ < shownExamples) this.#examples.lost.push(userIdAt(users, index));
    }
    return isOn(had) !== isOn(has);
  }

  #flipsVariant(users: UserBatch, index: number, had: number, has: number): boolean {
    const before = variantOfAnswer(this.#transition.before, had);
    const after = variantOfAnswer(this.#transition.after, has);
    if (before === after) {
      this.#kept++;
      return false;
    }
    if (this.#changedVariant++ < shownExamples)
      this.#examples.changedVariant.push({ user: userIdAt(users, index), before, after });
    return true;
  }

  preview(users: number): FlagPreview {
    const [gained, lost, changedVariant] = [this.#gained, this.#lost, this.#changedVariant];
    const unchanged = users - gained - lost - changedVariant;
    return { users, gained, lost, changedVariant, kept: this.#kept, unchanged, examples: this.#examples };
  }
}
