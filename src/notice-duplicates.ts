import type { Context } from "./command.js";
import type { FlagDocument } from "./model/document.js";

/** Says which flags stand in the file more than once: all of them, or this one where it does. */
export function noticeDuplicates(context: Pick<Context, "notice">, document: FlagDocument, name?: string): void {
  for (const { key, lines } of document.duplicates())
    if (name === undefined || name === key) noticeDuplicate(context, key, lines);
}

export function noticeDuplicate(context: Pick<Context, "notice">, key: string, lines: readonly number[]): void {
  context.notice(
    `flag ${JSON.stringify(key)} stands on lines ${lines.join(" and ")}: the last one counts, edits are refused`,
  );
}
