import type { Context } from "../command.js";
import { combine } from "../model/combine.js";
import { someNames } from "../model/describe.js";
import { mutate, type Mutation } from "../mutation/mutation.js";
import { mustExist, type UpsertOptions } from "../mutation/options.js";
import { noticeFraction } from "../mutation/upsert.js";
import type { Update } from "../store/store.js";
import { parseChangesFile } from "./changes-file.js";

export interface ApplyOptions extends UpsertOptions {
  /** The changes file, `-` for standard input. */
  readonly changes: string;
}

/**
 * Makes the changes that a file lists, in one transaction.
 * @throws FfError as `mutate` does; USAGE or IO for the changes file
 */
export async function apply(context: Context, options: ApplyOptions): Promise<Mutation> {
  const strict = mustExist(context, options);
  const name = options.changes === "-" ? "standard input" : options.changes;
  const bytes = await context.readInput(options.changes);
  const { reason, steps, creations } = parseChangesFile(bytes, name, strict ? "must exist" : "either");
  const flags = [...new Set(steps.map((step) => step.flag))];
  const tell = ({ deltas }: Update, isMade: boolean): void => {
    const created = deltas.filter(({ key, before }) => before === null && !creations.has(key)).map(({ key }) => key);
    if (created.length > 0)
      context.notice(`flags that were not there and ${isMade ? "are" : "would be"} created: ${someNames(created)}`);
  };
  const request = { command: "apply", edit: combine(steps), flags, mayCreateFile: !strict, tell };
  const mutation = await mutate(context, { ...(reason !== undefined && { reason }), ...options }, request);
  for (const change of mutation.changes) noticeFraction(context, change);
  return mutation;
}
