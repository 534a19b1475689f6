import { FfError } from "../../src/errors.js";
import type { User } from "../../src/model/flag.js";
import { openUsers } from "../../src/users/open-users.js";
import { FakeContext } from "../commands/context.js";

const usersFile = "users.csv";

/** What came of reading a file of users: all of it that can be seen. */
export interface Reading {
  readonly users: readonly User[];
  readonly skipped: number;
  readonly notices: readonly string[];
  readonly error: Pick<FfError, "code" | "message" | "hint" | "location"> | null;
}

/** Reads a file of users that comes in pieces of so many bytes. */
export async function reading(
  content: string | Uint8Array,
  options: { readonly skipBad?: boolean | undefined; readonly chunkBytes?: number } = {},
): Promise<Reading> {
  const { skipBad, chunkBytes } = { skipBad: false, chunkBytes: 7, ...options };
  const context = new FakeContext();
  context.chunkBytes = chunkBytes;
  context.inputs.set(usersFile, content);
  const source = await openUsers(context, usersFile, { skipBad });
  const users: User[] = [];
  let error: Reading["error"] = null;
  try {
    for await (const batch of source.batches()) users.push(...batch);
  } catch (thrown) {
    if (!(thrown instanceof FfError)) throw thrown;
    const { code, message, hint, location } = thrown;
    error = { code, message, hint, location };
  }
  return { users, skipped: source.skipped, notices: context.notices, error };
}

export async function usersIn(content: string | Uint8Array): Promise<readonly User[]> {
  const { users, error } = await reading(content);
  if (error !== null) throw new Error(error.message);
  return users;
}
