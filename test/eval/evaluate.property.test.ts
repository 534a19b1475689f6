import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isEnabled } from "../../src/eval/evaluate.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import type { Flag } from "../../src/model/flag.js";
import { answer, flagWith } from "./flags.js";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const userId = fc.oneof(
  fc.nat().map((n) => `user-${n}`),
  fc.string({ unit: "grapheme", maxLength: 70 }),
);
const wholePercent = fc.nat(100);
const percent = fc.oneof(
  wholePercent,
  fc.nat(100_000).map((thousandths) => thousandths / 1000),
  fc.double({ min: 0, max: 100, noNaN: true }),
);

const rollout = (flagName: string, percentage: number, id: string): boolean =>
  answer({ name: flagName, strategy: "percentage", percentage }, { userId: id }).enabled;

describe("a percentage rollout", () => {
  it("never turns anybody off when it is raised", () => {
    fc.assert(
      fc.property(name, userId, percent, percent, (flagName, id, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        fc.pre(rollout(flagName, low, id));
        expect(rollout(flagName, high, id)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes in the buckets below a whole percentage, so that decimals change nobody at it", () => {
    fc.assert(
      fc.property(name, userId, wholePercent, (flagName, id, percentage) => {
        const { bucket, enabled } = answer({ name: flagName, strategy: "percentage", percentage }, { userId: id });
        expect(enabled).toBe(bucket! < percentage);
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes in the positions below its percentage", () => {
    fc.assert(
      fc.property(name, userId, percent, (flagName, id, percentage) => {
        const { position, enabled } = answer({ name: flagName, strategy: "percentage", percentage }, { userId: id });
        expect(enabled).toBe(position! < percentage);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reaches about its share of users, in a hundred flags", () => {
    // 100,000 independent draws at 12.5%: one standard deviation is 105.
    let reached = 0;
    for (let flag = 0; flag < 100; flag++) {
      const prepared = new PreparedFlag(flagWith({ name: `flag-${flag}`, strategy: "percentage", percentage: 12.5 }));
      for (let user = 0; user < 1_000; user++) if (isEnabled(prepared, { userId: `user-${user}` })) reached++;
    }
    expect(Math.abs(reached - 12_500)).toBeLessThan(5 * 105);
  });
});

describe("an answer", () => {
  const user = { userId: "user-1", email: "ada@example.org", tier: "pro" };
  const targets = fc.uniqueArray(fc.constantFrom("user-1", "user-2", "pro", "free", "example.org", "company.com"));

  it("does not depend on the order of a list or of the shares", () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom("user_list", "user_tier", "email_domain", "ab_test"),
        targets.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        (flagName, strategy, [list, shuffled]) => {
          const fields = (entries: readonly string[]): Partial<Flag> => ({
            name: flagName,
            strategy,
            user_ids: entries,
            user_tiers: entries,
            email_domains: entries,
            ab_test_allocation: Object.fromEntries(entries.map((entry) => [entry, entry.length * 2])),
          });
          expect(answer(fields(shuffled), user)).toEqual(answer(fields(list), user));
        },
      ),
    );
  });
});
