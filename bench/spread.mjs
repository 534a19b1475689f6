/** Median and quartiles of some values, interpolated as NumPy and R do by default. */
export function spread(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share) => {
    const position = share * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.ceil(position);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Each round's value as a multiple of what it is measured against, in the same round. */
export const ratios = (values, against) => values.map((value, round) => value / against[round]);
