import jStat from "jstat";

/** What a chi-square test came to. */
export type ChiSquare =
  | {
      readonly kind: "tested";
      readonly statistic: number;
      readonly degreesOfFreedom: number;
      /** How often chance alone strays at least this far, 0 to 1, with an error of about 1e-12. */
      readonly pValue: number;
    }
  /** The distribution is not the chi-square one yet; from `needed` observations on it is near enough. */
  | { readonly kind: "too few"; readonly needed: number }
  /** One outcome alone is possible, so that chance has no part in it. */
  | { readonly kind: "certain" };

/** A test of two-way counts, and how strong the association is. */
export type Independence = Exclude<ChiSquare, { kind: "tested" }> | (ChiSquare & Tested & Strength);

type Tested = { readonly kind: "tested" };

interface Strength {
  /** Cramér's V: 0 for independent, 1 where each settles the other. For two by two, the absolute value of phi. */
  readonly cramersV: number;
}

/** What every cell has to expect at least, the usual rule since Cochran (1954). */
const leastExpected = 5;

/**
 * Pearson's test of counts against expected shares.
 * @param weights the expected shares in any unit, one for each count; an outcome of weight 0 takes no part
 */
export function goodnessOfFit(counts: readonly number[], weights: readonly number[]): ChiSquare {
  const cells = counts.flatMap((count, index) => {
    const weight = weights[index] ?? 0;
    return weight > 0 ? [{ count, weight }] : [];
  });
  if (cells.length < 2) return { kind: "certain" };
  const total = sum(cells.map(({ count }) => count));
  const whole = sum(cells.map(({ weight }) => weight));
  const needed = Math.ceil((leastExpected * whole) / Math.min(...cells.map(({ weight }) => weight)));
  if (total < needed) return { kind: "too few", needed };
  const statistic = sum(cells.map(({ count, weight }) => deviation(count, (total * weight) / whole)));
  return tested(statistic, cells.length - 1);
}

/** Pearson's test of whether the row says anything about the column. Empty rows and columns take no part. */
export function independence(table: readonly (readonly number[])[]): Independence {
  const rows = table.map((row) => ({ row, total: sum(row) })).filter(({ total }) => total > 0);
  const columns = (table[0] ?? [])
    .map((_, index) => ({ index, total: sum(table.map((row) => row[index] ?? 0)) }))
    .filter(({ total }) => total > 0);
  if (rows.length < 2 || columns.length < 2) return { kind: "certain" };
  const total = sum(rows.map((row) => row.total));
  const rarest = Math.min(...rows.map((row) => row.total)) * Math.min(...columns.map((column) => column.total));
  if (rarest / total < leastExpected)
    return { kind: "too few", needed: Math.ceil((leastExpected * total ** 2) / rarest) };
  const cells = rows.flatMap(({ row, total: inRow }) =>
    columns.map(({ index, total: inColumn }) => deviation(row[index] ?? 0, (inRow * inColumn) / total)),
  );
  const statistic = sum(cells);
  const least = Math.min(rows.length, columns.length) - 1;
  return {
    ...tested(statistic, (rows.length - 1) * (columns.length - 1)),
    cramersV: Math.sqrt(statistic / (total * least)),
  };
}

function tested(statistic: number, degreesOfFreedom: number): ChiSquare & Tested {
  return { kind: "tested", statistic, degreesOfFreedom, pValue: 1 - jStat.chisquare.cdf(statistic, degreesOfFreedom) };
}

function deviation(observed: number, expected: number): number {
  return (observed - expected) ** 2 / expected;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
