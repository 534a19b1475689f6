import { allTogether, FfError, type Hint } from "./errors.js";
import type { FlagStore } from "./store/store.js";
import { closest } from "./term/suggest.js";

/** Each is held against all names that there are: of very many, so many are enough to see the slip. */
const mostLookedFor = 50;

/**
 * Adds what may have been meant to the error about flags that are not there.
 * @param former names of flags that were there, where those count too
 */
export async function withCloseNames(
  error: FfError,
  store: FlagStore,
  former: readonly string[] = [],
): Promise<FfError> {
  const names = new Set([...(await store.read()).keys(), ...former]);
  return allTogether(
    error.problems.map((problem, index) =>
      problem.unknownFlags.length > 0 ? withNames(problem, index < mostLookedFor ? names : [], store) : problem,
    ),
  );
}

function withNames(error: FfError, names: Iterable<string>, store: FlagStore): FfError {
  const close = [...new Set(error.unknownFlags.flatMap((unknown) => closest(unknown, names)))];
  const hint: Hint =
    close.length > 0 ? `did you mean ${close.join(", ")}?` : { text: "see what there is", command: { name: "list" } };
  return new FfError(error.code, `${error.message} in ${store.location}`, {
    hint,
    unknownFlags: error.unknownFlags,
    ...(error.location && { location: error.location }),
  });
}
