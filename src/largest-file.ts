import { FfError } from "./errors.js";

/** As many as a file may have: Node holds no longer text in one string. */
export const mostBytes = 512 * 1024 * 1024;

/**
 * Refuses what can't be read as a whole.
 * @param name what messages call it
 * @param bytes of it that are known
 * @throws FfError INVALID_FILE
 */
export function refuseTooLarge(name: string, bytes: number, most = mostBytes): void {
  if (bytes > most) throw new FfError("INVALID_FILE", `${name} is larger than ff can read (${most / 1024 / 1024} MiB)`);
}
