import type { Context } from "./command.js";
import type { FlagDocument } from "./model/document.js";

/** Says of each flag that stands in the file more than once that it does. */
export function noticeDuplicates(context: Pick<Context, "notice">, document: FlagDocument): void {
  for (const { key, lines } of document.duplicates()) noticeDuplicate(context, key, lines);
}

export function noticeDuplicate(context: Pick<Context, "notice">, key: string, lines: readonly number[]): void {
  context.notice(
    `flag ${JSON.stringify(key)} stands on lines ${lines.join(" and ")}: the last one counts, edits are refused`,
  );
}
