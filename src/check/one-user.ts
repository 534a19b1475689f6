import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { emailDomain } from "../eval/email-domain.js";
import { evaluate } from "../eval/evaluate.js";
import type { Evaluation } from "../eval/evaluation.js";
import { explain } from "../eval/explain.js";
import type { Flip } from "../eval/flip.js";
import { flipsOf } from "../eval/flips.js";
import { PreparedFlag } from "../eval/prepared-flag.js";
import { stepsOf, type Step } from "../eval/steps.js";
import { unknownFlag } from "../model/unknown-flag.js";
import type { DamagedFlag, Flag, User } from "../model/flag.js";
import { isDamaged, parseFlag } from "../model/parse-flag.js";
import { noticeDuplicates } from "../notice-duplicates.js";
import type { FlagStore } from "../store/store.js";
import { flipCommand } from "./flip-command.js";

export { renderAnswer as renderOne } from "./answer-view.js";

/** One flag's answer for one user, or for nobody in particular, with what led to it and what would turn it. */
export interface OneAnswer {
  readonly kind: "one";
  readonly evaluation: Evaluation;
  readonly flag: Flag | DamagedFlag;
  readonly user: User | undefined;
  readonly steps: readonly Step[];
  /** The text whose MD5 gives the bucket; null where none was computed. */
  readonly hashInput: string | null;
  /** What turns the answer, nearest first, and what has to be typed for it. */
  readonly flips: readonly (Flip & { readonly command: string | null })[];
  readonly at: string | null;
  /** False where another program may have changed the flag before `at`. */
  readonly certain: boolean;
  readonly file: string;
}

/** @param at as of then, from the history; undefined: now */
export async function checkOne(
  context: Context,
  name: string,
  user: User | undefined,
  at: Date | undefined,
): Promise<OneAnswer> {
  const store = context.openStore();
  const { flag, certain, mayEdit } =
    at === undefined ? await flagNow(context, store, name) : await flagAsOf(context, store, name, at);
  if (isDamaged(flag)) context.notice(`flag ${JSON.stringify(name)} can't be read, so it is off`);
  const answer = answerFor(name, flag, user, { file: store.location, option: context.global.file, mayEdit });
  // What was is not to be turned any more.
  return at === undefined ? answer : { ...answer, flips: [], at: at.toISOString(), certain };
}

interface Where {
  readonly file: string;
  /** As `--file` named it, which a next command has to name too. */
  readonly option: string | undefined;
  /** Whether ff would edit the file. */
  readonly mayEdit: boolean;
}

/** The answer of a flag as it stands now. */
export function answerFor(
  name: string,
  flag: Flag | DamagedFlag,
  user: User | undefined,
  { file, option, mayEdit }: Where,
): OneAnswer {
  const prepared = isDamaged(flag) ? flag : new PreparedFlag(flag);
  const evaluation = evaluate(prepared, name, user);
  const steps = stepsOf(prepared, user, evaluation.detail);
  const last = steps.at(-1);
  const flips = isDamaged(flag) ? [] : flipsOf(flag, user, evaluation, mayEdit);
  return {
    kind: "one",
    evaluation,
    flag,
    user,
    steps,
    hashInput: last !== undefined && "hash_input" in last ? last.hash_input : null,
    flips: flips.map((flip) => ({ ...flip, command: flipCommand(flip, { flag: name, user, file: option }) })),
    at: null,
    certain: true,
    file,
  };
}

export function oneJson({ evaluation, user, steps, hashInput, flips, at, certain, file }: OneAnswer): unknown {
  return {
    flag: evaluation.flag,
    user: user?.userId ?? null,
    enabled: evaluation.enabled,
    variant: evaluation.variant,
    strategy: evaluation.strategy,
    reason: evaluation.reason,
    hash_input: hashInput,
    bucket: evaluation.bucket,
    position: evaluation.position,
    percentage: evaluation.percentage,
    threshold: evaluation.percentage,
    error_code: evaluation.errorCode,
    explanation: explain(evaluation.detail),
    detail: evaluation.detail,
    steps,
    flips: flips.map((flip) => ({ ...flip, change: changeJson(flip, evaluation.flag) })),
    email: user?.email ?? null,
    email_domain: user === undefined ? null : emailDomain(user),
    tier: user?.tier ?? null,
    attributes: user?.customAttributes ?? {},
    at,
    certain,
    file,
  };
}

/** A change of the flag is a step as it stands in the file of `ff apply`. */
function changeJson({ change }: Flip, flag: string): unknown {
  if ("user" in change) return change;
  const { op, ...given } = change;
  return { op, flag, ...given };
}

interface Found {
  readonly flag: Flag | DamagedFlag;
  readonly certain: boolean;
  /** Whether ff would edit the file. */
  readonly mayEdit: boolean;
}

async function flagNow(context: Context, store: FlagStore, name: string): Promise<Found> {
  const found = await store.readFlag(name);
  if (found === undefined) {
    const { withCloseNames } = await import("../close-names.js");
    throw await withCloseNames(unknownFlag(name), store);
  }
  const { flag, duplicateLines } = found;
  if (duplicateLines.length > 0) noticeDuplicates(context, [{ key: name, lines: duplicateLines }]);
  return { flag, certain: true, mayEdit: duplicateLines.length === 0 };
}

async function flagAsOf(context: Context, store: FlagStore, name: string, at: Date): Promise<Found> {
  const { readAsOf } = await import("../history/read-as-of.js");
  const { text, doubt } = await readAsOf(store, name, at, () => context.now());
  if (text === null) throw await notThere(store, name, at, doubt);
  if (doubt !== null) context.notice(`${doubt}; this is the answer from before that`);
  return { flag: parseFlag(name, JSON.parse(text)), certain: doubt === null, mayEdit: false };
}

/** A flag that was not there, or of which that is not certain. */
async function notThere(store: FlagStore, name: string, at: Date, doubt: string | null): Promise<FfError> {
  const hint = { text: "see its changes", command: { name: "log", words: [name] } };
  const then = `flag ${JSON.stringify(name)} at ${at.toISOString()}`;
  if (doubt !== null)
    return new FfError("HISTORY_NOT_FOUND", `it is not certain whether there was a ${then}: ${doubt}`, { hint });
  const { mustBeKnown } = await import("../history/log.js");
  await mustBeKnown(name, store, (await store.history()).entries);
  return new FfError("FLAG_NOT_FOUND", `there was no ${then}`, { hint });
}
