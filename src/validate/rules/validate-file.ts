import { positionOf, positionsOf } from "../../json/position.js";
import { scanDocument, type Member } from "../../json/scan.js";
import { JsonSyntaxError } from "../../json/syntax-error.js";
import { isObject } from "../../model/json-value.js";
import { FlagText } from "./flag-text.js";
import { checkLists } from "./lists.js";
import { checkAllNames, checkNames, nameOfFlag, type Named } from "./names.js";
import type { Finding, Problem } from "./problem.js";
import { rules } from "./rules.js";
import { checkShape } from "./shape.js";
import { checkShares } from "./shares.js";
import { checkMetadata, checkTimestamps } from "./times.js";

/** What was found in a file. */
export interface Validation {
  /** How many flags it holds; null where that can't be told. */
  readonly flags: number | null;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/**
 * Every problem of a flags file. Text that is not JSON has that one problem, since nothing else of it can be known.
 * @param fileOption what `--file` has to name in the commands of hints: undefined where that is not needed, null where no
 * command can edit the file
 */
export function validateFile(bytes: Uint8Array, now: Date, fileOption?: string | null): Validation {
  let members: Member[];
  try {
    members = scanDocument(bytes);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { flags: null, problems: [syntaxProblem(bytes, error)] };
    throw error;
  }
  const found: { readonly flag: string; readonly finding: Finding }[] = [];
  const names: Named[] = [];
  for (const member of members) {
    const flag = new FlagText(bytes, member);
    names.push(nameOfFlag(flag));
    for (const finding of checkFlag(flag, now, fileOption)) found.push({ flag: flag.key, finding });
  }
  for (const [flag, finding] of checkAllNames(names)) found.push({ flag, finding });
  found.sort((one, other) => one.finding.at - other.finding.at);
  const places = positionsOf(
    bytes,
    found.map(({ finding }) => finding.at),
  );
  return {
    flags: new Set(names.map(({ key }) => key)).size,
    problems: found.map(({ flag, finding }, index) =>
      problemOf(finding, flag, places[index] ?? { line: 1, column: 1 }),
    ),
  };
}

function* checkFlag(flag: FlagText, now: Date, fileOption: string | null | undefined): Generator<Finding> {
  yield* checkShape(flag);
  if (!isObject(flag.value)) return;
  yield* checkNames(flag);
  yield* checkShares(flag);
  yield* checkLists(flag, fileOption);
  yield* checkTimestamps(flag);
  yield* checkMetadata(flag, now);
}

type Place = Pick<Problem, "line" | "column">;

function problemOf({ rule, message, hint, fixable = false }: Finding, flag: string | null, place: Place): Problem {
  const { line, column } = place;
  return { line, column, flag, rule, severity: rules[rule].severity, message, hint, fixable };
}

function syntaxProblem(bytes: Uint8Array, error: JsonSyntaxError): Problem {
  const { message, hint = "mend the file at that place", offset } = error;
  return problemOf({ rule: "syntax", at: offset, message, hint }, null, positionOf(bytes, offset));
}
