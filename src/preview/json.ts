import type { BlindSpot } from "./blind-spots.js";
import type { FlagPreview } from "./flag-count.js";

/** The keys that tell of a preview where one was asked for; of what the users tell nothing, why there is none. */
export function previewKeys(preview: FlagPreview | null | undefined, blind: BlindSpot | undefined): object {
  if (preview) return { preview: previewJson(preview) };
  return blind === undefined ? {} : { preview: null, no_preview: blind.why };
}

/** A preview as `--json` prints it. */
function previewJson({ users, gained, lost, changedVariant, kept, unchanged, examples }: FlagPreview): object {
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
