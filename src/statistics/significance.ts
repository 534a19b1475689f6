/** How a p-value is read. Experiments are usually stopped for a sample ratio mismatch below one in a thousand. */
export type Significance = "chance" | "unusual" | "not chance";

export function significanceOf(pValue: number): Significance {
  if (pValue < 0.001) return "not chance";
  return pValue < 0.01 ? "unusual" : "chance";
}

/** A p-value as it is written: `p = 0.43`, `p = 0.004`, and where the digits say no more, `p < 0.001` or `p > 0.99`. */
export function pInWords(pValue: number): string {
  if (pValue < 0.001) return "p < 0.001";
  if (pValue > 0.99) return "p > 0.99";
  return `p = ${pValue.toFixed(pValue < 0.01 ? 3 : 2)}`;
}

/** Cramér's V in a word, at the limits that Cohen (1988) gave for phi. */
export function strengthOf(cramersV: number): "hardly any" | "weak" | "moderate" | "strong" {
  if (cramersV < 0.1) return "hardly any";
  if (cramersV < 0.3) return "weak";
  return cramersV < 0.5 ? "moderate" : "strong";
}
