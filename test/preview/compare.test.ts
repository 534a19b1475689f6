import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

import type { User } from "../../src/model/flag.js";
import { parseFlag } from "../../src/model/parse-flag.js";
import { compare, type Comparison } from "../../src/preview/compare.js";
import type { ChangedFlag } from "../../src/preview/flag-count.js";
import { syntheticUsers, type UserSource } from "../../src/users/user-source.js";
import { randomBatches } from "../eval/random-batches.js";
import { flagWith } from "../model/flags.js";

const reference = fileURLToPath(new URL("../eval/reference.py", import.meta.url));

function usersFrom(users: readonly User[], size = 3): UserSource {
  return {
    name: "some users",
    isSynthetic: false,
    canRepeat: true,
    async *batches() {
      for (let at = 0; at < users.length; at += size) yield users.slice(at, at + size);
    },
  };
}

const read = (key: string, value: unknown) => (value === undefined ? undefined : parseFlag(key, value));

type Answer = readonly [enabled: boolean, variant: string | null, ...unknown[]] | null;

function answersOfPython(flags: readonly object[], users: readonly object[]): Answer[][][] {
  const input = JSON.stringify(flags.map((each) => ({ flags: each, users })));
  const python = spawnSync("python3", [reference], { input, maxBuffer: 1 << 28 });
  expect(python.stderr.toString()).toBe("");
  const answers = JSON.parse(python.stdout.toString()) as Answer[][];
  return answers.map((rows, index) =>
    Object.keys(flags[index]!).map((_, flag) => rows.slice(flag * users.length, (flag + 1) * users.length)),
  );
}

it("counts what Python's evaluations before and after come to, and what a user of several flags notices once", async () => {
  const [before, after] = randomBatches(20_261_122, 2);
  const users = [...before!.users, ...after!.users].filter((user) => user !== null);
  const names = Object.keys(before!.flags);
  const old = before!.flags as Record<string, unknown>;
  const changed = Object.values(after!.flags);
  // Each flag becomes another one, keeps its name or goes; the last is new.
  const now = Object.fromEntries(
    names.slice(1).map((key, index) => [key, index % 3 === 0 ? old[key] : changed[index % changed.length]]),
  );
  const keys = [...new Set([...names, ...Object.keys(now)])];
  const changes = keys.map((key): ChangedFlag => ({ key, before: read(key, old[key]), after: read(key, now[key]) }));
  const comparison = await compare(changes, usersFrom(users.map((user) => ({ ...user, userId: user.user_id }))));

  const [had = [], has = []] = answersOfPython([old, now], users);
  const flips = users.map(() => false);
  let noticed = 0;
  for (const key of keys) {
    const counts = { gained: 0, lost: 0, changedVariant: 0, kept: 0 };
    users.forEach((_, user) => {
      const [wasOn = false, oldVariant] = had[names.indexOf(key)]?.[user] ?? [];
      const [isOn = false, variant] = has[Object.keys(now).indexOf(key)]?.[user] ?? [];
      const kind = wasOn && isOn ? (oldVariant === variant ? "kept" : "changedVariant") : isOn ? "gained" : "lost";
      if (wasOn || isOn) counts[kind]++;
      if ((wasOn || isOn) && kind !== "kept") flips[user] = true;
    });
    const unchanged = users.length - counts.gained - counts.lost - counts.changedVariant;
    expect(comparison.flags.get(key), key).toMatchObject({ users: users.length, ...counts, unchanged });
    noticed += counts.gained + counts.lost + counts.changedVariant;
  }
  expect(comparison.flipped).toBe(flips.filter(Boolean).length);
  // Both would hold of nothing at all.
  expect(noticed).toBeGreaterThan(comparison.flipped);
  expect(comparison.flipped).toBeGreaterThan(0);
});

const rollout = (percentage: number) => flagWith({ strategy: "percentage", percentage });
const split = (shares: Record<string, number>) => flagWith({ strategy: "ab_test", ab_test_allocation: shares });

async function previewOf(before: ChangedFlag["before"], after: ChangedFlag["after"], users: UserSource) {
  const comparison: Comparison = await compare([{ key: "new_dashboard", before, after }], users);
  return { comparison, preview: comparison.flags.get("new_dashboard")! };
}

it("names the first three of those who notice, in the order of the input", async () => {
  // user1 to user20 stand in these buckets of new_dashboard, by md5sum: 24, 35 and 37 are the first between 10 and 25.
  const { preview } = await previewOf(rollout(10), rollout(25), syntheticUsers(10_000));
  expect(preview.examples).toEqual({ gained: ["user24", "user35", "user37"], lost: [], changedVariant: [] });
  const back = await previewOf(rollout(25), rollout(10), syntheticUsers(10_000));
  expect(back.preview.examples).toEqual({ gained: [], lost: ["user24", "user35", "user37"], changedVariant: [] });
});

it("counts a user of several flags once, and those who notice nothing not at all", async () => {
  const change = { before: rollout(10), after: rollout(25) };
  const twice = ["new_dashboard", "checkout"].map((key): ChangedFlag => ({ key, ...change }));
  const comparison = await compare(twice, syntheticUsers(10_000));
  const gained = comparison.flags.get("checkout")!.gained;
  expect(gained).toBeGreaterThan(1000);
  expect(gained).toBeLessThan(2000);
  expect(comparison.flipped).toBe(gained);
});

it("tells a change of variant from a gain", async () => {
  const { preview } = await previewOf(split({ A: 50, B: 50 }), split({ A: 20, B: 80 }), syntheticUsers(1000));
  expect(preview).toMatchObject({ gained: 0, lost: 0, kept: 1000 - preview.changedVariant });
  expect(preview.changedVariant).toBeGreaterThan(200);
  expect(preview.examples.changedVariant[0]).toMatchObject({ before: "A", after: "B" });
});

it("of no users, says so", async () => {
  const { comparison } = await previewOf(rollout(10), rollout(20), usersFrom([]));
  expect(comparison).toMatchObject({ users: 0, flipped: 0 });
});

describe("a flag that goes by what none of the users has", () => {
  const forTier = flagWith({ strategy: "user_tier", user_tiers: ["pro"] });
  const forDomain = flagWith({ strategy: "email_domain", email_domains: ["company.com"] });
  const off = flagWith({ enabled: false });
  // user24 is the only one of these between 10 and 25.
  const changes: readonly ChangedFlag[] = [
    { key: "rollout", before: rollout(10), after: rollout(25) },
    { key: "tier", before: forTier, after: off },
    { key: "domain", before: forDomain, after: undefined },
    { key: "both", before: forTier, after: forDomain },
    { key: "everybody", before: flagWith({ strategy: "all" }), after: forTier },
    { key: "same", before: forTier, after: flagWith({ ...forTier, updated_at: "2026-01-01T00:00:00" }) },
  ];
  const users = Array.from({ length: 30 }, (_, index): User => ({ userId: `user${index + 1}` }));
  const withOne = (one: Partial<User>) => usersFrom([...users, { userId: "user1", ...one }]);

  it.each<[string, UserSource, object, flipped: number]>([
    [
      "neither tier nor email",
      usersFrom(users),
      {
        tier: "a tier",
        domain: "an email address with a domain",
        both: "a tier, nor an email address with a domain",
        everybody: "a tier",
      },
      1,
    ],
    ["no tier", withOne({ email: "ada@company.com" }), { tier: "a tier", both: "a tier", everybody: "a tier" }, 2],
    [
      "no email, nor what passes for one",
      withOne({ tier: "pro", email: "ada" }),
      { domain: "an email address with a domain", both: "an email address with a domain" },
      31,
    ],
    ["of each one user who has it", withOne({ tier: "pro", email: "ada@company.com" }), {}, 31],
  ])("is not counted: %s", async (_, source, lacking, flipped) => {
    const comparison = await compare(changes, source);
    const spots = [...comparison.uncounted].map(([key, { why }]) => [key, why.replace("none of these users has ", "")]);
    expect(Object.fromEntries(spots)).toEqual(lacking);
    const counted = changes.filter(({ key }) => !Object.hasOwn(lacking, key)).map(({ key }) => key);
    expect([...comparison.flags.keys()]).toEqual(counted);
    expect(comparison.flipped).toBe(flipped);
  });

  it("is counted of nobody: there is nothing that they lack", async () => {
    const { uncounted, flags } = await compare(changes, usersFrom([]));
    expect([uncounted.size, flags.size]).toEqual([0, changes.length]);
  });
});

it("synthetic ids are user1 to userN, in batches", async () => {
  const ids: string[] = [];
  for await (const batch of syntheticUsers(10_001).batches()) ids.push(...[...batch].map(({ userId }) => userId));
  expect([ids.length, new Set(ids).size, ids[0], ids.at(-1)]).toEqual([10_001, 10_001, "user1", "user10001"]);
});
