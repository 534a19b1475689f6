import { hasTimestampForm, parseTimestamp } from "../../model/time.js";
import type { FlagText } from "./flag-text.js";
import { mendedTimestamp } from "./mend.js";
import { quoted, type Finding } from "./problem.js";
import { nameOf } from "../../model/json-value.js";

const example = "2026-01-31T10:30:00";

/** The timestamps that ff and its like keep. */
export function* checkTimestamps(flag: FlagText): Generator<Finding> {
  for (const field of ["created_at", "updated_at"] as const) {
    const text = flag.get(field);
    if (text !== undefined && text !== null) yield* checkTimestamp(flag, field, text);
  }
}

function* checkTimestamp(flag: FlagText, field: "created_at" | "updated_at", text: string): Generator<Finding> {
  const at = flag.placeOf(field);
  const mended = mendedTimestamp(text);
  if (mended === text) return;
  if (parseTimestamp(text) !== null)
    yield {
      rule: "timestamp-format",
      at,
      message: `"${field}" is ${quoted(text)}, which not every reader can take`,
      hint: mended === null ? `write it as UTC, such as "${example}"` : `the same moment is "${mended}"`,
      fixable: mended !== null,
    };
  else if (hasTimestampForm(text))
    yield {
      rule: "no-such-time",
      at,
      message: `"${field}" is ${quoted(text)}: there is no such day or hour`,
      hint: "write a time that there is, or null",
    };
  else
    yield {
      rule: "timestamp",
      at,
      message: `"${field}" is ${quoted(text)}, expected a timestamp`,
      hint: `write it as UTC, such as "${example}", or null`,
    };
}

/** Whom to ask about a flag, and until when it is meant to live. */
export function* checkMetadata(flag: FlagText, now: Date): Generator<Finding> {
  const metadata = flag.get("metadata");
  if (metadata === undefined) return;
  const { owner, expires = null } = metadata;
  if (typeof owner !== "string" || owner.trim() === "")
    yield {
      rule: "no-owner",
      at: owner === undefined ? flag.at : flag.placeIn("metadata", "owner"),
      message: "nobody is named as its owner",
      hint: `add "owner" to "metadata", such as a team's name`,
    };
  if (expires === null) return;
  const at = flag.placeIn("metadata", "expires");
  const until = typeof expires === "string" ? lastMomentOf(expires) : null;
  if (until === null)
    yield {
      rule: "expires-format",
      at,
      message: `"metadata.expires" is ${nameOf(expires)}, expected a timestamp`,
      hint: `write a day or a time in UTC, such as "2026-01-31" or "${example}"`,
    };
  else if (until < now)
    yield {
      rule: "expired",
      at,
      message: `the flag expired on ${until.toISOString().slice(0, 10)}`,
      hint: "remove the flag from code and file, or set a later day",
    };
}

const day = 24 * 60 * 60 * 1000;

/** The moment that a text names; of a day that is named without an hour, the last one, as people mean it. */
function lastMomentOf(text: string): Date | null {
  const moment = parseTimestamp(text);
  if (moment === null || /^\d{4}-\d{2}-\d{2}[T ]\d/i.test(text.trim())) return moment;
  return new Date(moment.getTime() + day - 1);
}
