export interface SyntaxProblem {
  /** Byte offset in the whole text, a byte order mark included. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  /** How to mend it, where the cause can be told. */
  readonly hint?: string | undefined;
  /** Stands in for "expected …, found …" where that would not read as a sentence. */
  readonly message?: string | undefined;
}

/** The text is not JSON (RFC 8259), or not the kind of JSON that was asked for. `positionOf` turns the offset into line and column. */
export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError";
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  readonly hint: string | undefined;

  constructor(problem: SyntaxProblem) {
    super(problem.message ?? `expected ${problem.expected}, found ${problem.found}`);
    this.offset = problem.offset;
    this.expected = problem.expected;
    this.found = problem.found;
    this.hint = problem.hint;
  }
}
