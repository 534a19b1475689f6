import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { evaluate } from "../../src/eval/evaluate.js";
import { moveInWords, movedUsers, type Move } from "../../src/eval/moves.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import type { DamagedFlag, Flag, User } from "../../src/model/flag.js";
import { flagWith } from "./flags.js";

const percent = (percentage: number, name = "checkout"): Flag => flagWith({ name, strategy: "percentage", percentage });
const test = (ab_test_allocation: Record<string, number>, name = "checkout"): Flag =>
  flagWith({ name, strategy: "ab_test", ab_test_allocation });
const paused = (flag: Flag): Flag => ({ ...flag, enabled: false });
const all = flagWith({ strategy: "all" });
const none = flagWith({ strategy: "none" });
const damaged: DamagedFlag = { key: "checkout", problems: ["the flag is 7, expected an object"] };
const name: Move = { kind: "name", before: "checkout", after: "cashier" };

const moves: [what: string, before: Flag | DamagedFlag | null, after: Flag | DamagedFlag | null, moves: Move[]][] = [
  ["a lower percentage", percent(50), percent(20), [{ kind: "lower_percentage", before: 50, after: 20 }]],
  ["a percentage down to nothing", percent(50), percent(0), [{ kind: "lower_percentage", before: 50, after: 0 }]],
  ["everybody to a part", all, percent(20), [{ kind: "lower_percentage", before: 100, after: 20 }]],
  ["a higher percentage", percent(20), percent(50), []],
  ["the same percentage", percent(20), percent(20), []],
  ["a percentage above 100 to 100", percent(150), percent(100), []],
  ["nobody to everybody", percent(0), all, []],
  ["a lower percentage of a paused flag", paused(percent(50)), paused(percent(20)), []],
  ["a pause", percent(50), paused(percent(20)), []],
  ["a new flag", null, percent(20), []],
  ["a deleted flag", percent(20), null, []],
  ["a damaged flag", damaged, percent(20), []],
  ["a flag that gets damaged", percent(20), damaged, []],
  ["the kill switch", percent(50), none, []],
  ["a list instead", percent(50), flagWith({ strategy: "user_list", user_ids: ["ada"] }), []],
  ["a rollout under another name", percent(50), percent(60, "cashier"), [name]],
  ["a finished rollout under another name", percent(100), percent(100, "cashier"), []],
  ["a rollout under another name for everybody", percent(50), percent(100, "cashier"), []],
  ["one not begun under another name", percent(0), percent(50, "cashier"), []],
  [
    "one that ends under another name",
    percent(50),
    percent(0, "cashier"),
    [{ kind: "lower_percentage", before: 50, after: 0 }],
  ],
  ["everybody under another name", all, flagWith({ name: "cashier", strategy: "all" }), []],
  ["other shares", test({ A: 50, B: 50 }), test({ A: 60, B: 40 }), [{ kind: "shares", moved: 10 }]],
  ["the same shares in another order", test({ A: 50, B: 50 }), test({ B: 50, A: 50 }), []],
  [
    "a first share that grows moves those behind it",
    test({ A: 10, B: 10 }),
    test({ A: 20, B: 10 }),
    [{ kind: "shares", moved: 10 }],
  ],
  ["a last share that grows into unassigned buckets", test({ A: 10, B: 10 }), test({ A: 10, B: 20 }), []],
  ["a variant in unassigned buckets", test({ A: 10, B: 10 }), test({ A: 10, B: 10, C: 5 }), []],
  ["a variant without a share", test({ A: 50, B: 50 }), test({ A: 50, AA: 0, B: 50 }), []],
  [
    "another variant's name",
    test({ A: 50, B: 50 }),
    test({ A: 50, C: 50 }),
    [{ kind: "variants", added: ["C"], removed: ["B"], moved: 50 }],
  ],
  [
    "a variant that takes its share from the last",
    test({ A: 50, B: 50 }),
    test({ A: 50, B: 30, C: 20 }),
    [{ kind: "variants", added: ["C"], removed: [], moved: 20 }],
  ],
  [
    "a variant taken away",
    test({ A: 50, B: 50 }),
    test({ A: 50 }),
    [{ kind: "variants", added: [], removed: ["B"], moved: 50 }],
  ],
  ["shares of a paused test", paused(test({ A: 50, B: 50 })), test({ A: 60, B: 40 }), []],
  ["a test that had nobody", test({}), test({ A: 60, B: 40 }), []],
  ["a test that ends", test({ A: 50, B: 50 }), all, []],
  ["a test under another name", test({ A: 50, B: 50 }), test({ A: 50, B: 50 }, "cashier"), [name]],
  ["a test that had nobody under another name", test({}), test({ A: 50, B: 50 }, "cashier"), []],
  ["a test of one variant under another name", test({ A: 100 }), test({ A: 100 }, "cashier"), []],
];

const bucketOf = (user: User): number | null => evaluate(new PreparedFlag(test({ A: 100 })), "checkout", user).bucket;
const users = Array.from({ length: 3000 }, (_, number): User => ({ userId: `user${number}` }));
const userOfEachBucket = [...new Map(users.map((user) => [bucketOf(user), user])).values()];

describe("users who are moved", () => {
  it.each(moves)("%s", (_, before, after, expected) => {
    expect(movedUsers(before, after)).toEqual(expected);
  });

  it("are told exactly where somebody in a variant changes over", () => {
    const share = fc.integer({ min: 0, max: 30 });
    const allocation = fc.record({ A: share, B: share, C: share }, { requiredKeys: [] });
    fc.assert(
      fc.property(allocation, allocation, (one, other) => {
        const had = new PreparedFlag(test(one));
        const has = new PreparedFlag(test(other));
        const movers = userOfEachBucket.filter((user) => {
          const { variant } = evaluate(had, "checkout", user);
          return variant !== null && variant !== evaluate(has, "checkout", user).variant;
        });
        const moves = movedUsers(test(one), test(other));
        expect(moves.map((move) => "moved" in move && move.moved)).toEqual(movers.length > 0 ? [movers.length] : []);
      }),
    );
  });
});

it.each<[Move, string]>([
  [
    name,
    'its name goes into the hash: with "cashier" instead of "checkout" every bucket is drawn anew, so users who have it may lose it',
  ],
  [
    { kind: "lower_percentage", before: 50, after: 2.5 },
    "the percentage goes down from 50% to 2.5%: users who have it lose it",
  ],
  [
    { kind: "shares", moved: 10 },
    "the shares of a running A/B test change: 10% of users leave the variant they are in",
  ],
  [
    { kind: "variants", added: ["C", "D"], removed: ["B"], moved: 50 },
    "the variants of a running A/B test change (added C, D, removed B): 50% of users leave the variant they are in",
  ],
])("a move in words: $kind", (move, words) => {
  expect(moveInWords(move)).toBe(words);
});
