import type { FlagDelta } from "./change.js";
import type { FlagDocument } from "./document.js";

/** How two texts of a flag are compared; null: there was none. */
export type SameText = (before: string | null, after: string | null) => boolean;

/** The flags among these keys that differ, in the order of the file: those that were there before, then the new ones. */
export function deltasBetween(
  before: FlagDocument,
  after: FlagDocument,
  keys: ReadonlySet<string>,
  isSame: SameText = (one, other) => one === other,
): FlagDelta[] {
  const added = [...keys].filter((key) => !before.has(key));
  return [...inOrderOf(before, keys), ...inOrderOf(after, added)].filter((delta) => !isSame(delta.before, delta.after));

  function inOrderOf(document: FlagDocument, wanted: Iterable<string>): FlagDelta[] {
    return [...wanted]
      .map((key) => ({ key, position: document.position(key) }))
      .filter(({ position }) => position >= 0)
      .sort((one, other) => one.position - other.position)
      .map(({ key }) => ({
        key,
        before: before.text(key) ?? null,
        after: after.text(key) ?? null,
        follows: document.keyBefore(key),
      }));
  }
}
