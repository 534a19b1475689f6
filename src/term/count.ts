/** A number of users and the like: `1,250`. */
export function countOf(number: number): string {
  return number.toLocaleString("en-US");
}

/** The same with its noun: `1 user`, `1,250 users`. */
export function counted(number: number, noun: string): string {
  return `${countOf(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** A difference of counts: `+1,250`, `-3`, `0`. */
export function signed(number: number): string {
  const whole = Math.round(number);
  return `${whole > 0 ? "+" : ""}${countOf(whole === 0 ? 0 : whole)}`;
}

/** A share in percent, of two decimals: only nobody is 0 and only everybody 100. */
export function shownPercentOf(part: number, whole: number): number {
  return part === 0 ? 0 : twoDecimals((100 * part) / whole);
}

/** A percentage of two decimals: only what is 0 becomes 0, and only what is 100, 100. */
export function twoDecimals(percent: number): number {
  if (percent === 0 || percent === 100) return percent;
  return Math.min(99.99, Math.max(0.01, Math.round(percent * 100) / 100));
}
