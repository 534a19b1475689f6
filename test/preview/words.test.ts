import { expect, it } from "vitest";

import type { FlagPreview } from "../../src/preview/flag-count.js";
import { examplesInWords, flippedInWords, previewInWords, stepInWords } from "../../src/preview/words.js";
import { flagWith } from "../model/flags.js";

const preview = (counts: Partial<FlagPreview>): FlagPreview => ({
  users: 10_000,
  gained: 0,
  lost: 0,
  changedVariant: 0,
  kept: 0,
  unchanged: 0,
  examples: { gained: [], lost: [], changedVariant: [] },
  ...counts,
});

it.each([
  [{ gained: 1503 }, "1,503 of 10,000 gain it, nobody loses it"],
  [{ lost: 1 }, "1 of 10,000 loses it, nobody gains it"],
  [{ gained: 1, lost: 20 }, "1 of 10,000 gains it, 20 lose it"],
  [{ changedVariant: 1 }, "1 of 10,000 changes over to another variant, nobody gains or loses it"],
  [{ changedVariant: 5012 }, "5,012 of 10,000 change over to another variant, nobody gains or loses it"],
  [{ lost: 3, changedVariant: 2 }, "3 of 10,000 lose it, nobody gains it, 2 change over to another variant"],
  [{}, "nobody of 10,000 notices"],
  [{ users: 0 }, "there are no users"],
])("%j: %s", (counts, words) => {
  expect(previewInWords(preview(counts))).toBe(words);
});

it("the step of a rollout stands in front, other changes are told elsewhere", () => {
  const rollout = (percentage: number) => flagWith({ strategy: "percentage", percentage });
  const gained = preview({ gained: 1503 });
  expect(stepInWords(rollout(10), rollout(25), gained)).toBe("10% → 25%: 1,503 of 10,000 gain it, nobody loses it");
  expect(stepInWords(rollout(10), flagWith({ strategy: "all" }), gained)).toBe(previewInWords(gained));
  expect(stepInWords(flagWith({ ...rollout(10), enabled: false }), rollout(10), gained)).toBe(previewInWords(gained));
});

it("all changes together are told as users and their share", () => {
  const comparison = { users: 10_000, flipped: 1503, flags: new Map(), uncounted: new Map(), source: "users.csv" };
  expect(flippedInWords(comparison)).toBe("1,503 of 10,000 users (15.03%)");
  expect(flippedInWords({ ...comparison, users: 3, flipped: 1 })).toBe("1 of 3 users (33.33%)");
  expect(flippedInWords({ ...comparison, users: 100_000, flipped: 1 })).toBe("1 of 100,000 users (0.01%)");
  expect(flippedInWords({ ...comparison, users: 100_000, flipped: 99_999 })).toBe("99,999 of 100,000 users (99.99%)");
});

it("examples say who, and that there are more", () => {
  const told = examplesInWords(
    preview({
      gained: 2,
      changedVariant: 4,
      examples: {
        gained: ["ada", "grace"],
        lost: [],
        changedVariant: [
          { user: "u1", before: "A", after: "B" },
          { user: "u2", before: null, after: "B" },
          { user: "u3", before: "A", after: null },
        ],
      },
    }),
  );
  expect(told).toEqual([
    ["gain it", "ada, grace"],
    ["change over", "u1 (A → B), u2 (none → B), u3 (A → none), …"],
  ]);
});
