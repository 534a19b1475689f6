import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { command } from "../../commands/overlap.js";
import { evaluate } from "../../src/eval/evaluate.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import type { Flag } from "../../src/model/flag.js";
import { overlap } from "../../src/overlap/overlap.js";
import { bucketsInWords, verdictInWords, verdictOf } from "../../src/overlap/words.js";
import { FakeContext, runCommand } from "../commands/context.js";
import { flagWith } from "../model/flags.js";

const rollout = (percentage: number, name: string): Flag => flagWith({ name, strategy: "percentage", percentage });
const test = (shares: Record<string, number>, name: string): Flag =>
  flagWith({ name, strategy: "ab_test", ab_test_allocation: shares });
const listing = (...ids: string[]): Flag => flagWith({ strategy: "user_list", user_ids: ids });

const compare = (one: Flag, other: Flag, count = 10_000) =>
  overlap(new FakeContext({ one, other }), ["one", "other"], { users: String(count) });

const sum = (numbers: readonly (number | null)[]): number =>
  numbers.reduce<number>((total, one) => total + (one ?? 0), 0);

describe("two flags", () => {
  it("are counted user by user", async () => {
    const percentages = fc.integer({ min: 0, max: 100 });
    const shares = fc.record({ A: fc.integer({ min: 1, max: 50 }), B: fc.integer({ min: 1, max: 50 }) });
    const flags = fc.oneof(
      percentages.map((percentage) => rollout(percentage, "search")),
      shares.map((allocation) => test(allocation, "search")),
    );
    await fc.assert(
      fc.asyncProperty(flags, percentages, fc.integer({ min: 1, max: 200 }), async (one, percentage, count) => {
        const other = rollout(percentage, "dark_mode");
        const { cells, population, first, second } = await compare(one, other, count);
        const [oneReady, otherReady] = [new PreparedFlag(one), new PreparedFlag(other)];
        const pairs = Array.from({ length: count }, (_, index) => {
          const user = { userId: `user${index + 1}` };
          return [evaluate(oneReady, "one", user), evaluate(otherReady, "other", user)] as const;
        });
        for (const cell of cells)
          expect(cell.observed).toBe(
            pairs.filter(
              ([a, b]) =>
                a.enabled === cell.first.enabled &&
                a.variant === cell.first.variant &&
                b.enabled === cell.second.enabled,
            ).length,
          );
        expect(population).toEqual({ users: count, file: null, repeats: { count: 0, isExact: true } });
        expect(sum(cells.map(({ observed }) => observed))).toBe(count);
        expect(sum(cells.map(({ expected }) => expected))).toBeCloseTo(count, 3);
        for (const side of [first, second]) expect(sum(side.outcomes.map(({ users }) => users))).toBe(count);
      }),
      { numRuns: 50 },
    );
  });

  it("of different names are independent", async () => {
    const found = await compare(rollout(50, "search"), rollout(25, "dark_mode"));
    expect(verdictOf(found)).toBe("independent");
    expect(found.sharesBuckets).toBe(false);
    expect(verdictInWords(found)).toMatch(
      /^p = 0\.\d\d: as independent as chance would have it, 1,\d{3} where 1,\d{3} are expected \(chi-square /,
    );
  });

  it("of one name share their buckets: whoever is in the smaller rollout is in the larger one", async () => {
    const found = await compare(rollout(50, "search"), rollout(25, "search"));
    expect(verdictOf(found)).toBe("more");
    expect(verdictInWords(found)).toMatch(
      /^p < 0\.001: they share more users than chance, 2,\d{3} where 1,\d{3} are expected/,
    );
    expect(bucketsInWords(found)).toBe(
      'both hash the name "search", so they share their buckets: whoever is in the smaller rollout is in the larger one too',
    );
    expect(found.cells.find(({ first, second }) => !first.enabled && second.enabled)?.observed).toBe(0);
  });

  it("of one name but of different kinds do not", async () => {
    const found = await compare(rollout(50, "search"), test({ A: 50, B: 50 }, "search"));
    expect(found.sharesBuckets).toBe(false);
    expect(verdictOf(found)).toBe("independent");
    expect(bucketsInWords(found)).toBe(null);
  });

  it("that exclude each other share fewer users than chance", async () => {
    const users = Array.from({ length: 10_000 }, (_, index) => `user${index + 1}`);
    const found = await compare(listing(...users.slice(0, 5000)), listing(...users.slice(5000)));
    expect(verdictOf(found)).toBe("fewer");
    expect(verdictInWords(found)).toContain("they share fewer users than chance, 0 where 2,500 are expected");
  });

  it("that are experiments are compared variant by variant", async () => {
    const apart = await compare(test({ A: 50, B: 50 }, "search"), test({ red: 30, green: 60 }, "colour"));
    expect(apart.cells.map(({ first, second }) => `${first.label}/${second.label}`)).toEqual([
      "A/green",
      "A/red",
      "A/no variant",
      "B/green",
      "B/red",
      "B/no variant",
    ]);
    expect(apart.test).toMatchObject({ kind: "tested", degreesOfFreedom: 2 });
    expect(verdictOf(apart)).toBe("independent");
    const together = await compare(test({ A: 50, B: 50 }, "search"), test({ red: 30, green: 60 }, "search"));
    expect(verdictOf(together)).toBe("dependent");
    expect(bucketsInWords(together)).toContain("the variant of one settles that of the other");
  });

  it.each<[string, Flag, string]>([
    ["everybody has", flagWith({ strategy: "all" }), 'all of these users get "other": chance has no part'],
    ["nobody has", flagWith({ strategy: "none" }), 'none of these users gets "other": chance has no part'],
    ["is paused", { ...rollout(50, "other"), enabled: false }, 'none of these users gets "other": chance has no part'],
    ["has one variant", test({ A: 100 }, "other"), 'all of these users get variant "A" of "other": chance has no part'],
  ])("say nothing where one is a flag that %s", async (_, other, words) => {
    const found = await compare(rollout(50, "search"), other);
    expect(verdictOf(found)).toBe("certain");
    expect(verdictInWords(found)).toContain(words);
  });

  it("need users enough", async () => {
    const found = await compare(rollout(1, "search"), rollout(1, "dark_mode"), 1000);
    expect(verdictOf(found)).toBe("too_few_users");
    expect(verdictInWords(found)).toMatch(/^too few users for a check: it takes \d\d,\d{3} at least$/);
  });

  it("caution where rows repeat an id, and not for synthetic ids however many", async () => {
    const context = new FakeContext({ one: rollout(50, "search"), other: rollout(50, "dark_mode") });
    const visits = Array.from({ length: 1600 }, (_, index) => `user${index % 40}\n`);
    context.inputs.set("visits.csv", `user_id\n${visits.join("")}`);
    const { json } = await runCommand(command, context, { first: "one", second: "other", users: "visits.csv" });
    expect(json).toMatchObject({ users: 1600, repeated_ids: 1560 });
    expect(context.notices).toEqual([expect.stringMatching(/^1,560 of the 1,600 rows repeat an earlier user id: /)]);
    const synthetic = await compare(rollout(50, "search"), rollout(50, "dark_mode"), 100_001);
    expect(synthetic.population.repeats).toEqual({ count: 0, isExact: true });
  });
});
