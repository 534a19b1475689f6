import { describe, expect, it } from "vitest";

import { effectOf } from "../../src/model/effect.js";
import type { Flag } from "../../src/model/flag.js";
import { flagWith } from "./flags.js";

const all = flagWith({ strategy: "all" });
const none = flagWith({ strategy: "none" });
const percent = (percentage: number): Flag => flagWith({ strategy: "percentage", percentage });
const users = (...user_ids: string[]): Flag => flagWith({ strategy: "user_list", user_ids });
const tiers = (...user_tiers: string[]): Flag => flagWith({ strategy: "user_tier", user_tiers });
const domains = (...email_domains: string[]): Flag => flagWith({ strategy: "email_domain", email_domains });
const test = (ab_test_allocation: Record<string, number>): Flag =>
  flagWith({ strategy: "ab_test", ab_test_allocation });
const renamed = (flag: Flag): Flag => ({ ...flag, name: "another" });
const paused = (flag: Flag): Flag => ({ ...flag, enabled: false });

const halves = test({ A: 50, B: 50 });
const few = test({ A: 10, B: 10 });
const lost = "everybody who had it loses it";
const anew = "get it, drawn anew; users who have it may lose it";
const keeps = "nobody who has it loses it";

const effects: [name: string, before: Flag | null, after: Flag | null, effect: string | null][] = [
  ["created off", null, none, null],
  ["created paused", null, paused(all), null],
  ["created on", null, all, "everybody gets it"],
  ["created at 10%", null, percent(10), "10% of users get it"],
  ["created at 0%", null, percent(0), null],
  ["created as a test", null, halves, "users are split among the variants"],
  ["deleted while on", all, null, lost],
  ["deleted while off", none, null, null],
  ["10% → 50%", percent(10), percent(50), `40% more of the users get it; ${keeps}`],
  ["50% → 10%", percent(50), percent(10), "40% of the users lose it; nobody else notices"],
  ["2.005% → 2.5%", percent(2.005), percent(2.5), `0.495% more of the users get it; ${keeps}`],
  ["50% → 50%", percent(50), percent(50), null],
  ["10% → 25% of another name", percent(10), renamed(percent(25)), `25% of users ${anew}`],
  ["25% → 25% of another name", percent(25), renamed(percent(25)), `25% of users ${anew}`],
  ["25% → 100% of another name", percent(25), renamed(percent(100)), `everybody gets it; ${keeps}`],
  ["100% → all of another name", percent(100), renamed(all), null],
  ["users of another name", users("a"), renamed(users("a")), null],
  ["50% → 0%", percent(50), percent(0), lost],
  ["0% → 50%", percent(0), percent(50), "50% of users get it"],
  ["50% → 100%", percent(50), percent(100), `everybody gets it; ${keeps}`],
  ["100% → 50%", percent(100), percent(50), "only 50% of users keep it; everybody else loses it"],
  ["100% → all", percent(100), all, null],
  ["all → none", all, none, lost],
  ["none → all", none, all, "everybody gets it"],
  ["all → all", all, all, null],
  ["none → one user", none, users("a"), "user a gets it"],
  ["none → users", none, users("a", "b"), "users a, b get it"],
  ["none → no users", none, users(), null],
  ["all → one tier", all, tiers("pro"), "only tier pro keeps it; everybody else loses it"],
  ["all → tiers", all, tiers("pro", "free"), "only tiers pro, free keep it; everybody else loses it"],
  ["users → tiers", users("a"), tiers("pro"), "from now on only tier pro; others who had it lose it"],
  ["percentage → domains", percent(50), domains("a.com"), "from now on only domain a.com; others who had it lose it"],
  ["users + 1", users("a"), users("a", "b"), `user b gets it; ${keeps}`],
  ["users + 2 − 1", users("a"), users("b", "c"), "users b, c get it; user a loses it"],
  ["tiers − 2", tiers("a", "b", "c"), tiers("a"), "tiers b, c lose it"],
  [
    "domains as nobody has them",
    domains("Company.com", "@b.org", "c.net"),
    domains("company.com", "b.org", "c.net"),
    "domains company.com, b.org get it; nobody who has it loses it",
  ],
  ["users in another order", users("a", "b"), users("b", "a"), null],
  ["users → nobody", users("a"), users(), lost],
  ["users → all", users("a"), all, `everybody gets it; ${keeps}`],
  ["paused", percent(25), paused(percent(25)), lost],
  ["resumed", paused(percent(25)), percent(25), "25% of users get it"],
  ["changed while paused", paused(percent(25)), paused(all), null],
  ["resumed by another strategy", paused(percent(25)), all, "everybody gets it"],
  ["test → all", halves, all, "everybody keeps it, but nobody is in a variant any more"],
  ["all → test", all, halves, "everybody keeps it, split among the variants"],
  ["10% → test", percent(10), halves, `everybody gets it, split among the variants; ${keeps}`],
  ["test → 50%", halves, percent(50), "only 50% of users keep it; everybody else loses it"],
  ["test → off", halves, none, lost],
  ["test, other shares", halves, test({ A: 60, B: 40 }), "users whose bucket falls to another variant now change over"],
  ["test, the same shares", halves, test({ B: 50, A: 50 }), null],
  ["test of another name", halves, renamed(halves), "users are split among the variants anew"],
  [
    "test of some of another name",
    test({ A: 10 }),
    renamed(test({ A: 10 })),
    "users are split among the variants anew",
  ],
  ["test with all in one variant, of another name", test({ A: 100, B: 0 }), renamed(test({ A: 100, B: 0 })), null],
  [
    "test → all in one variant, of another name",
    halves,
    renamed(test({ A: 100 })),
    "users whose bucket falls to another variant now change over",
  ],
  ["test of some, other shares", few, halves, "users whose bucket falls to another variant now change over"],
  ["test of some → all", few, all, `everybody gets it; ${keeps}`],
  ["all → test of some", all, few, "only users whose bucket falls to a variant keep it; everybody else loses it"],
  [
    "10% → test of some",
    percent(10),
    few,
    "from now on only users whose bucket falls to a variant; others who had it lose it",
  ],
  ["test without users", test({ A: 0 }), halves, "users are split among the variants"],
];

describe("what a change does to users", () => {
  it.each(effects)("%s", (_, before, after, effect) => {
    expect(effectOf(before, after)).toBe(effect);
  });
});
