import { readFileSync } from "node:fs";
import { codeOf } from "../../errors.js";

/** What stands in a file; null where there is none. */
export function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
