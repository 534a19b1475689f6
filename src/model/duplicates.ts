import { shownItems } from "./describe.js";

/** A flag that stands in a file more than once, and on which lines. */
export interface DuplicateFlag {
  readonly key: string;
  readonly lines: readonly number[];
}

/** The first few with their lines, and how many more there are: after a bad merge, every flag stands there twice. */
export function placesOf(duplicates: readonly DuplicateFlag[]): string {
  const places = duplicates
    .slice(0, shownItems)
    .map(({ key, lines }) => `${JSON.stringify(key)} on lines ${lines.join(" and ")}`);
  const more = duplicates.length - places.length;
  return [...places, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
