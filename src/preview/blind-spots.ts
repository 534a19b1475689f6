import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { listFields, type DamagedFlag, type Flag } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import type { ChangedFlag } from "./compare.js";
import type { UserSource } from "../users/user-source.js";

/** Those that go by a list, of which synthetic ids say nothing: "nobody notices" would be wrong. */
export function blindSpots(users: Pick<UserSource, "isSynthetic">, flags: readonly ChangedFlag[]): ChangedFlag[] {
  return users.isSynthetic ? flags.filter(({ before, after }) => [before, after].some(goesByList)) : [];
}

/** Says of which flags the users tell nothing. */
export function noticeBlindSpots(context: Context, blind: readonly ChangedFlag[]): void {
  if (blind.length > 0) context.notice(`${blindness}: name a users file for ${namesOf(blind)}`);
}

/** @throws FfError USAGE where a limit is to be held and the users can't tell */
export function refuseBlindSpots(blind: readonly ChangedFlag[]): void {
  if (blind.length > 0)
    throw new FfError("USAGE", `--max-flips can't count who notices a change of ${namesOf(blind)}: ${blindness}`, {
      hint: "name a users file: --preview users.csv",
    });
}

const blindness = "synthetic ids are on no list, and have no tier and no email";

function namesOf(flags: readonly ChangedFlag[]): string {
  return flags.map(({ key }) => key).join(", ");
}

/** Whether a list decides who gets it. */
function goesByList(flag: Flag | DamagedFlag | undefined): boolean {
  return flag !== undefined && !isDamaged(flag) && flag.enabled && Object.hasOwn(listFields, flag.strategy);
}
