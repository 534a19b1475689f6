import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

import { evaluable } from "../../src/eval/evaluate.js";
import type { User } from "../../src/model/flag.js";
import { parseFlag } from "../../src/model/parse-flag.js";
import { compare, type Comparison, type Transition } from "../../src/preview/compare.js";
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

const read = (key: string, value: unknown) => evaluable(value === undefined ? undefined : parseFlag(key, value));

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
  const transitions = keys.map((key): Transition => ({ key, before: read(key, old[key]), after: read(key, now[key]) }));
  const comparison = await compare(transitions, usersFrom(users.map((user) => ({ ...user, userId: user.user_id }))));

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

const rollout = (percentage: number) => evaluable(flagWith({ strategy: "percentage", percentage }));
const split = (shares: Record<string, number>) =>
  evaluable(flagWith({ strategy: "ab_test", ab_test_allocation: shares }));

async function previewOf(before: Transition["before"], after: Transition["after"], users: UserSource) {
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
  const transition = { before: rollout(10), after: rollout(25) };
  const twice = ["new_dashboard", "checkout"].map((key): Transition => ({ key, ...transition }));
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

it("synthetic ids are user1 to userN, in batches", async () => {
  const ids: string[] = [];
  for await (const batch of syntheticUsers(10_001).batches()) ids.push(...[...batch].map(({ userId }) => userId));
  expect([ids.length, new Set(ids).size, ids[0], ids.at(-1)]).toEqual([10_001, 10_001, "user1", "user10001"]);
});
