/** A flag to put into the document, with its value as it is to stand. */
export interface PlacedFlag {
  readonly key: string;
  readonly valueText: string;
  /** The key to stand behind; null: to stand first; undefined: to stand last. */
  readonly follows: string | null | undefined;
}

/** Flags that go next to each other, behind `anchor`; null: in front of everything. */
export interface Placement {
  readonly anchor: string | null;
  readonly flags: readonly PlacedFlag[];
}

/**
 * Where new flags go, as if they were put in one after the other: each may stand behind one that came before it. What
 * they are to follow and is not there any more leaves them last.
 */
export function placementsOf(
  flags: readonly PlacedFlag[],
  isThere: (key: string) => boolean,
  last: string | null,
): Placement[] {
  const groups = new Map<string | null, PlacedFlag[]>();
  const anchors = new Map<string, string | null>();
  for (const flag of flags) {
    const { follows } = flag;
    const isAnchor = follows === null || (follows !== undefined && isThere(follows));
    const found = isAnchor || follows === undefined ? follows : anchors.get(follows);
    const anchor = found === undefined ? last : found;
    const group = groups.get(anchor) ?? [];
    const index = found === undefined ? group.length : group.findIndex(({ key }) => key === follows) + 1;
    group.splice(index, 0, flag);
    groups.set(anchor, group);
    anchors.set(flag.key, anchor);
  }
  return [...groups].map(([anchor, placed]) => ({ anchor, flags: placed }));
}
