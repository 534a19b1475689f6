import { describeTargets } from "./describe.js";
import { listFields } from "./edits.js";
import type { Flag } from "./flag.js";
import { stateOf } from "./state.js";

/** What a change does to users, in one sentence; null where nobody notices it. */
export function effectOf(before: Flag | null, after: Flag | null): string | null {
  const had = before === null ? "off" : reach(before);
  const has = after === null ? "off" : reach(after);
  if (has === "off") return had === "off" ? null : "everybody who had it loses it";
  if (after === null) return null;
  const gaining = has === "on" ? "everybody gets it" : `${describeTargets(after)} get it`;
  if (had === "off") return after.strategy === "ab_test" ? "users are split among the variants" : gaining;
  if (before === null) return gaining;
  if (has === "on") return had === "on" ? null : `${gaining}; nobody who has it loses it`;
  if (had === "on") return `only ${describeTargets(after)} keep it; everybody else loses it`;
  return before.strategy === after.strategy
    ? amended(before, after)
    : `from now on only ${describeTargets(after)}; others who had it lose it`;
}

/** Whom a flag reaches at all: `on`, `off`, or `partial`. */
function reach(flag: Flag): "on" | "off" | "partial" {
  const state = stateOf(flag);
  return state === "on" || state === "partial" ? state : "off";
}

/** The same strategy before and after, with other parameters. */
function amended(before: Flag, after: Flag): string | null {
  switch (after.strategy) {
    case "percentage":
      return moved(before.percentage, after.percentage);
    case "user_list":
    case "user_tier":
    case "email_domain": {
      const field = listFields[after.strategy];
      return listed(new Set(before[field]), new Set(after[field]));
    }
    case "ab_test":
      return sameShares(before, after) ? null : "users whose bucket falls to another variant now change over";
    default:
      return null;
  }
}

function moved(from: number, to: number): string | null {
  if (from === to) return null;
  const points = Number(Math.abs(to - from).toFixed(3));
  return to > from
    ? `${points}% more of the users get it; nobody who has it loses it`
    : `${points}% of the users lose it; nobody else notices`;
}

function listed(before: ReadonlySet<string>, after: ReadonlySet<string>): string | null {
  const added = [...after].filter((item) => !before.has(item)).length;
  const removed = [...before].filter((item) => !after.has(item)).length;
  if (added === 0 && removed === 0) return null;
  const loses = removed === 0 ? "nobody who has it loses it" : `${removed} listed before lose it`;
  return added === 0 ? loses : `${added} newly listed get it; ${loses}`;
}

function sameShares(before: Flag, after: Flag): boolean {
  const shares = new Map(Object.entries(before.ab_test_allocation));
  const now = Object.entries(after.ab_test_allocation);
  return now.length === shares.size && now.every(([variant, share]) => shares.get(variant) === share);
}
