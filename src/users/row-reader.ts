import type { User } from "../model/flag.js";
import type { Lines } from "./lines.js";

/** Turns lines into users, in one format. A row that is no user goes to the bad rows. */
export interface RowReader {
  /** Adds the users that these lines complete. @throws FfError at a bad row; those before it have been added */
  read(lines: Lines, users: User[]): void;
  /** Adds what the end of the input makes of lines that were still open. @throws FfError like `read` */
  end(users: User[]): void;
}
