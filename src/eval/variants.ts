/** A variant and the buckets it takes: from `from` up to but not including `to`, in percent. */
export interface VariantRange {
  readonly variant: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Lays the shares of an A/B test side by side from bucket 0, in code-point order of the variants' names, whatever their
 * order in the file. Shares that sum to less than 100 leave the buckets above the sum to no variant.
 */
export function variantRanges(allocation: Readonly<Record<string, number>>): readonly VariantRange[] {
  const ranges: VariantRange[] = [];
  let from = 0;
  for (const [variant, share] of Object.entries(allocation).sort(([a], [b]) => compareCodePoints(a, b))) {
    const to = from + share;
    ranges.push({ variant, from, to });
    from = to;
  }
  return ranges;
}

/** The first variant whose range ends above the bucket; undefined where the shares leave the bucket to none. */
export function variantAt(ranges: readonly VariantRange[], bucket: number): VariantRange | undefined {
  const index = variantIndexAt(ranges, bucket);
  return index === undefined ? undefined : ranges[index];
}

/** Which of the ranges that is. */
export function variantIndexAt(ranges: readonly VariantRange[], bucket: number): number | undefined {
  for (let index = 0; index < ranges.length; index++) if (bucket < ranges[index]!.to) return index;
  return undefined;
}

/**
 * Compares as Python compares strings: by code point. `<` compares UTF-16 units, by which every character above U+FFFF
 * sorts before U+E000 to U+FFFF: 🚀 before Ａ.
 */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const difference = a.codePointAt(i)! - b.codePointAt(i)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
