import { FfError } from "../errors.js";
import type { FlagStore } from "../store/store.js";
import { asOf } from "./as-of.js";

/** A flag's text at a moment, null where there was none. */
export interface PastFlag {
  readonly text: string | null;
  /** Why it may have been another one; null where this is certain. */
  readonly doubt: string | null;
}

/**
 * Looks up in a store's history how a flag stood.
 * @throws FfError HISTORY_NOT_FOUND where the history does not reach, USAGE for a moment still to come
 */
export async function readAsOf(
  store: Pick<FlagStore, "read" | "history">,
  flag: string,
  moment: Date,
  now: () => Date,
): Promise<PastFlag> {
  const time = moment.toISOString();
  if (moment > now())
    throw new FfError("USAGE", `${time} is still to come`, {
      hint: "times are in UTC; give an offset for another zone",
    });
  const document = await store.read();
  const history = await store.history();
  // Looked at last: what was changed while this was read is no change still to come.
  const found = asOf(history, flag, time, document.text(flag) ?? null, now().toISOString());
  switch (found.kind) {
    case "known":
      return { text: found.text, doubt: null };
    case "uncertain":
      return {
        text: found.text,
        doubt: `the flag was changed outside ff between ${found.since} and ${found.until ?? "now"}`,
      };
    case "misdated":
      return {
        text: found.text,
        doubt: `the flag was changed after ${found.since} by a clock that was ahead: the history says ${found.time}`,
      };
    case "too early":
      throw new FfError(
        "HISTORY_NOT_FOUND",
        `the history does not reach back to ${time}: it ${found.begins === null ? "is empty" : `begins at ${found.begins}`}`,
        {
          hint: { text: "see what it has", command: { name: "log" } },
        },
      );
    case "unknown":
      throw new FfError(
        "HISTORY_NOT_FOUND",
        `the file was changed outside ff at some time after ${found.since}, and what changed is not known`,
        {
          hint: { text: "see what the history has", command: { name: "log" } },
        },
      );
  }
}
