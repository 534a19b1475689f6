import type { User } from "../model/flag.js";
import { decide, numbers, type Evaluable } from "./decide.js";
import { outcomes } from "./evaluation.js";
import { PreparedFlag } from "./prepared-flag.js";

/**
 * The answers of one flag for many users, a number each: 0 is off, 1 is on, and from 2 on it is on in a variant, which
 * `variantOfAnswer` names. For bulk work that counts and compares, where an object for each user would be garbage.
 */
export function answersFor(flag: Evaluable, users: readonly User[]): Int32Array {
  const answers = new Int32Array(users.length);
  for (let i = 0; i < answers.length; i++) answers[i] = answerFor(flag, users[i]);
  return answers;
}

function answerFor(flag: Evaluable, user: User | undefined): number {
  const outcome = decide(flag, user);
  if (outcome === outcomes.assigned) return firstVariant + numbers.range;
  return outcome.enabled ? on : off;
}

/** The variant's name; null for an answer that is off, or on in none. */
export function variantOfAnswer(flag: Evaluable, answer: number): string | null {
  return flag instanceof PreparedFlag ? (flag.ranges[answer - firstVariant]?.variant ?? null) : null;
}

const off = 0;
const on = 1;
const firstVariant = 2;
