import type { RuleName, Severity } from "./rules.js";

/** What a rule found. */
export interface Finding {
  readonly rule: RuleName;
  /** The byte offset of the very field or item. */
  readonly at: number;
  /** What is wrong, without the flag's name. */
  readonly message: string;
  /** How to mend it. */
  readonly hint: string;
  /** `--fix` mends it. */
  readonly fixable?: boolean;
}

/** A finding as it is reported. Line and column count from 1, the column in characters. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** The key of the flag; null for what is wrong with the file as a whole. */
  readonly flag: string | null;
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly fixable: boolean;
}

/** A name or text of the file, for messages: in quotes, its beginning where it is long. */
export function quoted(text: string): string {
  const longest = 60;
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
