import type { Context } from "../command.js";
import { FfError, type Location } from "../errors.js";

/** Why a row is no user, and where in the row that shows. */
export interface RowProblem {
  /** In characters of the row's first line, from 1. */
  readonly column: number;
  readonly message: string;
  /** How to mend it. */
  readonly hint?: string;
}

/** Of the rows that are skipped, this many are told one by one. */
const mostTold = 5;

/** What to do about a bad row, where rows can be skipped and where they can't. */
const skipHint = "leave bad rows out with --skip-bad";
const mendHint = "mend the row, or take it out";

/** What becomes of rows that are no users: the first one is the end, or with `--skip-bad`, all are left out and counted. */
export class BadRows {
  #count = 0;
  readonly #told: string[] = [];
  readonly #name: string;
  readonly #skip: boolean | undefined;
  readonly #notice: Context["notice"];

  /** @param skip undefined where nobody can ask for it */
  constructor(name: string, skip: boolean | undefined, notice: Context["notice"]) {
    this.#name = name;
    this.#skip = skip;
    this.#notice = notice;
  }

  get count(): number {
    return this.#count;
  }

  /** @throws FfError USAGE with the place, unless bad rows are skipped */
  refuse({ column, message, hint }: RowProblem, line: number, text: string): void {
    if (this.#skip !== true) {
      const last = this.#skip === undefined ? mendHint : skipHint;
      const location: Location = { file: this.#name, line, column, excerpt: text };
      throw new FfError("USAGE", message, { hint: hint === undefined ? last : `${hint}\n${last}`, location });
    }
    this.#count++;
    if (this.#count <= mostTold) this.#told.push(`${this.#name}:${line}:${column}: skipped: ${message}`);
  }

  /**
   * Tells of what was skipped: at the end, so that it does not meet a line of progress.
   * @throws FfError USAGE where there was nothing but bad rows: that is no list of users
   */
  finish(users: number): void {
    for (const text of this.#told) this.#notice(text);
    if (this.#count > 0 && users === 0)
      throw new FfError("USAGE", `none of the ${this.#count} rows of ${this.#name} is a user`, {
        hint: "see what is wrong with the first: leave out --skip-bad",
      });
    if (this.#count > mostTold)
      this.#notice(`${this.#name}: ${this.#count} bad rows were skipped, the first ${mostTold} are told above`);
  }
}
