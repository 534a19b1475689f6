import type { User } from "../model/flag.js";
import { isText } from "./is-text.js";

/** The text between the first and the second "@" of the user's address, in lower case; null without an "@". */
export function emailDomain({ email }: User): string | null {
  if (!isText(email)) return null;
  const start = startOfDomain(email);
  return start > 0 ? domainAt(email, start) : null;
}

/** Where the domain of an address begins: behind the first "@"; 0 without one. */
export function startOfDomain(email: string): number {
  return email.indexOf("@") + 1;
}

/** The domain that begins at `start`, in lower case: up to the next "@", if there is one. */
export function domainAt(email: string, start: number): string {
  return email.slice(start, endOfDomain(email, start)).toLowerCase();
}

/** Where the domain that begins at `start` is over. */
export function endOfDomain(email: string, start: number): number {
  const end = email.indexOf("@", start);
  return end === -1 ? email.length : end;
}
