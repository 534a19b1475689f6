import { allTogether, FfError } from "../errors.js";
import type { JsonValue } from "../model/flag.js";

/** How the answers for many users come out: totals as a table, or a row for every user and flag. */
export const formats = ["table", "jsonl", "csv"] as const;

/** What `ff check` takes. */
export interface CheckOptions {
  readonly names: readonly string[];
  readonly all?: boolean;
  readonly user?: string;
  readonly email?: string;
  readonly tier?: string;
  readonly attr?: Record<string, JsonValue>;
  readonly at?: Date;
  readonly exitCode?: boolean;
  readonly users?: string;
  readonly format?: (typeof formats)[number];
  readonly skipBad?: boolean;
}

/** @throws FfError USAGE with every combination that makes no sense */
export function refuseConflicts(options: CheckOptions, json: boolean): void {
  const { names, all, users, format, skipBad, at, exitCode } = options;
  const problems: FfError[] = [];
  const refuse = (message: string, hint: string): void => {
    problems.push(new FfError("USAGE", message, { hint }));
  };
  if (all === true && names.length > 0) refuse("--all already means every flag", "leave out the names, or --all");
  if (users === undefined) {
    if (format !== undefined) refuse("--format is for many users", "add --users <users>; for one user there is --json");
    if (skipBad === true) refuse("--skip-bad is for many users", "add --users <users>");
    if (at !== undefined) refuse("--at looks back at one flag", "name one flag");
    if (exitCode === true) refuse("--exit-code tells of one flag", "name one flag, or read --json");
  } else {
    const own = (["user", "email", "tier", "attr"] as const).filter((name) => options[name] !== undefined);
    if (own.length > 0)
      refuse(`--users brings its own users, so there is no ${spelled(own)}`, "leave out one or the other");
    if (at !== undefined) refuse("--at looks back for one user", "leave out --at, or give --user instead of --users");
    if (exitCode === true) refuse("--exit-code tells of one user", "give --user instead of --users");
    if (json && format !== undefined) refuse("--json and --format are two ways to print it", "leave one of them out");
  }
  if (problems.length > 0) throw allTogether(problems);
}

function spelled(names: readonly string[]): string {
  return names.map((name) => `--${name}`).join(", ");
}
