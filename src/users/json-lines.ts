import { scanDocument } from "../json/scan.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import { positionOf } from "../json/position.js";
import { PlainUsers } from "../eval/plain-users.js";
import type { User } from "../model/flag.js";
import { isObject, nameOf } from "../model/json-value.js";
import type { BadRows, RowProblem } from "./bad-rows.js";
import { columnsMisspelt, meantAsUserId } from "./columns.js";
import type { Lines } from "./lines.js";
import { plainLines } from "./plain-lines.js";
import type { RowReader } from "./row-reader.js";

const example = '{"user_id": "user1", "email": "ada@company.com", "tier": "pro"}';

/** JSON Lines: an object on every line. Keys other than `user_id`, `email` and `tier` are not looked at. */
export class JsonLinesReader implements RowReader {
  readonly #badRows: BadRows;
  readonly #tell: (text: string) => void;
  #isFirst = true;

  constructor(badRows: BadRows, tell: (text: string) => void) {
    this.#badRows = badRows;
    this.#tell = tell;
  }

  readPlain(lines: Lines): PlainUsers | undefined {
    // The first row is looked at for columns that are misspelt.
    if (this.#isFirst) return undefined;
    const plain = plainLines(lines.bytes);
    if (plain === undefined) return undefined;
    lines.count = plain.lines;
    return new PlainUsers(lines.bytes, plain.starts, plain.ends, plain.users);
  }

  read({ first, texts, unreadable }: Lines, users: User[]): void {
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index] ?? "";
      const broken = unreadable.size > 0 ? unreadable.get(index) : undefined;
      if (broken !== undefined) {
        this.#badRows.refuse({ column: broken.column, message: broken.problem }, first + index, text);
        continue;
      }
      const user = this.#user(text, first + index);
      if (user !== undefined) users.push(user);
    }
  }

  /** Nothing is ever open: each line stands for itself. */
  end(): void {}

  #user(text: string, line: number): User | undefined {
    const row = parsed(text);
    if (!isUserRow(row)) {
      if (text.trim() !== "") this.#badRows.refuse(problemOf(row, text), line, text);
      return undefined;
    }
    if (this.#isFirst) {
      this.#isFirst = false;
      for (const notice of columnsMisspelt(Object.keys(row))) this.#tell(notice);
    }
    return { userId: row.user_id, email: row.email || undefined, tier: row.tier || undefined };
  }
}

interface UserRow {
  readonly user_id: string;
  readonly email?: string | null;
  readonly tier?: string | null;
}

/** Undefined for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isUserRow(row: unknown): row is UserRow {
  if (!isObject(row)) return false;
  const { user_id: userId, email, tier } = row;
  return (
    typeof userId === "string" && userId !== "" && userId.isWellFormed() && isTextOrNone(email) && isTextOrNone(tier)
  );
}

function isTextOrNone(value: unknown): value is string | null | undefined {
  return typeof value === "string" || value === undefined || value === null;
}

function problemOf(row: unknown, text: string): RowProblem {
  if (row === undefined) return syntaxProblem(text);
  if (!isObject(row))
    return { column: 1, message: `a user is an object, not ${nameOf(row)}`, hint: `such as ${example}` };
  const { user_id: userId, email } = row;
  if (userId === undefined) return missingUserId(Object.keys(row));
  const column = columnOf("user_id", text);
  if (userId === "") return { column, message: "the user_id is empty" };
  if (typeof userId === "number")
    return {
      column,
      message: `the user_id is the number ${userId}, expected a text`,
      hint: `every reader hashes ids as texts: "user_id": "${userId}"`,
    };
  if (typeof userId !== "string") return typeProblem("user_id", row, text);
  if (!userId.isWellFormed())
    return { column, message: "the user_id holds half of a surrogate pair, which can't be hashed" };
  return typeProblem(isTextOrNone(email) ? "tier" : "email", row, text);
}

function syntaxProblem(text: string): RowProblem {
  const bytes = new TextEncoder().encode(text);
  const hint = `JSON Lines has a whole object on each line: ${example}`;
  try {
    scanDocument(bytes, "an object with user_id");
    return { column: 1, message: "not valid JSON", hint };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const { column } = positionOf(bytes, error.offset);
    return { column, message: `not valid JSON: ${error.message}`, hint: error.hint ?? hint };
  }
}

function missingUserId(keys: readonly string[]): RowProblem {
  const meant = meantAsUserId(keys);
  const hint = meant === undefined ? `such as ${example}` : `did you mean user_id by ${JSON.stringify(meant)}?`;
  return { column: 1, message: "this user has no user_id", hint };
}

function typeProblem(key: string, row: Readonly<Record<string, unknown>>, text: string): RowProblem {
  return { column: columnOf(key, text), message: `the ${key} is ${nameOf(row[key])}, expected a text` };
}

/** Where a key of this name stands first. */
function columnOf(key: string, text: string): number {
  return Array.from(text.slice(0, Math.max(0, text.indexOf(`"${key}"`)))).length + 1;
}
