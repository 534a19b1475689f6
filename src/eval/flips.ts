import { FfError } from "../errors.js";
import type { Flag, User } from "../model/flag.js";
import { isEnabled } from "./evaluate.js";
import type { Evaluation } from "./evaluation.js";
import type { Candidate, Flip } from "./flip.js";
import { towardsOff, towardsOn } from "./nearest-changes.js";
import { PreparedFlag } from "./prepared-flag.js";

/** So many ways to get a flag; there is one nearest way to lose it. */
const mostFlips = 3;

/**
 * The nearest changes that flip an answer, nearest first. Each is tried out before it is offered: what would leave the
 * answer as it is, or could not be made, is none.
 *
 * @param evaluation the answer for this flag and this user
 * @param mayEdit false: only what would have to be so of the user
 */
export function flipsOf(
  flag: Flag,
  user: User | undefined,
  { enabled, detail }: Evaluation,
  mayEdit = true,
): readonly Flip[] {
  const flips: Flip[] = [];
  for (const candidate of enabled ? towardsOff(flag, detail) : towardsOn(flag, detail, user)) {
    const { kind, text, change } = candidate;
    if ((mayEdit || kind === "user") && answerAfter(candidate, flag, user) === !enabled)
      flips.push({ kind, enabled: !enabled, text, change });
    if (flips.length === (enabled ? 1 : mostFlips)) break;
  }
  return flips;
}

/** Undefined where the change would be refused, as a list refuses some items. */
function answerAfter({ after }: Candidate, flag: Flag, user: User | undefined): boolean | undefined {
  if (after === null) return true;
  try {
    const [changed, whom] = after(flag, user);
    return isEnabled(new PreparedFlag(changed), whom);
  } catch (error) {
    if (error instanceof FfError) return undefined;
    throw error;
  }
}
