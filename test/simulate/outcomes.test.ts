import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { evaluate } from "../../src/eval/evaluate.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import type { Flag } from "../../src/model/flag.js";
import { outcomeIndex, outcomesOf } from "../../src/simulate/outcomes.js";
import { tally } from "../../src/simulate/tally.js";
import { syntheticUsers } from "../../src/users/user-source.js";
import { flagWith } from "../model/flags.js";

function expectedOf(fields: Partial<Flag>): Record<string, number | null> {
  const outcomes = outcomesOf(new PreparedFlag(flagWith(fields)));
  return Object.fromEntries(outcomes.map(({ label, expectedPercent }) => [label, expectedPercent]));
}

describe("what is to be expected", () => {
  it.each<[Partial<Flag>, Record<string, number | null>]>([
    [{ strategy: "all" }, { on: 100, off: 0 }],
    [{ strategy: "none" }, { on: 0, off: 100 }],
    [
      { strategy: "percentage", percentage: 2.058 },
      { on: 2.058, off: 97.942 },
    ],
    [
      { strategy: "percentage", percentage: 0.001 },
      { on: 0.001, off: 99.999 },
    ],
    [
      { strategy: "percentage", percentage: 25, enabled: false },
      { on: 0, off: 100 },
    ],
    // A hand-written file may go beyond the ends.
    [
      { strategy: "percentage", percentage: 250 },
      { on: 100, off: 0 },
    ],
    [
      { strategy: "percentage", percentage: -3 },
      { on: 0, off: 100 },
    ],
    [
      { strategy: "percentage", percentage: 50, name: "half \ud83d" },
      { on: 0, off: 100 },
    ],
    [
      { strategy: "user_tier", user_tiers: ["pro"] },
      { on: null, off: null },
    ],
    [
      { strategy: "ab_test", ab_test_allocation: { B: 30, A: 60 } },
      { A: 60, B: 30, "no variant": 10 },
    ],
    // Whole buckets are given away: 0 to 33, 34 to 66, the rest.
    [
      { strategy: "ab_test", ab_test_allocation: { A: 33.3, B: 33.3, C: 33.4 } },
      { A: 34, B: 33, C: 33, "no variant": 0 },
    ],
    [
      { strategy: "ab_test", ab_test_allocation: { A: 80, B: 80 } },
      { A: 80, B: 20, "no variant": 0 },
    ],
    [
      { strategy: "ab_test", ab_test_allocation: { A: 50, B: 50 }, enabled: false },
      { on: 0, off: 100 },
    ],
  ])("%j", (fields, expected) => {
    expect(expectedOf(fields)).toEqual(expected);
  });
});

const names = fc.constantFrom("new_dashboard", "checkout_flow", "日本語", "__proto__");
const shares = fc.dictionary(
  fc.constantFrom("A", "B", "on", "off", "__proto__", "緑"),
  fc.integer({ min: 0, max: 60 }),
);
const flags: fc.Arbitrary<Flag> = fc
  .record({
    name: names,
    enabled: fc.boolean(),
    strategy: fc.constantFrom("all", "none", "percentage", "user_list", "user_tier", "email_domain", "ab_test"),
    percentage: fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000),
    ab_test_allocation: shares,
  })
  .map((fields) => flagWith({ ...fields, user_ids: ["user3", "user17"] }));

describe("counting", () => {
  it("comes to what evaluating one user after the other does", async () => {
    await fc.assert(
      fc.asyncProperty(flags, fc.integer({ min: 0, max: 300 }), async (flag, count) => {
        const prepared = new PreparedFlag(flag);
        const outcomes = outcomesOf(prepared);
        const source = syntheticUsers(count);
        const counted = await tally(prepared, outcomes, source.batches());

        const users = Array.from({ length: count }, (_, index) => ({ userId: `user${index + 1}` }));
        const answers = users.map((user) => evaluate(prepared, "key", user));
        expect(counted.users).toBe(count);
        expect(counted.counts).toEqual(
          outcomes.map(
            ({ enabled, variant }) =>
              answers.filter((answer) => answer.enabled === enabled && answer.variant === variant).length,
          ),
        );
        expect(counted.buckets).toEqual(
          counted.buckets.map((_, bucket) => answers.filter((answer) => answer.bucket === bucket).length),
        );
        expect(counted.counts.reduce((sum, one) => sum + one, 0)).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  it("every answer has an outcome that is possible", () => {
    fc.assert(
      fc.property(flags, fc.string(), (flag, userId) => {
        const prepared = new PreparedFlag(flag);
        const outcomes = outcomesOf(prepared);
        const answer = evaluate(prepared, "key", { userId });
        const outcome = outcomes[outcomeIndex(outcomes)(answer)];
        expect(outcome).toMatchObject({ enabled: answer.enabled, variant: answer.variant });
        if (answer.bucket !== null) expect(outcome?.expectedPercent).not.toBe(0);
        const expected = outcomes.map(({ expectedPercent }) => expectedPercent);
        if (!expected.includes(null)) expect(expected.reduce((sum, one) => sum! + one!, 0)).toBeCloseTo(100, 9);
      }),
    );
  });

  it("tells users apart that lack what the flag looks at, or have no bucket", async () => {
    const batches = async function* () {
      yield [{ userId: "ann", tier: "pro" }, { userId: "bob" }, { userId: "ann", tier: "pro" }];
      yield [{ userId: "lone \ud83d" }];
    };
    const counted = async (flag: Flag) => {
      const prepared = new PreparedFlag(flag);
      return tally(prepared, outcomesOf(prepared), batches());
    };
    const tiers = await counted(flagWith({ strategy: "user_tier", user_tiers: ["pro"] }));
    expect(tiers).toMatchObject({ users: 4, counts: [2, 2], lacking: 2, unhashable: 0 });
    const rollout = await counted(flagWith({ strategy: "percentage", percentage: 100 }));
    expect(rollout).toMatchObject({ users: 4, counts: [3, 1], lacking: 0, unhashable: 1 });
  });
});
