import { blindness } from "./blind-spots.js";
import type { FlagPreview } from "./compare.js";

/** The keys that tell of a preview where one was asked for; of what the users tell nothing, why there is none. */
export function previewKeys(preview: FlagPreview | null | undefined, isUncounted: boolean): object {
  if (preview) return { preview: previewJson(preview) };
  return isUncounted ? { preview: null, no_preview: blindness } : {};
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
