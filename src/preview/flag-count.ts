import { answersFor, isOn, variantOfAnswer } from "../eval/batch.js";
import { evaluable, type Evaluable } from "../eval/evaluate.js";
import { userIdAt, type UserBatch } from "../eval/plain-users.js";
import { effectOf } from "../model/effect.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { readable } from "../model/parse-flag.js";
import { lackingAnswer, profileStrategyOf, type ProfileStrategy } from "./blind-spots.js";

/** A flag before and after a change; undefined where there is none. */
export interface ChangedFlag {
  readonly key: string;
  readonly before: Flag | DamagedFlag | undefined;
  readonly after: Flag | DamagedFlag | undefined;
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

const shownExamples = 3;

/** Counts those who notice a change of one flag. */
export class FlagCount {
  readonly key: string;
  /** What of a user's profile decides before or after; empty where none of it does. */
  readonly strategies: readonly ProfileStrategy[];
  readonly #isNoticed: boolean;
  readonly #before: Side;
  readonly #after: Side;
  #gained = 0;
  #lost = 0;
  #changedVariant = 0;
  #kept = 0;
  readonly #examples = { gained: [] as string[], lost: [] as string[], changedVariant: [] as VariantChange[] };

  constructor({ key, before, after }: ChangedFlag) {
    this.key = key;
    this.#before = new Side(before);
    this.#after = new Side(after);
    this.strategies = [this.#before, this.#after].flatMap(({ strategy }) => strategy ?? []);
    this.#isNoticed = effectOf(readable(before ?? null), readable(after ?? null)) !== null;
  }

  /** Adds these users, and `kind` to the `noticed` of each who notices the change. */
  add(users: UserBatch, noticed: Uint8Array, kind: number): void {
    const had = this.#before.answers(users);
    const has = this.#after.answers(users);
    for (let i = 0; i < users.length; i++) if (this.#notices(users, i, had[i]!, has[i]!)) noticed[i]! |= kind;
  }

  /**
   * What decides, and none of the users that were added has: of the flag they tell nothing then. Empty for a change that
   * nobody at all notices.
   */
  get unseen(): readonly ProfileStrategy[] {
    return this.#isNoticed ? [...new Set([this.#before, this.#after].flatMap(({ unseen }) => unseen ?? []))] : [];
  }

  preview(users: number): FlagPreview {
    const [gained, lost, changedVariant] = [this.#gained, this.#lost, this.#changedVariant];
    const unchanged = users - gained - lost - changedVariant;
    return { users, gained, lost, changedVariant, kept: this.#kept, unchanged, examples: this.#examples };
  }

  #notices(users: UserBatch, index: number, had: number, has: number): boolean {
    if (isOn(had) && isOn(has)) return this.#changesOver(users, index, had, has);
    if (isOn(has)) {
      if (this.#gained++ < shownExamples) this.#examples.gained.push(userIdAt(users, index));
    } else if (isOn(had)) {
      if (this.#lost++ < shownExamples) this.#examples.lost.push(userIdAt(users, index));
    }
    return isOn(had) !== isOn(has);
  }

  #changesOver(users: UserBatch, index: number, had: number, has: number): boolean {
    const before = variantOfAnswer(this.#before.evaluable, had);
    const after = variantOfAnswer(this.#after.evaluable, has);
    if (before === after) {
      this.#kept++;
      return false;
    }
    if (this.#changedVariant++ < shownExamples)
      this.#examples.changedVariant.push({ user: userIdAt(users, index), before, after });
    return true;
  }
}

/** The flag on one side of the change. */
class Side {
  readonly evaluable: Evaluable;
  readonly strategy: ProfileStrategy | null;
  #isSeen = false;

  constructor(flag: ChangedFlag["before"]) {
    this.evaluable = evaluable(flag);
    this.strategy = profileStrategyOf(flag);
  }

  answers(users: UserBatch): Int32Array {
    const answers = answersFor(this.evaluable, users);
    if (this.strategy !== null && !this.#isSeen) {
      const lacking = lackingAnswer(this.strategy);
      this.#isSeen = answers.some((answer) => answer !== lacking);
    }
    return answers;
  }

  /** The strategy, as long as no user had what it goes by. */
  get unseen(): ProfileStrategy | null {
    return this.#isSeen ? null : this.strategy;
  }
}
