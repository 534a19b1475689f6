import { commandLine } from "../command-line.js";
import { describe } from "../model/describe.js";
import { differenceInWords, fieldDifferences, untoldDifferences, type FieldDifference } from "../model/diff.js";
import { effectOf } from "../model/effect.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { isDamaged, readable } from "../model/parse-flag.js";
import { isRollout } from "../model/state.js";
import type { Comparison } from "../preview/compare.js";
import { previewKeys } from "../preview/json.js";
import { examplesInWords, noticedInWords, stepInWords } from "../preview/words.js";
import { bar } from "../term/bar.js";
import { countOf } from "../term/count.js";
import { safe } from "../term/escape.js";
import { renderFields, type Field } from "../term/fields.js";
import { sentence } from "../term/sentence.js";
import type { View } from "../term/view.js";
import type { FlagMutation, Mutation } from "./mutation.js";

/** What a mutation did, for people: each flag before and after, what that does to users, the file, the way back. */
export async function renderMutation(mutation: Mutation, view: View): Promise<string> {
  const { changes } = mutation;
  if (changes.length === 0) return sentence(`nothing to change in ${safe(mutation.file)}`, view);
  const changed = changes.filter((change) => change.action !== "unchanged");
  const whole = changed.length === 0 ? [] : whereAndBack(mutation, changed);
  const blocks = await Promise.all(
    // What is said of the whole stands in the block of the only flag, else in one of its own.
    changes.map((change) => renderChange(change, mutation, changes.length === 1 ? whole : [], view)),
  );
  if (changes.length > 1 && whole.length > 0) blocks.push(await renderFields([...together(mutation), ...whole], view));
  return blocks.join(view.isTTY ? "\n" : "");
}

async function renderChange(
  change: FlagMutation,
  { dryRun, comparison, documents }: Mutation,
  more: readonly Field[],
  view: View,
): Promise<string> {
  const { paint } = view;
  const name = paint.bold(safe(change.flag));
  if (change.action === "unchanged") {
    const now = change.after === null ? "" : `: ${safe(describe(change.after))}`;
    return sentence(`${name} is unchanged${now}`, view);
  }
  const effect = effectOf(readable(change.before), readable(change.after));
  const fields = [
    ...beforeAndAfter(change, documents, view),
    ...(effect === null ? [] : [["effect", effect] satisfies Field]),
    ...previewFields(change, comparison),
    ...more,
  ];
  const verb = dryRun ? `would ${change.action.slice(0, -1)}` : change.action;
  const paintVerb = change.action === "deleted" ? paint.red : paint.green;
  return `${await sentence(`${paintVerb(verb)} ${name}`, view)}${await renderFields(fields, view, "  ")}`;
}

/** How many users notice any of several changes: what --max-flips goes by. */
function together({ changes, comparison }: Mutation): Field[] {
  const noticed = comparison && noticedInWords(comparison, changes.length);
  return noticed === null ? [] : [["together", noticed]];
}

/** How many users notice, and a few of them. */
function previewFields({ before, after, preview }: FlagMutation, comparison: Comparison | null): Field[] {
  if (preview === null || comparison === null) return [];
  const from = ["users", comparison.source] satisfies Field;
  const kept: Field[] = preview.kept === 0 ? [] : [["keep it", countOf(preview.kept)]];
  return [["preview", stepInWords(before, after, preview)], ...examplesInWords(preview), ...kept, from];
}

/** The file, and how to take back what was done to it. */
function whereAndBack(mutation: Mutation, changed: readonly FlagMutation[]): Field[] {
  const { file, createdFile, dryRun } = mutation;
  const [only, ...others] = changed.map((change) => undoCommand(mutation, change.flag));
  return [
    ["file", { lines: [createdFile ? `${file} (new)` : file] }],
    dryRun
      ? ["dry run", "nothing was changed"]
      : ["undo", { lines: [others.length === 0 && only !== undefined ? only : undoCommand(mutation)] }],
  ];
}

/** What takes a mutation back, as it has to be typed: on the same file. */
export function undoCommand({ fileOption }: Pick<Mutation, "fileOption">, flag?: string): string {
  return commandLine({ name: "undo", words: flag === undefined ? [] : [flag] }, fileOption);
}

/** Who got the flag before and after, and what else differs. */
function beforeAndAfter(change: FlagMutation, documents: Mutation["documents"], view: View): Field[] {
  const { before, after } = change;
  const had = before === null ? null : inWords(before, view);
  const has = after === null ? null : inWords(after, view);
  return [
    ...(had === null || had === has ? [] : [["before", had] satisfies Field]),
    ...(has === null || had === has ? [] : [["after", has] satisfies Field]),
    ...otherDifferences(change, documents).map((difference): Field => [
      difference.field,
      differenceInWords(difference),
    ]),
  ];
}

/** By what is stored, as the history tells it. Of a new flag, the metadata is all that may be worth a line. */
function otherDifferences(
  { flag, before, after }: FlagMutation,
  documents: Mutation["documents"],
): readonly FieldDifference[] {
  if (after === null) return [];
  const had = documents.before.text(flag);
  const has = documents.after.text(flag);
  if (before !== null && had !== undefined && has !== undefined)
    return untoldDifferences(before, after, fieldDifferences(had, has));
  return isDamaged(after) ? [] : fieldDifferences('{"metadata":{}}', JSON.stringify({ metadata: after.metadata }));
}

/** What `--json` prints for a command that names one flag. */
export function mutationJson(mutation: Mutation): unknown {
  const [change] = mutation.changes;
  if (change === undefined) return frameJson(mutation);
  return { ...changeJson(change, mutation.comparison), changed: change.action !== "unchanged", ...frameJson(mutation) };
}

/** What `--json` prints for a command that names several. */
export function mutationListJson(mutation: Mutation): unknown {
  const { changes, comparison } = mutation;
  return {
    changes: changes.map((change) => changeJson(change, comparison)),
    ...togetherJson(mutation),
    ...frameJson(mutation),
  };
}

/** One change as `--json` prints it; `preview` is there where one was asked for. */
export function changeJson({ preview, ...change }: FlagMutation, comparison: Comparison | null): object {
  return { ...change, ...previewKeys(preview, comparison?.uncounted.get(change.flag)) };
}

/** The preview of all flags together: of one alone, its own. */
function togetherJson({ changes, comparison }: Mutation): object {
  const [first, ...others] = changes;
  if (first === undefined || comparison === null) return {};
  const { users, flipped, uncounted } = comparison;
  if (others.length === 0 || uncounted.size === changes.length)
    return previewKeys(first.preview, uncounted.get(first.flag));
  return { preview: { users, flipped, uncounted: [...uncounted.keys()] } };
}

function frameJson({ file, createdFile, dryRun, reason }: Mutation) {
  return { file, created_file: createdFile, dry_run: dryRun, reason };
}

/** A rollout as a bar, anything else in words. */
function inWords(flag: Flag | DamagedFlag, view: View): string {
  return isRollout(flag) ? `${bar(flag.percentage, view)} of users` : describe(flag);
}
