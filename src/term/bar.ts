import type { View } from "./view.js";

/** A percentage as a bar and in figures: `██████░░░░ 60%`. Only 0 is drawn empty and only 100 full. */
export function bar(percent: number, view: Pick<View, "unicode">, width = 20): string {
  const rounded = Math.round((percent / 100) * width);
  const least = percent > 0 ? 1 : 0;
  const most = percent < 100 ? width - 1 : width;
  const filled = Math.min(most, Math.max(least, rounded));
  const [full, empty] = view.unicode ? ["█", "░"] : ["#", "-"];
  return `${full.repeat(filled)}${empty.repeat(width - filled)} ${percent}%`;
}
