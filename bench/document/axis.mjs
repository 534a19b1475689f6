/** The marks of a logarithmic axis that holds these values: powers of ten, or 1, 2 and 5 of each where those would be few. */
export function ticks(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const from = Math.floor(Math.log10(least));
  const to = Math.ceil(Math.log10(most));
  const steps = Math.log10(most / least) > 1.5 ? [1] : [1, 2, 5];
  const all = [];
  for (let power = from; power <= to; power++) for (const step of steps) all.push(step * 10 ** power);
  const first = all.findLastIndex((tick) => tick <= least);
  const last = all.findIndex((tick) => tick >= most);
  return all.slice(first, last + 1);
}

/** Value → place between two others, by the logarithm. */
export function logarithmic([least, most], [start, end]) {
  const span = Math.log(most / least);
  return (value) => start + (Math.log(value / least) / span) * (end - start);
}

/** 0.1, 20, 5k, 10M */
export function shortNumber(value) {
  if (value >= 1e6) return `${value / 1e6}M`;
  return value >= 1000 ? `${value / 1000}k` : String(Number(value.toPrecision(1)));
}
