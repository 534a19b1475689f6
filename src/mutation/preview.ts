import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { describe } from "../model/describe.js";
import { changeInWords } from "../model/diff.js";
import { effectOf } from "../model/effect.js";
import { readable } from "../model/parse-flag.js";
import { goesByList, noticeBlindSpots } from "../preview/blind-spots.js";
import { compare } from "../preview/compare.js";
import type { ChangedFlag } from "../preview/flag-count.js";
import { noticeStrangers } from "../preview/strangers.js";
import { previewInWords } from "../preview/words.js";
import type { Update } from "../store/store.js";
import { syntheticUsers, type UserSource } from "../users/user-source.js";
import { usersOf } from "../users/users-option.js";
import { checkFlips } from "./max-flips.js";
import type { FlagMutation, Mutation } from "./mutation.js";
import type { MutationOptions } from "./options.js";

/** Who is asked to consent sees this many users, where `--preview` does not name others. */
const usersForConsent = 10_000;

/** The users that a change is tried on; null where it is not. */
export async function previewUsers(context: Context, options: MutationOptions): Promise<UserSource | null> {
  const { preview, maxFlips } = options;
  if (preview !== undefined) return usersOf(context, preview);
  if (maxFlips !== undefined)
    throw new FfError("USAGE", "--max-flips needs users to count", {
      hint: "add --preview users.csv, or --preview 10000 for synthetic ids",
    });
  return isAsked(options) ? syntheticUsers(usersForConsent) : null;
}

/** What a change does to users, as far as they tell, and the notice of what they don't. */
interface Tried extends Pick<Mutation, "comparison"> {
  readonly notice: () => void;
}

/** @throws FfError TOO_MANY_FLIPS, or USAGE where a limit is to be held and the users can't tell */
export async function tryOnUsers(
  context: Context,
  users: UserSource | null,
  flags: readonly ChangedFlag[],
  { preview, maxFlips }: MutationOptions,
): Promise<Tried> {
  if (users === null) return { comparison: null, notice: () => undefined };
  // Whoever is only asked to consent is told whom a list names, which says more than how many of made-up ids that are.
  if (preview === undefined) {
    const comparison = await compare(flags.filter(isByNoList), users);
    return { comparison, notice: () => undefined };
  }
  const comparison = await compare(flags, users);
  checkFlips(comparison, maxFlips);
  const notice = (): void => {
    noticeBlindSpots(context, comparison.uncounted);
    if (users.isSynthetic) noticeStrangers(context, flags, comparison.users);
  };
  return { comparison, notice };
}

function isByNoList({ before, after }: ChangedFlag): boolean {
  return ![before, after].some(goesByList);
}

/** Where questions were asked, the last one is whether to go ahead; null where nothing was asked. */
export function consentTo(context: Context, options: MutationOptions) {
  if (!isAsked(options)) return null;
  const { prompts } = context;
  if (prompts === null) return null;
  return async (changes: readonly FlagMutation[]): Promise<void> => {
    const whom = options.preview === undefined ? "synthetic ids" : undefined;
    const told = changes.filter(({ action }) => action !== "unchanged").map((change) => inWords(change, whom));
    if (!(await prompts.confirm(`${told.join("; ")}. Go ahead?`, { default: false })))
      throw new FfError("CANCELLED", "Cancelled");
  };
}

/** The flags that a command names, before and after. */
export function namedFlags({ before, after }: Update, flags: readonly string[]): ChangedFlag[] {
  return flags.map((key) => ({ key, before: before.get(key), after: after.get(key) }));
}

/**
 * "new_dashboard: 10% of users → 25% of users, 1,503 of 10,000 synthetic ids gain it, nobody loses it".
 * @param whom what the users are that nobody has named
 */
function inWords({ flag, before, after, preview }: FlagMutation, whom: string | undefined): string {
  const effect = preview === null ? effectOf(readable(before), readable(after)) : previewInWords(preview, whom);
  if (before === null && after !== null) return `${flag} would be created: ${joined(describe(after), effect)}`;
  if (before !== null && after === null) return `${flag} would be deleted: ${joined(describe(before), effect)}`;
  const change = changeInWords(flag, before && JSON.stringify(before), after && JSON.stringify(after));
  return `${flag}: ${joined(change, effect)}`;
}

/** The effect of a new flag may say who gets it once more. */
function joined(change: string, effect: string | null): string {
  if (effect === null) return change;
  return effect.startsWith(change) ? effect : `${change}, ${effect}`;
}

function isAsked({ asked = false, dryRun = false }: MutationOptions): boolean {
  return asked && !dryRun;
}
