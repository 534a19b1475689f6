import { abTest, enableForAll, pause, resume } from "../model/edits.js";
import { strategies, type Flag, type User } from "../model/flag.js";
import { emailDomain } from "./email-domain.js";
import { evaluate } from "./evaluate.js";
import type { Detail } from "./evaluation.js";
import { amending, changingFlag, changingUser, rollingOut, type Candidate } from "./flip.js";
import { PreparedFlag } from "./prepared-flag.js";
import { variantRanges } from "./variants.js";

/** Of a list that the user is not on, so many items are named. */
const mostOfAList = 2;

const listOf = { user_ids: "user_list", user_tiers: "user_tier", email_domains: "email_domain" } as const;

/** Changes that may take a flag from a user who has it, nearest first. */
export function* towardsOff(flag: Flag, detail: Detail): Generator<Candidate> {
  if (detail.kind === "below_percentage") {
    const percentage = Number.isInteger(flag.percentage) ? Math.floor(detail.position) : detail.position;
    yield rollingOut(`off at ${percentage}%${percentage > 0 ? " or below" : ""}`, percentage);
  }
  if (detail.kind === "listed") yield amending(listOf[detail.list], detail.value, "remove");
  yield changingFlag("switch", "off once paused", { op: "pause" }, () => pause);
}

/** Changes that may give a flag to a user who does not have it, nearest first. */
export function* towardsOn(flag: Flag, detail: Detail, user: User | undefined): Generator<Candidate> {
  switch (detail.kind) {
    case "disabled":
      yield changingFlag("switch", "on once resumed", { op: "resume" }, () => resume);
      yield* onceResumed({ ...flag, enabled: true }, user);
      break;
    case "nobody":
      yield* otherStrategies(flag, user);
      break;
    case "no_user":
      yield* whoGetsIt(flag);
      break;
    case "not_below_percentage":
      yield raising(detail.position, Number.isInteger(flag.percentage));
      break;
    case "not_listed":
      yield* asListed(flag, user);
      yield amending(listOf[detail.list], detail.value, "add");
      break;
    case "no_tier":
    case "no_email_domain":
      yield* asListed(flag, user);
      break;
    case "unassigned":
      yield* sharingOut(flag);
      break;
    default:
  }
}

/** Most commands that say who gets a flag take it up again, so that even of a paused one they are a single change. */
function* onceResumed(flag: Flag, user: User | undefined): Generator<Candidate> {
  const { detail } = evaluate(new PreparedFlag(flag), flag.name, user);
  for (const candidate of towardsOn(flag, detail, user)) yield { ...candidate, text: `${candidate.text} (resumes it)` };
}

/** From strategy `none`: what is stored for another strategy, then the user alone, then a rollout. */
function* otherStrategies(flag: Flag, user: User | undefined): Generator<Candidate> {
  for (const strategy of strategies) {
    const text = `on with strategy ${strategy}${strategy === "percentage" ? `, at ${flag.percentage}%` : ""}`;
    if (strategy !== "all" && strategy !== "none")
      yield changingFlag("strategy", text, { op: "update", set: { strategy } }, () => () => ({ strategy }));
  }
  if (user === undefined) {
    yield changingFlag("strategy", "on for everybody", { op: "enable" }, () => enableForAll);
    return;
  }
  // Whoever else is still listed there would get the flag with this user.
  if (flag.user_ids.length === 0) yield amending("user_list", user.userId, "add");
  const { position } = evaluate(new PreparedFlag({ ...flag, strategy: "percentage" }), flag.name, user);
  if (position !== null) yield raising(position, true);
}

/** The smallest percentage that takes a position in: a whole one, or a finer one where the rollout goes by those. */
function raising(position: number, isWhole: boolean): Candidate {
  const percentage = isWhole ? Math.floor(position) + 1 : (Math.round(position * 1000) + 1) / 1000;
  return rollingOut(`on from ${percentage}%`, percentage);
}

/** The users whom the flag is on for, where none was given. */
function* whoGetsIt(flag: Flag): Generator<Candidate> {
  if (flag.strategy !== "percentage" && flag.strategy !== "ab_test") {
    yield* asListed(flag, undefined);
    return;
  }
  const shares = variantRanges(flag.ab_test_allocation).map(({ to }) => to);
  const below = flag.strategy === "ab_test" ? Math.max(0, ...shares) : flag.percentage;
  const inBuckets = flag.strategy === "ab_test" || Number.isInteger(below);
  const whom = below >= 100 ? "every user" : `users whose ${inBuckets ? "bucket" : "position"} is below ${below}`;
  if (below > 0)
    yield {
      kind: "user",
      text: `on for ${whom}`,
      change: { user: inBuckets ? { bucket_below: below } : { position_below: below } },
      after: null,
    };
}

/** As somebody whom the list names: its first few. An id is no matter of choice for a user who has one. */
function* asListed(flag: Flag, user: User | undefined): Generator<Candidate> {
  let named = 0;
  for (const candidate of eachListed(flag, user)) {
    if (named++ === mostOfAList) return;
    yield candidate;
  }
}

function* eachListed(flag: Flag, user: User | undefined): Generator<Candidate> {
  if (flag.strategy === "user_list" && user === undefined)
    for (const id of new Set(flag.user_ids)) yield changingUser(`on for user ${id}`, { user_id: id });
  // An empty tier is none.
  if (flag.strategy === "user_tier")
    for (const tier of new Set(flag.user_tiers)) if (tier !== "") yield changingUser(`on for tier ${tier}`, { tier });
  if (flag.strategy === "email_domain")
    for (const domain of new Set(flag.email_domains)) {
      const email = `${localPart(user?.email)}@${domain}`;
      // A domain in capitals matches nobody.
      if (domain !== "" && emailDomain({ userId: "", email }) === domain)
        yield changingUser(`on for domain ${domain}`, { email });
    }
}

function localPart(email = ""): string {
  return email.split("@", 1)[0] || "user";
}

/** The variant that stands last takes what the shares leave over: nobody changes from one to another. */
function* sharingOut(flag: Flag): Generator<Candidate> {
  const last = variantRanges(flag.ab_test_allocation).at(-1);
  if (last === undefined) return;
  const share = 100 - last.from;
  const variants = { ...flag.ab_test_allocation, [last.variant]: share };
  yield changingFlag("variant", `on once variant ${last.variant} has ${share}%`, { op: "ab-test", variants }, () =>
    abTest(variants),
  );
}
