import type { Context } from "./command.js";
import { placesOf, type DuplicateFlag } from "./model/duplicates.js";

/**
 * Says which flags stand in a file more than once.
 * @param file where it is not the flags file, of which edits are refused then
 */
export function noticeDuplicates(
  context: Pick<Context, "notice">,
  duplicates: readonly DuplicateFlag[],
  file?: string,
): void {
  const [first, ...others] = duplicates;
  if (first === undefined) return;
  const of = file === undefined ? "" : ` of ${file}`;
  const what =
    others.length === 0
      ? `flag ${JSON.stringify(first.key)} stands on lines ${first.lines.join(" and ")}${of}`
      : `flags${of} stand more than once (${placesOf(duplicates)})`;
  context.notice(`${what}: the last one counts${file === undefined ? ", edits are refused" : ""}`);
}
