import { describe } from "../model/describe.js";
import { differenceInWords, fieldDifferences } from "../model/diff.js";
import { effectOf } from "../model/effect.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import { bar } from "../term/bar.js";
import { safe } from "../term/escape.js";
import { renderFields, type Field } from "../term/fields.js";
import type { View } from "../term/view.js";
import type { FlagMutation, Mutation } from "./mutation.js";

/** What a mutation did, for people: each flag before and after, what that does to users, the file, the way back. */
export async function renderMutation(mutation: Mutation, view: View): Promise<string> {
  const blocks = await Promise.all(mutation.changes.map((change) => renderChange(change, mutation, view)));
  return blocks.join("\n");
}

async function renderChange(change: FlagMutation, mutation: Mutation, view: View): Promise<string> {
  const { paint } = view;
  const name = paint.bold(safe(change.flag));
  if (change.action === "unchanged") {
    const now = change.after === null ? "" : `: ${safe(describe(change.after))}`;
    return `${name} is unchanged${now}\n`;
  }
  const verb = mutation.dryRun ? `would be ${change.action}` : change.action;
  const effect = effectOf(readable(change.before), readable(change.after));
  const fields: Field[] = [
    ...comparison(change, view),
    ...(effect === null ? [] : [["effect", effect] satisfies Field]),
    ["file", mutation.createdFile ? `${mutation.file} (new)` : mutation.file],
    ...(mutation.dryRun ? [] : [["undo", `ff undo ${shellWord(change.flag)}`] satisfies Field]),
  ];
  const paintVerb = change.action === "deleted" ? paint.red : paint.green;
  return `${paintVerb(verb)} ${name}\n${await renderFields(fields, view)}`;
}

/** Who got the flag before and after; where that is the same, the fields that differ. */
function comparison({ before, after }: FlagMutation, view: View): Field[] {
  const had = before === null ? null : inWords(before, view);
  const has = after === null ? null : inWords(after, view);
  if (had === has && before !== null && after !== null)
    return fieldDifferences(JSON.stringify(before), JSON.stringify(after)).map((difference) => [
      difference.field,
      differenceInWords(difference),
    ]);
  return [
    ...(had === null ? [] : [["before", had] satisfies Field]),
    ...(has === null ? [] : [["after", has] satisfies Field]),
  ];
}

/** What `--json` prints for a command that names one flag. */
export function mutationJson(mutation: Mutation): unknown {
  const [change] = mutation.changes;
  return { ...change, changed: change?.action !== "unchanged", ...frameJson(mutation) };
}

/** What `--json` prints for a command that names several. */
export function mutationListJson(mutation: Mutation): unknown {
  return { changes: mutation.changes, ...frameJson(mutation) };
}

function frameJson({ file, createdFile, dryRun, reason }: Mutation) {
  return { file, created_file: createdFile, dry_run: dryRun, reason };
}

/** A rollout as a bar, anything else in words. */
function inWords(flag: Flag | DamagedFlag, view: View): string {
  const isRollout = !isDamaged(flag) && flag.enabled && flag.strategy === "percentage";
  return isRollout ? `${bar(flag.percentage, view)} of users` : describe(flag);
}

function readable(flag: Flag | DamagedFlag | null): Flag | null {
  return flag === null || isDamaged(flag) ? null : flag;
}

/** As it has to be typed in a shell. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
