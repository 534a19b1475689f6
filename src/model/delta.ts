import type { FlagDelta } from "./change.js";

/** Where flags stand, and in what order; as much of a document as it takes to compare two. */
export interface FlagTexts {
  keys(): Iterable<string>;
  has(key: string): boolean;
  text(key: string): string | undefined;
}

/** How two texts of a flag are compared; null: there was none. */
export type SameText = (before: string | null, after: string | null) => boolean;

/** The flags among these keys that differ, in the order of the file: those that were there before, then the new ones. */
export function deltasBetween(
  before: FlagTexts,
  after: FlagTexts,
  keys: ReadonlySet<string>,
  isSame: SameText = (one, other) => one === other,
): FlagDelta[] {
  const deltas: FlagDelta[] = [];
  const walk = (document: FlagTexts, isSeen: (key: string) => boolean): void => {
    let follows: string | null = null;
    for (const key of document.keys()) {
      if (keys.has(key) && !isSeen(key)) {
        const delta = { key, before: before.text(key) ?? null, after: after.text(key) ?? null, follows };
        if (!isSame(delta.before, delta.after)) deltas.push(delta);
      }
      follows = key;
    }
  };
  walk(before, () => false);
  walk(after, (key) => before.has(key));
  return deltas;
}
