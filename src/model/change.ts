import type { Flag, JsonValue } from "./flag.js";

/** One value inside a flag: `["percentage"]`, or deeper, `["metadata", "owner"]`. */
export interface FieldChange {
  readonly path: readonly [string, ...string[]];
  /** Undefined takes the key out. */
  readonly value: JsonValue | undefined;
}

/** What an edit asks of the document. A change names one flag by its key and touches nothing else. */
export type FlagChange =
  | { readonly kind: "create"; readonly key: string; readonly flag: Flag }
  | { readonly kind: "set"; readonly key: string; readonly fields: readonly FieldChange[] }
  | { readonly kind: "delete"; readonly key: string }
  /** Puts a new flag in the place of the one that is there. */
  | { readonly kind: "replace"; readonly key: string; readonly flag: Flag }
  /** Puts a flag's former text back, byte for byte; `follows` is the key it stood behind (null: it stood first). */
  | { readonly kind: "restore"; readonly key: string; readonly text: string; readonly follows: string | null };

/** What a change came to: the flag's own text in the file before and after (null: there was none). */
export interface FlagDelta {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The key that the flag stands, or stood, behind; null where it is the first. */
  readonly follows: string | null;
}
