import { closeSync, fsync, openSync } from "node:fs";
import { promisify } from "node:util";
import { codeOf } from "../../errors.js";

/** Makes what was written to an open file durable. A disk may take its time, and the process can answer meanwhile. */
export const synchronise = promisify(fsync);

/** Makes the entries of a folder durable, where the system lets folders be opened and synchronised. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const fd = openSync(path, "r");
  try {
    await synchronise(fd);
  } catch (error) {
    if (!["EINVAL", "ENOTSUP"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    closeSync(fd);
  }
}
