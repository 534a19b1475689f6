import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import type { DocumentEdit } from "../model/edits.js";
import type { JsonValue } from "../model/flag.js";
import { mutate, type Mutation } from "../mutation/mutation.js";
import type { WriteOptions } from "../mutation/options.js";
import { mendedFields } from "./rules/mend.js";
import type { Validation } from "./rules/validate-file.js";

/** The flags with something to mend. None where a flag stands in the file twice: nobody can tell which of them is meant. */
export function flagsToMend(context: Context, { problems }: Validation): readonly string[] {
  const flags = [...new Set(problems.flatMap(({ fixable, flag }) => (fixable && flag !== null ? [flag] : [])))];
  if (flags.length === 0 || !problems.some(({ rule }) => rule === "duplicate-flag")) return flags;
  context.notice("a file in which a flag stands twice is not mended: remove the one that is not meant first");
  return [];
}

/**
 * Mends what changes nobody's flags, in the way of all edits: under the lock, into the history, only the bytes in question.
 * @param path the file, where it is not the one in use
 */
export function mendFile(
  context: Context,
  options: WriteOptions,
  path: string | undefined,
  flags: readonly string[],
): Promise<Mutation> {
  return mutate(context, options, { command: "validate", edit: mend(flags), flags, mayCreateFile: false, path });
}

/** By what stands there at the moment of writing: a flag may have changed, or gone, since it was checked. */
function mend(flags: readonly string[]): DocumentEdit {
  return (document, now) =>
    flags.flatMap((key) => {
      const text = document.text(key);
      const fields = text === undefined ? [] : mendedFields(JSON.parse(text) as JsonValue, now);
      return fields.length === 0 ? [] : [{ kind: "set", key, fields }];
    });
}

/** Keeps which files were mended before another one failed. */
export function afterMending(error: unknown, mended: readonly Mutation[]): unknown {
  if (!(error instanceof FfError)) return error;
  const { code, message, hints, location, cause } = error;
  const changedBefore = mended.map(({ file }) => file);
  return new FfError(code, message, { hint: hints, cause, changedBefore, ...(location && { location }) });
}
