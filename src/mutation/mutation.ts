import { withCloseNames } from "../close-names.js";
import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import type { FlagDelta } from "../model/change.js";
import { emptyDocumentText, FlagDocument } from "../model/document.js";
import type { DocumentEdit } from "../model/edits.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import type { FlagStore, Update } from "../store/store.js";
import type { MutationOptions } from "./options.js";

/** What happened to one flag. */
export interface FlagMutation {
  readonly flag: string;
  readonly action: "created" | "updated" | "deleted" | "unchanged";
  readonly before: Flag | DamagedFlag | null;
  readonly after: Flag | DamagedFlag | null;
}

/** What a mutating command did, or with `--dry-run` would do. */
export interface Mutation {
  readonly file: string;
  readonly createdFile: boolean;
  readonly dryRun: boolean;
  readonly reason: string | null;
  readonly changes: readonly FlagMutation[];
  /** The file as `--file` named it, which a next command has to name too; null where it was found without. */
  readonly fileOption: string | null;
  /** The whole file before and after. */
  readonly documents: Pick<Update, "before" | "after">;
}

/** How one mutating command goes about it. */
export interface MutationRequest {
  /** For the history. */
  readonly command: string;
  readonly edit: DocumentEdit;
  /** The flags that the command names, changed or not. */
  readonly flags: readonly string[];
  /** Whether a missing flags file is made, rather than an error. */
  readonly mayCreateFile: boolean;
  readonly undoes?: ReadonlyMap<string, string>;
}

/** Edits the flags file, or only tries: with `--dry-run` the same edit is made in memory. */
export async function mutate(context: Context, options: MutationOptions, request: MutationRequest): Promise<Mutation> {
  const store = request.mayCreateFile ? context.openStoreOrNew(options) : context.openStore(options);
  const { dryRun = false, reason = null } = options;
  const meta = { actor: context.actor, command: request.command, reason, undoes: request.undoes };
  try {
    const update = dryRun
      ? await tryOut(store, context.now(), request)
      : await store.update(request.edit, meta, { signal: context.signal });
    if (update.outside.length > 0) context.notice(outsideNotice(update.outside, store.location));
    const deltas = new Map(update.deltas.map((delta) => [delta.key, delta]));
    const changes = request.flags.map((flag) => mutationOf(flag, deltas.get(flag), update));
    return {
      file: store.location,
      createdFile: update.createdFile,
      dryRun,
      reason,
      changes,
      fileOption: context.global.file ?? null,
      documents: update,
    };
  } catch (error) {
    throw error instanceof FfError && error.unknownFlags.length > 0 ? await withCloseNames(error, store) : error;
  }
}

async function tryOut(store: FlagStore, now: Date, { edit, mayCreateFile }: MutationRequest): Promise<Update> {
  let before;
  let createdFile = false;
  try {
    before = await store.read();
  } catch (error) {
    if (!(mayCreateFile && error instanceof FfError && error.code === "FILE_NOT_FOUND")) throw error;
    before = FlagDocument.fromText(emptyDocumentText, store.location);
    createdFile = true;
  }
  const { document: after, deltas } = before.apply(edit(before, now));
  return { before, after, deltas, createdFile, outside: [] };
}

function mutationOf(flag: string, delta: FlagDelta | undefined, { before, after }: Update): FlagMutation {
  const action =
    delta === undefined
      ? "unchanged"
      : delta.before === null
        ? "created"
        : delta.after === null
          ? "deleted"
          : "updated";
  return { flag, action, before: before.get(flag) ?? null, after: after.get(flag) ?? null };
}

function outsideNotice(outside: readonly FlagDelta[], file: string): string {
  const names = outside.slice(0, 5).map((delta) => delta.key);
  const more = outside.length > names.length ? ` and ${outside.length - names.length} more` : "";
  return `${file} had been changed outside ff (${names.join(", ")}${more}); the history now says so`;
}
