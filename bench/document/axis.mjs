/** The powers of ten between which these values lie, both ends among them. */
export function decades(values) {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(Math.ceil(Math.log10(Math.max(...values))), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

/** Value → place between two others, by the logarithm. */
export function logarithmic([least, most], [start, end]) {
  const span = Math.log(most / least);
  return (value) => start + (Math.log(value / least) / span) * (end - start);
}

/** 0.1, 64, 10k, 10M */
export function shortNumber(value) {
  if (value >= 1e6) return `${value / 1e6}M`;
  return value >= 1000 ? `${value / 1000}k` : String(Number(value.toPrecision(3)));
}
