import { describeList, describeTargets } from "./describe.js";
import { listFields, type Flag, type Strategy } from "./flag.js";
import { stateOf } from "./state.js";

/** What a change does to users, in one sentence; null where nobody notices it. */
export function effectOf(before: Flag | null, after: Flag | null): string | null {
  const had = reach(before);
  const has = reach(after);
  if (after === null || has === "off") return had === "off" ? null : "everybody who had it loses it";
  if (before === null || had === "off") return gained(after, has);
  if (before.strategy === "ab_test" && after.strategy === "ab_test") return reshared(before, after);
  if (has === "on") return kept(before, after, had);
  if (had === "on") return `only ${whom(after)} ${verb(after, "keep")} it; everybody else loses it`;
  return before.strategy === after.strategy
    ? amended(before, after)
    : `from now on only ${whom(after)}; others who had it lose it`;
}

const nouns = { user_list: "user", user_tier: "tier", email_domain: "domain" } as const;

type Reach = "on" | "off" | "partial";

/** Whom a flag reaches. An A/B test is on for everybody where its shares leave nobody out. */
function reach(flag: Flag | null): Reach {
  const state = flag === null ? "off" : stateOf(flag);
  if (flag !== null && state === "partial" && flag.strategy === "ab_test")
    return Object.values(flag.ab_test_allocation).reduce((sum, share) => sum + share, 0) < 100 ? "partial" : "on";
  return state === "on" || state === "partial" ? state : "off";
}

function gained(after: Flag, has: Reach): string {
  if (after.strategy === "ab_test") return "users are split among the variants";
  return has === "on" ? "everybody gets it" : `${whom(after)} ${verb(after, "get")} it`;
}

/** On for everybody now. Users notice variants that come and go, even where they keep the flag. */
function kept(before: Flag, after: Flag, had: Reach): string | null {
  const split = after.strategy === "ab_test" ? ", split among the variants" : "";
  if (had === "partial") return `everybody gets it${split}; nobody who has it loses it`;
  if (split !== "") return `everybody keeps it${split}`;
  return before.strategy === "ab_test" ? "everybody keeps it, but nobody is in a variant any more" : null;
}

function whom(flag: Flag): string {
  return flag.strategy === "ab_test" ? "users whose bucket falls to a variant" : describeTargets(flag);
}

/** "users a, b get", "user a gets". */
function verb(flag: Flag, plural: "get" | "keep"): string {
  const field = isTargeting(flag.strategy) ? listFields[flag.strategy] : null;
  return field !== null && flag[field].length === 1 ? `${plural}s` : plural;
}

function isTargeting(strategy: Strategy): strategy is keyof typeof listFields {
  return Object.hasOwn(listFields, strategy);
}

function reshared(before: Flag, after: Flag): string | null {
  if (isDrawnAnew(before, after) && isSplit(before) && isSplit(after)) return "users are split among the variants anew";
  return sameShares(before, after) ? null : "users whose bucket falls to another variant now change over";
}

/** The flag's `name` goes into the hash: with another one, every user's bucket is another. */
function isDrawnAnew(before: Flag, after: Flag): boolean {
  return before.name !== after.name;
}

/** Whether it goes by the bucket what becomes of a user in the test. */
function isSplit({ ab_test_allocation: allocation }: Flag): boolean {
  const shares = Object.values(allocation).filter((share) => share > 0);
  return shares.length > 1 || shares.some((share) => share < 100);
}

/** The same strategy before and after, with other parameters. */
function amended(before: Flag, after: Flag): string | null {
  if (after.strategy === "percentage")
    return isDrawnAnew(before, after)
      ? `${whom(after)} get it, drawn anew; users who have it may lose it`
      : moved(before.percentage, after.percentage);
  if (!isTargeting(after.strategy)) return null;
  const field = listFields[after.strategy];
  return listed(nouns[after.strategy], reached(before, field), reached(after, field));
}

/** Whom a list can reach: users' domains are compared in lower case and hold no @, so that others are nobody's. */
function reached(flag: Flag, field: (typeof listFields)[keyof typeof listFields]): ReadonlySet<string> {
  const items = flag[field];
  if (field !== "email_domains") return new Set(items);
  return new Set(items.filter((domain) => domain === domain.toLowerCase() && !domain.includes("@")));
}

function moved(from: number, to: number): string | null {
  if (from === to) return null;
  const points = Number(Math.abs(to - from).toFixed(3));
  return to > from
    ? `${points}% more of the users get it; nobody who has it loses it`
    : `${points}% of the users lose it; nobody else notices`;
}

function listed(noun: string, had: ReadonlySet<string>, has: ReadonlySet<string>): string | null {
  const added = [...has].filter((item) => !had.has(item));
  const removed = [...had].filter((item) => !has.has(item));
  if (added.length + removed.length === 0) return null;
  const loses = removed.length === 0 ? "nobody who has it loses it" : `${notice(noun, removed, "lose")} it`;
  return added.length === 0 ? loses : `${notice(noun, added, "get")} it; ${loses}`;
}

function notice(noun: string, items: readonly string[], verb: "get" | "lose"): string {
  return `${describeList(noun, items)} ${verb}${items.length === 1 ? "s" : ""}`;
}

function sameShares(before: Flag, after: Flag): boolean {
  const shares = new Map(Object.entries(before.ab_test_allocation));
  const now = Object.entries(after.ab_test_allocation);
  return now.length === shares.size && now.every(([variant, share]) => shares.get(variant) === share);
}
