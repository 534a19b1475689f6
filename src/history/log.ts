import { withCloseNames } from "../close-names.js";
import { unknownFlag } from "../model/unknown-flag.js";
import { groupSizes } from "../store/history-entry.js";
import type { FlagStore, HistoryEntry } from "../store/store.js";

/** Which changes are asked for; all where nothing is said. */
export interface LogQuery {
  readonly name?: string | undefined;
  readonly since?: Date | undefined;
  /** Only the newest so many. */
  readonly limit?: number | undefined;
}

/** What the history has of it. */
export interface Log {
  /** Newest first. A change made outside that can't be told flag by flag may be one of any flag. */
  readonly entries: readonly HistoryEntry[];
  /** By group, how many changes were made together: more than are here, where others were not asked for. */
  readonly sizes: ReadonlyMap<string, number>;
  /** What has to be said beside them: why there are none, and that the file has moved on since. */
  readonly notes: readonly string[];
}

/** @throws FfError FLAG_NOT_FOUND for a name that is neither in the file nor in its history */
export async function readLog(store: FlagStore, query: LogQuery): Promise<Log> {
  const { name, since, limit } = query;
  const { entries, reachesNow } = await store.history();
  if (name !== undefined) await mustBeKnown(name, store, entries);
  const from = since?.toISOString() ?? "";
  const wanted = entries.filter(
    (entry) => (name === undefined || entry.flag === name || entry.flag === null) && entry.time >= from,
  );
  const newest = wanted.toReversed();
  const shown = newest.slice(0, limit);
  const notes = [
    ...(wanted.length === 0 ? [await whyNone(store, entries, query)] : []),
    ...(reachesNow
      ? []
      : [`${store.location} has been changed outside ff since the newest entry: ff records what, when it next writes`]),
    ...cutInTwo(shown, newest),
  ];
  return { entries: shown, sizes: groupSizes(entries), notes };
}

/** What to say where a limit leaves out a part of what was changed together. */
function cutInTwo(shown: readonly HistoryEntry[], newest: readonly HistoryEntry[]): string[] {
  const oldest = shown.at(-1);
  const more = newest.slice(shown.length).filter((entry) => entry.group === oldest?.group).length;
  if (more === 0) return [];
  return [`the oldest change shown was made together with ${more} more: --limit ${shown.length + more} shows them too`];
}

/** @throws FfError FLAG_NOT_FOUND for a name that is neither in the file nor in its history */
export async function mustBeKnown(name: string, store: FlagStore, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.some((entry) => entry.flag === name) || (await store.read()).has(name)) return;
  const former = entries.flatMap(({ flag }) => (flag === null ? [] : [flag]));
  throw await withCloseNames(unknownFlag(name), store, former);
}

async function whyNone(store: FlagStore, entries: readonly HistoryEntry[], { name, since }: LogQuery): Promise<string> {
  if (entries.length === 0) {
    // A file that is not there has no history either, but that is not what to say of it.
    await store.read();
    return "the history is empty: ff has not changed this file yet";
  }
  const of = name === undefined ? "" : ` of ${name}`;
  return `the history has no change${of}${since === undefined ? "" : ` since ${since.toISOString()}`}`;
}
