import { FfError } from "../errors.js";
import { PlainUsers } from "../eval/plain-users.js";
import type { User } from "../model/flag.js";
import { counted, countOf } from "../term/count.js";
import type { BadRows } from "./bad-rows.js";
import { columns, columnsMisspelt, meantAsUserId } from "./columns.js";
import { splitRow, type BrokenRow } from "./csv-row.js";
import type { Lines } from "./lines.js";
import { plainRows } from "./plain-rows.js";
import type { RowReader } from "./row-reader.js";

/** A quoted cell that spans more lines or characters than this was not meant to: somewhere a quote is missing. */
const mostRowLines = 1000;
const mostRowLength = 1024 * 1024;

const notOpen: BrokenRow = { kind: "open", at: 0, message: "" };

/** Where in a row the columns stand that are read; -1 where there is none. */
interface Header {
  readonly cells: number;
  readonly userId: number;
  readonly email: number;
  readonly tier: number;
}

/** CSV by RFC 4180 with a header; rows may end in CRLF. Columns other than `user_id`, `email` and `tier` are not looked at. */
export class CsvReader implements RowReader {
  readonly #name: string;
  readonly #badRows: BadRows;
  readonly #tell: (text: string) => void;
  #header: Header | undefined;
  /** The lines of a row whose quoted cell has not ended yet. */
  #open: string[] = [];
  #openLength = 0;
  #openLine = 0;
  #opening: BrokenRow = notOpen;

  constructor(name: string, badRows: BadRows, tell: (text: string) => void) {
    this.#name = name;
    this.#badRows = badRows;
    this.#tell = tell;
  }

  readPlain(lines: Lines): PlainUsers | undefined {
    const header = this.#header;
    if (header === undefined || this.#open.length > 0) return undefined;
    const rows = plainRows(lines.bytes, header.cells, header.userId);
    if (rows === undefined) return undefined;
    lines.count = rows.lines;
    return new PlainUsers(lines.bytes, rows.starts, rows.ends, () => usersOf(lines.texts, header));
  }

  read({ first, texts, unreadable }: Lines, users: User[]): void {
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index] ?? "";
      const broken = unreadable.size > 0 ? unreadable.get(index) : undefined;
      if (broken === undefined) {
        this.#line(text, first + index, users);
        continue;
      }
      while (this.#open.length > 0) this.#giveUp(users);
      const { column, problem } = broken;
      if (this.#header === undefined) throw this.#badHeader(problem, first + index, column, text);
      this.#badRows.refuse({ column, message: problem }, first + index, text);
    }
  }

  end(users: User[]): void {
    while (this.#open.length > 0) this.#giveUp(users);
  }

  #line(text: string, line: number, users: User[]): void {
    if (this.#open.length > 0) {
      this.#continue(text, users);
      return;
    }
    const row = withoutReturn(text);
    // Before the header, blanks are none: they don't tell the format either.
    if (row === "" || (this.#header === undefined && row.trim() === "")) return;
    const cells = splitRow(row);
    if (isCells(cells)) this.#row(cells, line, row, users);
    else if (cells.kind === "broken") this.#refuse(cells, line, row);
    else {
      this.#open = [text];
      this.#opening = cells;
      this.#openLength = text.length;
      this.#openLine = line;
    }
  }

  #continue(text: string, users: User[]): void {
    this.#open.push(text);
    this.#openLength += text.length + 1;
    if (text.includes('"')) {
      const row = withoutReturn(this.#open.join("\n"));
      const cells = splitRow(row);
      if (isCells(cells)) {
        this.#open = [];
        this.#row(cells, this.#openLine, row, users);
        return;
      }
      // Where this line is a row by itself, the quote above it was not meant to stay open.
      if (cells.kind === "broken") this.#giveUp(users, isCells(splitRow(withoutReturn(text))) ? undefined : cells);
    }
    if (this.#open.length > mostRowLines || this.#openLength > mostRowLength)
      this.#giveUp(users, tooLong(this.#opening));
  }

  /** The first of the open lines is a bad row; those below it are read anew, as rows of their own. */
  #giveUp(users: User[], broken = this.#opening): void {
    const [first, ...rest] = this.#open;
    if (first === undefined) return;
    const line = this.#openLine;
    const row = this.#open.join("\n");
    this.#open = [];
    this.#refuse(broken, line, row);
    rest.forEach((text, index) => {
      this.#line(text, line + 1 + index, users);
    });
  }

  #row(cells: readonly string[], line: number, row: string, users: User[]): void {
    const header = this.#header;
    if (header === undefined) {
      this.#header = this.#readHeader(cells, line, row);
      return;
    }
    const userId = cells[header.userId];
    if (cells.length !== header.cells) {
      const message = `this row has ${counted(cells.length, "cell")}, the header ${header.cells}`;
      this.#badRows.refuse({ column: 1, message }, line, firstLine(row));
    } else if (userId === undefined || userId === "") {
      this.#badRows.refuse({ column: 1, message: "the user_id is empty" }, line, firstLine(row));
    } else {
      users.push(userOf(userId, cells, header));
    }
  }

  #refuse({ at, message }: BrokenRow, first: number, row: string): void {
    const start = row.lastIndexOf("\n", at - 1) + 1;
    const line = first + row.slice(0, start).split("\n").length - 1;
    const text = firstLine(row.slice(start));
    const column = columnAt(text, at - start);
    if (this.#header === undefined) throw this.#badHeader(message, line, column, text);
    const hint = 'a cell with quotes in it is written "like ""this"""';
    this.#badRows.refuse({ column, message, hint }, line, text);
  }

  /** @throws FfError USAGE for a header that names no `user_id`, or a column twice */
  #readHeader(names: readonly string[], line: number, row: string): Header {
    const twice = names.findIndex((name, index) => names.indexOf(name) < index);
    if (twice !== -1) {
      const message = `the header has the column ${JSON.stringify(names[twice])} twice`;
      throw this.#badHeader(message, line, 1, row, "name each column once");
    }
    if (!names.includes("user_id"))
      throw this.#badHeader('the header has no column "user_id"', line, 1, row, missingHint(names, row));
    for (const notice of columnsMisspelt(names)) this.#tell(notice);
    const [userId = -1, email = -1, tier = -1] = columns.map((column) => names.indexOf(column));
    return { cells: names.length, userId, email, tier };
  }

  #badHeader(message: string, line: number, column: number, row: string, hint?: string): FfError {
    const location = { file: this.#name, line, column, excerpt: firstLine(row) };
    return new FfError("USAGE", message, { hint: hint ?? "a header is for example: user_id,email,tier", location });
  }
}

/** Nobody has looked whether it is closed farther down. */
function tooLong(open: BrokenRow): BrokenRow {
  const most = `${countOf(mostRowLines)} lines or ${mostRowLength / 1024 / 1024} MiB`;
  return { ...open, message: `${open.message}, or is longer than ${most}` };
}

function missingHint(names: readonly string[], row: string): string {
  const meant = meantAsUserId(names);
  if (meant !== undefined) return `did you mean user_id by ${JSON.stringify(meant)}?`;
  if (row.includes("\r")) return "save it with lines that end in LF or CRLF";
  const [separator] = [";", "\t", "|"].filter((mark) => row.split(mark).includes("user_id"));
  if (separator !== undefined) return `separate the columns by commas, not by ${JSON.stringify(separator)}`;
  return "the first line is the header, for example: user_id,email,tier";
}

/** Of rows that are known to be plain. */
function usersOf(texts: readonly string[], header: Header): User[] {
  return texts.map(withoutReturn).flatMap((row) => {
    const cells = row.split(",");
    const userId = cells[header.userId];
    return userId === undefined || userId === "" ? [] : [userOf(userId, cells, header)];
  });
}

function userOf(userId: string, cells: readonly string[], { email, tier }: Header): User {
  return { userId, email: cellAt(cells, email), tier: cellAt(cells, tier) };
}

/** An empty cell is none. */
function cellAt(cells: readonly string[], index: number): string | undefined {
  return index === -1 ? undefined : cells[index] || undefined;
}

function isCells(row: readonly string[] | BrokenRow): row is readonly string[] {
  return Array.isArray(row);
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function firstLine(row: string): string {
  return row.split(/\r?\n/, 1)[0] ?? "";
}

function columnAt(row: string, at: number): number {
  return Array.from(row.slice(0, at)).length + 1;
}
