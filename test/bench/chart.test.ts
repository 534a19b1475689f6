import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../bench/document");
const { decades, logarithmic, shortNumber } = (await import(join(folder, "axis.mjs"))) as {
  decades(values: readonly number[]): number[];
  logarithmic(values: readonly [number, number], places: readonly [number, number]): (value: number) => number;
  shortNumber(value: number): string;
};
const { drawChart } = (await import(join(folder, "chart.mjs"))) as {
  drawChart(chart: object, place: object): string;
};

const values = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 });

it("an axis goes from the power of ten below to the one above, and holds every value", () => {
  fc.assert(
    fc.property(values, (some) => {
      const marks = decades(some);
      const place = logarithmic([marks[0]!, marks.at(-1)!], [0, 1]);
      for (const value of some) {
        expect(place(value)).toBeGreaterThan(-1e-9);
        expect(place(value)).toBeLessThan(1 + 1e-9);
      }
      expect(Math.min(...some)).toBeLessThanOrEqual(marks[0]! * 10 * (1 + 1e-9));
    }),
  );
  expect(decades([3, 250])).toEqual([1, 10, 100, 1000]);
  expect(logarithmic([1, 100], [0, 200])(10)).toBe(100);
});

it("the names of curves that end in one place stand below each other", () => {
  fc.assert(
    fc.property(values, (ends) => {
      const curves = ends.map((end, index) => ({
        name: `curve ${index}`,
        points: [
          [1, 1],
          [10, end],
        ],
      }));
      const drawn = drawChart({ title: "cost", curves }, { left: 0, width: 300, height: 300 });
      const heights = [...drawn.matchAll(/ y="([\d.-]+)"[^>]*>curve /g)]
        .map(([, y]) => Number(y))
        .sort((a, b) => a - b);
      expect(heights).toHaveLength(ends.length);
      for (const [index, height] of heights.slice(1).entries())
        expect(height - heights[index]!).toBeGreaterThanOrEqual(12.8);
    }),
  );
});

it.each([
  [0.1, "0.1"],
  [64, "64"],
  [100_000, "100k"],
  [10_000_000, "10M"],
])("%d is marked as %s", (value, mark) => {
  expect(shortNumber(value)).toBe(mark);
});
