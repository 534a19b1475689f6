import { decide, decideByHash, decidesByHash, numbers, type Evaluable } from "./decide.js";
import { outcomes, type Evaluation, type Outcome } from "./evaluation.js";
import { notHashed, residuesOf } from "./hash-lanes.js";
import { PlainUsers, type UserBatch } from "./plain-users.js";
import { PreparedFlag } from "./prepared-flag.js";

// For bulk work that counts and compares, where an object for each answer would be garbage.

/** `decide` for each of the users, in order; `each` finds the numbers of its decision where `decide` leaves them. */
export function decideAll(flag: Evaluable, users: UserBatch, each: (outcome: Outcome, index: number) => void): void {
  const ofAnybody = decide(flag, undefined);
  if (ofAnybody !== outcomes.no_user || !(flag instanceof PreparedFlag)) {
    for (let i = 0; i < users.length; i++) each(ofAnybody, i);
  } else if (decidesByHash(flag)) {
    const residues = residuesOf(flag.prefix, users);
    for (let i = 0; i < residues.length; i++) {
      const residue = residues[i]!;
      each(residue === notHashed ? decide(flag, userForHash(users, i)) : decideByHash(flag, residue), i);
    }
  } else {
    let i = 0;
    for (const user of users) each(decide(flag, user), i++);
  }
}

/** A hash takes no more of a user than the id. */
function userForHash(users: UserBatch, index: number) {
  return users instanceof PlainUsers ? { userId: users.idAt(index) } : users[index];
}

/** The answers of one flag for many users, a number each: `isOn` and `answerOf` say what it means. */
export function answersFor(flag: Evaluable, users: UserBatch): Int32Array {
  const answers = new Int32Array(users.length);
  decideAll(flag, users, (outcome, index) => {
    answers[index] = outcome === outcomes.assigned ? outcome.index + numbers.range : outcome.index;
  });
  return answers;
}

export function isOn(answer: number): boolean {
  return answer >= outcomes.everybody.index;
}

const byIndex: readonly Outcome[] = Object.values(outcomes);

/** What an answer of this flag means. */
export function answerOf(
  flag: Evaluable,
  answer: number,
): Pick<Evaluation, "enabled" | "variant" | "reason" | "errorCode"> {
  const { assigned } = outcomes;
  const { enabled, reason, errorCode } = byIndex[answer] ?? assigned;
  return { enabled, variant: variantOfAnswer(flag, answer), reason, errorCode };
}

/** The variant's name; null for an answer that is off, or on in none. */
export function variantOfAnswer(flag: Evaluable, answer: number): string | null {
  return flag instanceof PreparedFlag ? (flag.ranges[answer - outcomes.assigned.index]?.variant ?? null) : null;
}
