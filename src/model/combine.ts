import { allTogether, FfError } from "../errors.js";
import { applyChanges } from "./apply-changes.js";
import type { FlagChange } from "./change.js";
import type { DocumentEdit } from "./edits.js";

/** One step of a transaction: an edit of one flag, and what to call the step where it fails. */
export interface Step {
  readonly flag: string;
  readonly edit: DocumentEdit;
  /** Puts the step's place into its error. */
  readonly explain: (error: FfError) => FfError;
}

/**
 * Several edits as one: each sees what those before it did to its flag.
 * @throws FfError from the edit, naming every step that is refused
 */
export function combine(steps: readonly Step[]): DocumentEdit {
  return (document, now) => {
    const changes: FlagChange[] = [];
    const errors: FfError[] = [];
    let current = document;
    let pending: FlagChange[] = [];
    const touched = new Set<string>();
    for (const step of steps) {
      // Steps on different flags do not see each other, so the text is only made anew for a flag that comes again.
      if (touched.has(step.flag)) {
        current = applyChanges(current, pending).document;
        pending = [];
        touched.clear();
      }
      try {
        const own = step.edit(current, now);
        changes.push(...own);
        pending.push(...own);
        touched.add(step.flag);
      } catch (error) {
        if (!(error instanceof FfError)) throw error;
        const isGone = error.code === "FLAG_NOT_FOUND" && document.has(step.flag);
        errors.push(step.explain(isGone ? deletedBefore(step.flag) : error));
      }
    }
    if (errors.length > 0) throw allTogether(errors);
    return withReplacements(changes);
  };
}

/**
 * A flag that is deleted and made anew is one flag that changes, and keeps its place in the file: an undo, which knows
 * of the two together, could not put it back there.
 */
function withReplacements(changes: readonly FlagChange[]): FlagChange[] {
  const result: FlagChange[] = [];
  /** Where the newest change of each flag stands among them. */
  const newest = new Map<string, number>();
  for (const change of changes) {
    const place = newest.get(change.key);
    if (change.kind === "create" && place !== undefined && result[place]?.kind === "delete") {
      result[place] = { kind: "replace", key: change.key, flag: change.flag };
    } else {
      newest.set(change.key, result.push(change) - 1);
    }
  }
  return result;
}

/** The file has the flag, so that no other name can be meant. */
function deletedBefore(flag: string): FfError {
  return new FfError("FLAG_NOT_FOUND", `no flag ${JSON.stringify(flag)} any more: a change before deletes it`, {
    hint: "leave one of the two out, or put them in the other order",
  });
}
