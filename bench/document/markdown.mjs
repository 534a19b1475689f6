/** A table of these rows, the first one its head; whoever prints it lets prettier align the cells. */
export function markdownTable([head, ...rows]) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A number to about three digits, as people read it: 0, 0.94, 12.5, 1,250. */
export function readable(value) {
  if (value === 0 || value >= 100) return grouped.format(value);
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** Median, and the quartiles beside it. */
export function readableSpread({ median, low, high }) {
  return `${readable(median)} (${readable(low)}–${readable(high)})`;
}

/** When a run was made, in UTC to the minute. */
export const readableDate = (date) => `${date.slice(0, 16).replace("T", " ")} UTC`;
