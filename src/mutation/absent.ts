import type { Context } from "../command.js";
import { shownItems, someNames } from "../model/describe.js";
import type { Flag } from "../model/flag.js";
import { readable } from "../model/parse-flag.js";
import type { Update } from "../store/store.js";
import { closest } from "../term/suggest.js";

/** The ids of a longer list are all close to one another. */
const mostCompared = 1000;

/** What a command takes out of a flag. */
export interface Removal {
  /** "among the tiers", "in the metadata" */
  readonly where: string;
  /** What is there, of which something goes. */
  readonly items: (flag: Flag) => readonly string[];
  /** Those that are to go, and are not there. */
  readonly absent: (flag: Flag) => readonly string[];
}

/** Says what was to be taken out and is not there: after a slip of the finger, what was meant still is. */
export function noticeAbsent(context: Context, { before, after }: Update, key: string, removal: Removal): void {
  const had = readable(before.get(key) ?? null);
  const has = readable(after.get(key) ?? null);
  const absent = had === null ? [] : removal.absent(had);
  if (has === null || absent.length === 0) return;
  const left = removal.items(has);
  const compared = left.length > mostCompared ? [] : left;
  const close = new Set(absent.slice(0, shownItems).flatMap((item) => closest(item, compared, 1)));
  const meant = close.size === 0 ? "" : `; did you mean ${[...close].join(", ")}?`;
  context.notice(`not ${removal.where} of ${key}: ${someNames(absent)}${meant}`);
}
