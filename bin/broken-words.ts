import { Buffer, isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { FfError } from "../src/errors.js";

/** Where Linux keeps the words that a process was started with as bytes, each with a NUL behind it. */
const commandLineFile = "/proc/self/cmdline";

/**
 * Refuses words with bytes that are not UTF-8. Node puts U+FFFD for those, which may also be what was typed, for a flag
 * that another program called so: only the bytes tell, and where the system does not give them, nothing is guessed.
 * @param words the last ones of the process, one of them at least with U+FFFD
 * @throws FfError USAGE
 */
export function refuseBrokenWords(words: readonly string[], file = commandLineFile): void {
  const bytes = bytesOf(words.length, file);
  const broken = words.filter((word, index) => word.includes("\ufffd") && !isUtf8(bytes?.[index] ?? Buffer.of(0xff)));
  if (broken.length === 0) return;
  const named = broken.map((word) => JSON.stringify(word)).join(", ");
  if (bytes !== undefined)
    throw new FfError("USAGE", `not UTF-8: ${named}`, { hint: "the terminal, or the script, has to be set to UTF-8" });
  throw new FfError("USAGE", `not UTF-8, or really with U+FFFD, which can't be told apart here: ${named}`, {
    hint: "a flag that is called so can be named in a file of changes: ff help apply",
  });
}

function bytesOf(count: number, file: string): Buffer[] | undefined {
  try {
    // A character for each byte.
    const words = readFileSync(file, "latin1").split("\0").slice(0, -1).slice(-count);
    return words.map((word) => Buffer.from(word, "latin1"));
  } catch {
    return undefined;
  }
}
