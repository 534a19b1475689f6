import type { FlagPreview } from "./compare.js";

/** A preview as `--json` prints it. */
export function previewJson({ users, gained, lost, changedVariant, kept, unchanged, examples }: FlagPreview): object {
  return {
    users,
    gained,
    lost,
    changed_variant: changedVariant,
    kept,
    unchanged,
    flipped: gained + lost + changedVariant,
    examples: { gained: examples.gained, lost: examples.lost, changed_variant: examples.changedVariant },
  };
}
