import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}
type Parts = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
type Target = Readonly<Record<string, string | number | boolean>>;

const bench = join(import.meta.dirname, "../../bench");
const { spread, ratios } = (await import(join(bench, "spread.mjs"))) as {
  spread(values: readonly number[]): Spread;
  ratios(values: readonly number[], against: readonly number[]): number[];
};
const { reached, isEnough } = (await import(join(bench, "reached.mjs"))) as {
  reached(target: Target, parts: Parts): (Spread & { readonly name: string }) | null;
  isEnough(target: Target, result: Spread | null): boolean | null;
};
const { targets } = (await import(join(bench, "targets.mjs"))) as { targets: readonly Target[] };

describe("spread", () => {
  it("gives the quartiles that NumPy gives", () => {
    expect(spread([7, 15, 36, 39, 40, 41])).toEqual({ low: 20.25, median: 37.5, high: 39.75 });
    expect(spread([3])).toEqual({ low: 3, median: 3, high: 3 });
  });

  it("has as many values below its median as above, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const { low, median, high } = spread(values);
        expect(low).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(high);
        const below = values.filter((value) => value < median).length;
        const above = values.filter((value) => value > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe("reached", () => {
  // The second round fell on a busy moment: all in it took ten times as long.
  const parts = {
    speed: { floor: [10, 100, 10], quick: [11, 110, 11], "help a": [13, 130, 13], "help b": [12, 120, 12] },
  };
  const target = { part: "speed", against: "floor" };

  it("compares within each round, so that a busy moment does not count", () => {
    expect(ratios([11, 110], [10, 100])).toEqual([1.1, 1.1]);
    expect(reached({ ...target, measured: "quick", atMost: 1.2 }, parts)).toMatchObject({
      low: 1.1,
      median: 1.1,
      high: 1.1,
    });
  });

  it("takes the one of several that is furthest from the target", () => {
    expect(reached({ ...target, measured: "help *", atMost: 1.4 }, parts)?.name).toBe("help a");
    expect(reached({ ...target, measured: "help *", atLeast: 1 }, parts)?.name).toBe("help b");
  });

  it("adds counts up, so that one lost edit in one round shows", () => {
    const edits = { edits: { "lost library": [0, 0, 1, 0, 0], "lost processes": [0, 0, 0] } };
    const result = reached({ part: "edits", measured: "lost *", isCount: true, atMost: 0 }, edits);
    expect(result).toMatchObject({ name: "lost library", median: 1 });
    expect(isEnough({ atMost: 0 }, result)).toBe(false);
  });

  it("is null for what was not measured, and nothing is enough then", () => {
    for (const measured of ["slow", "cli *"]) {
      expect(reached({ ...target, measured, atMost: 1 }, parts)).toBeNull();
      expect(isEnough({ atMost: 1 }, null)).toBeNull();
    }
    expect(reached({ ...target, against: "peer", measured: "quick", atLeast: 1 }, parts)).toBeNull();
  });

  it("is enough at the target itself, and not beyond it", () => {
    const result = reached({ ...target, measured: "quick" }, parts);
    expect([1.1, 1.09].map((atMost) => isEnough({ atMost }, result))).toEqual([true, false]);
    expect([1.1, 1.11].map((atLeast) => isEnough({ atLeast }, result))).toEqual([true, false]);
    expect(isEnough({}, result)).toBeNull();
  });
});

it("every target has a part that measures it", async () => {
  const { parts } = (await import(join(bench, "parts/index.mjs"))) as { parts: object };
  for (const { part } of targets) expect(parts).toHaveProperty([part as string]);
});
