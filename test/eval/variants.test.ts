import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { compareCodePoints, variantAt, variantRanges } from "../../src/eval/variants.js";

describe("compareCodePoints", () => {
  it.each([
    ["A", "B"],
    ["B", "a"],
    ["10", "9"],
    ["a", "ab"],
    ["", "a"],
    ["Ａ", "🚀"],
    ["xＡ", "x🚀"],
    ["\ud83d", "\ue000"],
    ["\ud83d", "🚀"],
    ["\ude80", "🚀"],
  ])("puts %j before %j", (first, second) => {
    expect(compareCodePoints(first, second)).toBeLessThan(0);
    expect(compareCodePoints(second, first)).toBeGreaterThan(0);
  });

  it("orders any two strings as their code points do", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "Ａ", "🚀", "🙂", "\ud83d", "\ude80", "\uffff"),
      maxLength: 5,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const pointsOf = (s: string): string =>
          Array.from(s, (c) => c.codePointAt(0)!.toString(16).padStart(6, "0")).join();
        const [x, y] = [pointsOf(a), pointsOf(b)];
        expect(Math.sign(compareCodePoints(a, b))).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("variantRanges", () => {
  it("lays the shares side by side in code-point order of the names", () => {
    expect(variantRanges({ "🚀": 19, variant_a: 47, control: 26, Ａ: 8 })).toEqual([
      { variant: "control", from: 0, to: 26 },
      { variant: "variant_a", from: 26, to: 73 },
      { variant: "Ａ", from: 73, to: 81 },
      { variant: "🚀", from: 81, to: 100 },
    ]);
  });

  it("takes names that JavaScript treats specially like any other", () => {
    const allocation = JSON.parse('{"9": 40, "__proto__": 30, "10": 20, "constructor": 10}') as Record<string, number>;
    expect(variantRanges(allocation).map(({ variant }) => variant)).toEqual(["10", "9", "__proto__", "constructor"]);
  });

  it("gives each variant as many buckets as its share, in whatever order they stand in the file", () => {
    const shares = fc.uniqueArray(fc.tuple(fc.string({ unit: "grapheme" }), fc.nat(30)), {
      selector: ([name]) => name,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        shares.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        ([entries, shuffled]) => {
          const ranges = variantRanges(Object.fromEntries(entries));
          expect(variantRanges(Object.fromEntries(shuffled))).toEqual(ranges);

          const buckets = Array.from({ length: 200 }, (_, bucket) => variantAt(ranges, bucket)?.variant);
          for (const [name, share] of entries) {
            expect(buckets.filter((variant) => variant === name)).toHaveLength(share);
          }
        },
      ),
    );
  });
});

describe("variantAt", () => {
  const ranges = variantRanges({ A: 50, B: 0, C: 30 });

  it.each([
    [0, "A"],
    [49, "A"],
    [50, "C"],
    [79, "C"],
    [80, undefined],
    [99, undefined],
  ])("gives bucket %i to %s", (bucket, variant) => {
    expect(variantAt(ranges, bucket)?.variant).toBe(variant);
  });
});
