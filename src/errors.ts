import { commandLine, type NextCommand } from "./command-line.js";

/** What a process of `ff` can exit with. The one table: help, documentation and tests read it. */
export const exitCodes = {
  done: { code: 0, meaning: "done, or nothing had to change" },
  internal: { code: 1, meaning: "internal error: a defect of ff itself" },
  usage: { code: 2, meaning: "usage: an argument or option is wrong or missing" },
  notFound: { code: 3, meaning: "not found: the flag, or a file that is named" },
  invalidFile: { code: 4, meaning: "the flags file is not valid" },
  conflict: { code: 5, meaning: "conflict: exists already, lock not free in time, changed meanwhile" },
  io: { code: 6, meaning: "input/output: permission, disk full, read-only" },
  no: { code: 10, meaning: 'the answer is "no" (only with --exit-code or --max-flips)' },
  cancelled: { code: 130, meaning: "cancelled, nothing changed" },
} as const;

export type ExitName = keyof typeof exitCodes;

/** The way the process exits on every kind of failure. */
const exitOf = {
  INTERNAL: "internal",
  USAGE: "usage",
  FLAG_NOT_FOUND: "notFound",
  FILE_NOT_FOUND: "notFound",
  HISTORY_NOT_FOUND: "notFound",
  REVISION_NOT_FOUND: "notFound",
  INVALID_FILE: "invalidFile",
  INVALID_FLAG: "invalidFile",
  EXISTS: "conflict",
  LOCKED: "conflict",
  CHANGED: "conflict",
  TOO_MANY_FLIPS: "no",
  IO: "io",
  UNCONFIRMED: "io",
  CANCELLED: "cancelled",
} as const satisfies Record<string, ExitName>;

/**
 * Every kind of failure; applications and scripts match on these names.
 *
 * - `INTERNAL`: a defect of ff itself
 * - `USAGE`: an argument or option is wrong or missing
 * - `FLAG_NOT_FOUND`, `FILE_NOT_FOUND`: there is no such flag, or no such file
 * - `HISTORY_NOT_FOUND`: the history does not reach that far, or has nothing to take back
 * - `REVISION_NOT_FOUND`: a revision of git, or the repository that would know it
 * - `INVALID_FILE`: a file is not what it has to be; `location` tells where
 * - `INVALID_FLAG`: the flag that was to be changed is damaged
 * - `EXISTS`: what was to be made is there already
 * - `LOCKED`: another writer kept the lock for too long
 * - `CHANGED`: another program changed what the edit was decided on
 * - `TOO_MANY_FLIPS`: more users would notice the change than were allowed to
 * - `IO`: the system refused: permission, disk full, read-only
 * - `UNCONFIRMED`: the change was made, but may not survive a power failure
 * - `CANCELLED`: it was stopped before anything was changed
 */
export type ErrorCode = keyof typeof exitOf;

/** A place in a text; line and column count from 1, the column in characters. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The text of that line, when it is at hand, for an excerpt with a caret. */
  readonly excerpt?: string;
  /** Where the column stands in the excerpt, from 1; the same as `column` unless a long line was cut. */
  readonly excerptColumn?: number;
}

/** What to type or do next: in words, or in words and behind a colon the command that they speak of. */
export type Hint = string | { readonly text: string; readonly command: NextCommand };

export interface FfErrorOptions {
  /** What to type or do next; each of several is a line. */
  readonly hint?: Hint | readonly Hint[];
  readonly location?: Location;
  readonly cause?: unknown;
  /** The files that the same command had changed before it failed. */
  readonly changedBefore?: readonly string[];
  /** For FLAG_NOT_FOUND: the names that were asked for, so that close ones can be suggested. */
  readonly unknownFlags?: readonly string[];
  /** Where this is several failures told together: each of them. */
  readonly problems?: readonly FfError[];
}

/** A failure that was foreseen: what happened, where, and what to type next. Anything else thrown is a defect. */
export class FfError extends Error {
  override readonly name = "FfError";
  /** What kind of failure it is. */
  readonly code: ErrorCode;
  /** What to type or do next, each on its own. */
  readonly hints: readonly Hint[];
  /** Where it is, in a file that was read. */
  readonly location: Location | undefined;
  /** For FLAG_NOT_FOUND: the names that were asked for; otherwise empty. */
  readonly unknownFlags: readonly string[];
  readonly changedBefore: readonly string[];
  readonly #problems: readonly FfError[];

  constructor(code: ErrorCode, message: string, options: FfErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hints = [options.hint ?? []].flat();
    this.location = options.location;
    this.unknownFlags = options.unknownFlags ?? [];
    this.changedBefore = options.changedBefore ?? [];
    this.#problems = options.problems ?? [];
  }

  /** Where several failures are told together: each of them, with its own place; otherwise this one alone. */
  get problems(): readonly FfError[] {
    return this.#problems.length > 0 ? this.#problems : [this];
  }

  /** What to type or do next, where the file in use needs no naming. */
  get hint(): string | undefined {
    return hintText(this.hints);
  }

  /** What a process of `ff` exits with on it. */
  get exitCode(): number {
    return exitCodes[exitOf[this.code]].code;
  }
}

/** The `code` of an operating system's error, such as ENOENT, or of another; undefined where there is none. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/**
 * Hints as text, each a line; undefined where there is none.
 * @param fileOption the file in use as `--file` named it, which the commands of hints have to name too
 */
export function hintText(hints: readonly Hint[], fileOption?: string): string | undefined {
  const lines = hints.map((hint) =>
    typeof hint === "string" ? hint : `${hint.text}: ${commandLine(hint.command, fileOption)}`,
  );
  return lines.length === 0 ? undefined : lines.join("\n");
}

/** Several errors as one, so that all of them can be mended at once. Its code and place are the first one's. */
export function allTogether(errors: readonly FfError[]): FfError {
  const [first] = errors;
  if (first === undefined || errors.length === 1) return first ?? new FfError("INTERNAL", "no error at all");
  const hints = new Map(errors.flatMap((error) => error.hints).map((hint) => [hintText([hint]), hint]));
  return new FfError(first.code, errors.map((error) => error.message).join("\n"), {
    hint: [...hints.values()],
    ...(first.location && { location: first.location }),
    unknownFlags: errors.flatMap((error) => error.unknownFlags),
    problems: errors.flatMap((error) => error.problems),
  });
}
