import type { PlainUsers } from "../eval/plain-users.js";
import type { User } from "../model/flag.js";
import type { Lines } from "./lines.js";

/** Turns lines into users, in one format. A row that is no user goes to the bad rows. */
export interface RowReader {
  /** The users of these lines, where all of it can be read as it stands; else undefined, and nothing has been read. */
  readPlain?(lines: Lines): PlainUsers | undefined;
  /** Adds the users that these lines complete. @throws FfError at a bad row; those before it have been added */
  read(lines: Lines, users: User[]): void;
  /** Adds what the end of the input makes of lines that were still open. @throws FfError like `read` */
  end(users: User[]): void;
}
