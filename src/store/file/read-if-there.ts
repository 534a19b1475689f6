import { closeSync, readFile, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { openIfThere } from "./open-file.js";

/** What stands in a file of `.ff/`; null where there is none. */
export function readIfThere(path: string): Uint8Array | null {
  const fd = openIfThere(path);
  if (fd === null) return null;
  try {
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

const readText = promisify(readFile);

/** The same as text, for which nobody else has to wait. */
export async function readTextIfThere(path: string): Promise<string | null> {
  const fd = openIfThere(path);
  if (fd === null) return null;
  try {
    return await readText(fd, "utf8");
  } finally {
    closeSync(fd);
  }
}
