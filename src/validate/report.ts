import type { Mutation } from "../mutation/mutation.js";
import { nameProblem } from "../model/input.js";
import { safe } from "../term/escape.js";
import { quoted, type Problem } from "./rules/problem.js";
import type { RuleName, Severity } from "./rules/rules.js";
import type { Validation } from "./rules/validate-file.js";

/** What is wrong with one file, after what was mended of it. */
export interface FileReport extends Validation {
  /** What messages call it. */
  readonly file: string;
  /** Null for standard input, which has no place that an editor could open. */
  readonly path: string | null;
  /** The same as code hosts name it: from the root of the repository, where a workflow says which that is. */
  readonly repositoryPath: string | null;
  /** What `--fix` did, or with `--dry-run` would do; null where it had nothing to do or was not asked for. */
  readonly mended: Mutation | null;
}

export interface Report {
  readonly files: readonly FileReport[];
}

export function count({ files }: Report, severity: Severity): number {
  return files.reduce((sum, { problems }) => sum + countIn(problems, severity), 0);
}

export function countIn(problems: readonly Problem[], severity: Severity): number {
  return problems.filter((problem) => problem.severity === severity).length;
}

export function byRule(problems: readonly Problem[]): Map<RuleName, Problem[]> {
  const groups = new Map<RuleName, Problem[]>();
  for (const problem of problems) {
    const group = groups.get(problem.rule);
    if (group === undefined) groups.set(problem.rule, [problem]);
    else group.push(problem);
  }
  return groups;
}

/** A problem in one sentence, with the flag it is about, fit for a terminal. */
export function sentenceOf({ flag, message }: Problem): string {
  if (flag === null) return safe(message);
  return safe(`${nameProblem(flag) === null ? flag : quoted(flag)}: ${message}`);
}
