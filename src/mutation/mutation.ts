import { withCloseNames } from "../close-names.js";
import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { moveInWords, movedUsers, type Move } from "../eval/moves.js";
import { applyChanges } from "../model/apply-changes.js";
import type { FlagDelta } from "../model/change.js";
import { someNames } from "../model/describe.js";
import { emptyDocumentText, FlagDocument } from "../model/document.js";
import type { DocumentEdit } from "../model/edits.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import type { Comparison } from "../preview/compare.js";
import type { FlagPreview } from "../preview/flag-count.js";
import type { FlagStore, Update } from "../store/store.js";
import type { MutationOptions } from "./options.js";
import { consentTo, namedFlags, previewUsers, tryOnUsers } from "./preview.js";

/** What happened to one flag. */
export interface FlagMutation {
  readonly flag: string;
  readonly action: "created" | "updated" | "deleted" | "unchanged";
  readonly before: Flag | DamagedFlag | null;
  readonly after: Flag | DamagedFlag | null;
  /** How it moves users who are in it already. */
  readonly moves: readonly Move[];
  /** What it does to users; null unless that was counted. */
  readonly preview: FlagPreview | null;
}

/** What a mutating command did, or with `--dry-run` would do. */
export interface Mutation {
  readonly file: string;
  readonly createdFile: boolean;
  readonly dryRun: boolean;
  readonly reason: string | null;
  readonly changes: readonly FlagMutation[];
  /** All changes together, as users see them; null unless `--preview` asked for it. */
  readonly comparison: Comparison | null;
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
  /** Asks for consent before anything is written: what was decided on is what is written. */
  readonly consent?: (changes: readonly FlagMutation[]) => Promise<void>;
  /** Says what else there is to know of the change, made or not: before a question about it, else when it is made. */
  readonly tell?: (update: Update, isMade: boolean) => void;
  /** The file to edit, where it is not the one in use. */
  readonly path?: string | undefined;
}

/** Edits the flags file, or only tries: with `--dry-run` the same edit is made in memory. */
export async function mutate(context: Context, options: MutationOptions, request: MutationRequest): Promise<Mutation> {
  const { path } = request;
  const store = request.mayCreateFile ? context.openStoreOrNew(options) : context.openStore({ ...options, path });
  try {
    const { update, comparison } = await carryOut(context, store, options, request);
    if (update.outside.length > 0) context.notice(outsideNotice(update.outside, store.location));
    const changes = mutationsOf(request.flags, update, comparison);
    return {
      file: store.location,
      createdFile: update.createdFile,
      dryRun: options.dryRun ?? false,
      reason: options.reason ?? null,
      changes,
      comparison,
      fileOption: path ?? context.global.file ?? null,
      documents: update,
    };
  } catch (error) {
    throw error instanceof FfError && error.unknownFlags.length > 0 ? await withCloseNames(error, store) : error;
  }
}

interface CarriedOut extends Pick<Mutation, "comparison"> {
  readonly update: Update;
}

/** Another program may change the flags while a preview is made or a person thinks; then all of it begins again. */
const mostAttempts = 5;

async function carryOut(
  context: Context,
  store: FlagStore,
  options: MutationOptions,
  request: MutationRequest,
): Promise<CarriedOut> {
  const meta = {
    actor: context.actor,
    command: request.command,
    reason: options.reason ?? null,
    undoes: request.undoes,
  };
  const write = (edit: DocumentEdit): Promise<Update> => store.update(edit, meta, { signal: context.signal });
  const users = await previewUsers(context, options);
  const consent = request.consent ?? consentTo(context, options);
  if (!options.dryRun && users === null && consent === null) {
    const update = await write(request.edit);
    warnOfMoves(context, update);
    request.tell?.(update, true);
    return { update, comparison: null };
  }
  for (let attempt = 1; ; attempt++) {
    const tried = await tryOut(store, context.now(), request);
    const flags = namedFlags(tried, request.flags);
    const { comparison, notice } = await tryOnUsers(context, users, flags, options);
    const tell = (isMade: boolean): void => {
      notice();
      warnOfMoves(context, tried);
      request.tell?.(tried, isMade);
    };
    if (options.dryRun || consent !== null) tell(false);
    if (options.dryRun) return { update: tried, comparison };
    if (tried.deltas.length > 0) await consent?.(mutationsOf(request.flags, tried, comparison));
    try {
      const update = await write(onlyIfAsTried(tried, request));
      // Told of the change that was made, not of one that another program overtook.
      if (consent === null) tell(true);
      return { update, comparison };
    } catch (error) {
      const mayTryAgain = error instanceof FlagsMoved && attempt < mostAttempts && users?.canRepeat !== false;
      if (!mayTryAgain) throw error;
    }
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
  const { document: after, deltas } = applyChanges(before, edit(before, now));
  return { before, after, deltas, createdFile, outside: [] };
}

/** The flags are no longer those that were shown. */
class FlagsMoved extends FfError {
  constructor(key: string) {
    super("CHANGED", `flag ${JSON.stringify(key)} was changed by another program meanwhile`, {
      hint: "run it again to see what it would do now",
    });
  }
}

/** The edit, where the flags it names still stand as they were when it was tried. */
function onlyIfAsTried({ before }: Update, { edit, flags }: MutationRequest): DocumentEdit {
  return (document, now) => {
    const moved = flags.find((key) => document.text(key) !== before.text(key));
    if (moved !== undefined) throw new FlagsMoved(moved);
    return edit(document, now);
  };
}

function mutationsOf(flags: readonly string[], update: Update, comparison: Comparison | null): FlagMutation[] {
  const deltas = new Map(update.deltas.map((delta) => [delta.key, delta]));
  return flags.map((flag) => {
    const before = update.before.get(flag) ?? null;
    const after = update.after.get(flag) ?? null;
    const preview = comparison?.flags.get(flag) ?? null;
    return { flag, action: actionOf(deltas.get(flag)), before, after, moves: movedUsers(before, after), preview };
  });
}

/** Users who are in a rollout or a test and lose their place: said, since nothing in the command names them. */
function warnOfMoves(context: Context, { deltas, before, after }: Update): void {
  for (const { key } of deltas)
    for (const move of movedUsers(before.get(key) ?? null, after.get(key) ?? null))
      context.notice(`${key}: ${moveInWords(move)}`);
}

function actionOf(delta: FlagDelta | undefined): FlagMutation["action"] {
  if (delta === undefined) return "unchanged";
  if (delta.before === null) return "created";
  return delta.after === null ? "deleted" : "updated";
}

function outsideNotice(outside: readonly FlagDelta[], file: string): string {
  const names = someNames(outside.map((delta) => delta.key));
  return `${file} had been changed outside ff (${names}); the history now says so`;
}
