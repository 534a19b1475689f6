import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { goodnessOfFit, independence, type ChiSquare, type Independence } from "../../src/statistics/chi-square.js";

function tested<Test extends ChiSquare | Independence>(test: Test): Extract<Test, { kind: "tested" }> {
  expect(test.kind).toBe("tested");
  return test as Extract<Test, { kind: "tested" }>;
}

/** Two cells of 1:1 whose statistic is (2d)²/n: any statistic can be had with one degree of freedom. */
function withStatistic(statistic: number, total = 1e6): ChiSquare {
  const half = total / 2;
  const off = Math.sqrt(statistic * total) / 2;
  return goodnessOfFit([half + off, half - off], [1, 1]);
}

describe("the p-value", () => {
  // Upper critical values: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, rounded there to three decimals.
  it.each([
    [2.706, 0.1],
    [3.841, 0.05],
    [6.635, 0.01],
    [10.828, 0.001],
  ])("of %d with one degree of freedom is %d", (statistic, p) => {
    const test = tested(withStatistic(statistic));
    expect(test.statistic).toBeCloseTo(statistic, 6);
    expect(test.pValue / p).toBeCloseTo(1, 2);
  });

  it.each([
    [123.225, 0.05],
    [134.642, 0.01],
    [148.23, 0.001],
  ])("of %d with 99 degrees of freedom is %d", (statistic, p) => {
    // One bucket more and one less than the mean of 1000: 2d²/1000.
    const off = Math.sqrt(statistic * 500);
    const counts = Array.from({ length: 100 }, (_, bucket) => 1000 + (bucket === 0 ? off : bucket === 1 ? -off : 0));
    const test = tested(
      goodnessOfFit(
        counts,
        counts.map(() => 1),
      ),
    );
    expect(test.degreesOfFreedom).toBe(99);
    expect(test.pValue / p).toBeCloseTo(1, 3);
  });

  it("is 1 where the counts are the expected ones, and 0 or more however far they are from them", () => {
    expect(tested(goodnessOfFit([500, 500], [1, 1])).pValue).toBe(1);
    const far = tested(goodnessOfFit([1_000_000, 0], [1, 1]));
    expect(far.statistic).toBe(1_000_000);
    expect(far.pValue).toBeGreaterThanOrEqual(0);
    expect(far.pValue).toBeLessThan(1e-15);
  });
});

describe("goodness of fit", () => {
  // Mendel's round and yellow peas, 9:3:3:1, as Fisher tested them in "Has Mendel's work been rediscovered?" (1936);
  // the digits are those of SciPy 1.17, stats.chisquare.
  it("agrees with SciPy", () => {
    const mendel = tested(goodnessOfFit([315, 101, 108, 32], [9, 3, 3, 1]));
    expect(mendel.statistic).toBeCloseTo(0.4700239808153477, 12);
    expect(mendel.degreesOfFreedom).toBe(3);
    expect(mendel.pValue).toBeCloseTo(0.925425895103616, 10);
    // The second example of its documentation.
    const documented = tested(goodnessOfFit([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]));
    expect(documented.statistic).toBeCloseTo(3.5, 12);
    expect(documented.pValue).toBeCloseTo(0.6233876277495822, 10);
  });

  it("does not depend on the unit of the weights", () => {
    expect(goodnessOfFit([30, 70], [0.25, 0.75])).toEqual(goodnessOfFit([30, 70], [25_000, 75_000]));
  });

  it("needs five expected in every cell", () => {
    expect(goodnessOfFit([3, 96], [5, 95])).toEqual({ kind: "too few", needed: 100 });
    expect(goodnessOfFit([3, 97], [5, 95]).kind).toBe("tested");
    expect(goodnessOfFit([0, 0], [1, 99_999])).toEqual({ kind: "too few", needed: 500_000 });
  });

  it("has nothing to test where one outcome alone is possible", () => {
    expect(goodnessOfFit([10_000, 0], [100, 0])).toEqual({ kind: "certain" });
    expect(tested(goodnessOfFit([40, 60, 0], [50, 50, 0])).degreesOfFreedom).toBe(1);
  });
});

describe("independence", () => {
  // SciPy 1.17: stats.chi2_contingency(…, correction=False) and stats.contingency.association(…, "cramer").
  it.each([
    [
      [
        [10, 10, 20],
        [20, 20, 20],
      ],
      2.7777777777777777,
      2,
      0.24935220877729622,
      0.16666666666666666,
    ],
    [
      [
        [100, 150],
        [200, 50],
      ],
      83.33333333333334,
      1,
      6.932079668133659e-20,
      0.408248290463863,
    ],
  ])("of %j agrees with SciPy", (table, statistic, degrees, p, v) => {
    const test = tested(independence(table));
    expect(test.statistic).toBeCloseTo(statistic, 10);
    expect(test.degreesOfFreedom).toBe(degrees);
    expect(test.pValue).toBeCloseTo(p, 10);
    expect(test.cramersV).toBeCloseTo(v, 12);
  });

  it("leaves empty rows and columns out", () => {
    const table = [
      [10, 0, 10, 20],
      [0, 0, 0, 0],
      [20, 0, 20, 20],
    ];
    expect(independence(table)).toEqual(
      independence([
        [10, 10, 20],
        [20, 20, 20],
      ]),
    );
  });

  it("needs five expected in every cell, and two rows and columns", () => {
    expect(
      independence([
        [9, 1],
        [81, 9],
      ]),
    ).toEqual({ kind: "too few", needed: 500 });
    expect(
      independence([
        [45, 5],
        [405, 45],
      ]).kind,
    ).toBe("tested");
    expect(
      independence([
        [10, 90],
        [0, 0],
      ]),
    ).toEqual({ kind: "certain" });
    expect(
      independence([
        [10, 0],
        [90, 0],
      ]),
    ).toEqual({ kind: "certain" });
    expect(
      independence([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ kind: "certain" });
  });

  const totals = fc.array(fc.integer({ min: 3, max: 400 }), { minLength: 2, maxLength: 8 });

  it("finds nothing in a table of products, and everything where each settles the other", () => {
    fc.assert(
      fc.property(totals, totals, (rows, columns) => {
        const product = tested(independence(rows.map((row) => columns.map((column) => row * column))));
        expect(product.statistic).toBeCloseTo(0, 6);
        expect(product.pValue).toBeGreaterThan(0.999);
        // Enough of the rarest for a test, whatever the others are.
        const diagonal = rows.map((_, row) => rows.map((total, column) => (row === column ? total * 2000 : 0)));
        expect(tested(independence(diagonal)).cramersV).toBeCloseTo(1, 10);
      }),
    );
  });

  it("is the same whichever of the two comes first", () => {
    // So many that every cell has to expect five: fewer of them can be too few to be tested.
    const counts = fc.integer({ min: 40, max: 300 });
    fc.assert(
      fc.property(fc.array(fc.tuple(counts, counts, counts), { minLength: 2, maxLength: 6 }), (rows) => {
        const turned = [0, 1, 2].map((column) => rows.map((row) => row[column]!));
        const [one, other] = [tested(independence(rows)), tested(independence(turned))];
        expect(one.statistic).toBeCloseTo(other.statistic, 8);
        expect(one.pValue).toBeCloseTo(other.pValue, 8);
        expect(one.cramersV).toBeLessThanOrEqual(1);
      }),
    );
  });
});
