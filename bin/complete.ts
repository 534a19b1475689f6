import { insertion, readBashLine } from "../src/completion/bash-line.js";
import { FfError } from "../src/errors.js";
import { candidatesFor, type Candidate, type Candidates, type ReadFlags } from "./candidates.js";
import { ProcessContext } from "./context.js";
import { roughGlobals } from "./globals.js";
import type { Surroundings } from "./surroundings.js";

/** Answers a shell's script, as src/completion/protocol.ts says. */
export async function complete([shell, ...told]: readonly string[], around: Surroundings): Promise<string> {
  const readFlags = flagsReader(around);
  if (shell === "bash") return completeInBash(told, readFlags);
  const last = told.at(-1) ?? "";
  const typed = shell === "fish" ? readBashLine(last, "").current : last;
  const candidates = await candidatesFor(told.slice(0, -1), typed, readFlags);
  return answer(candidates, ({ value, meaning }) => `${value}\t${meaning}`);
}

/** bash takes every word that it is given, as it is. */
async function completeInBash([breaks = "", text = ""]: readonly string[], readFlags: ReadFlags): Promise<string> {
  const line = readBashLine(text, breaks);
  if (line.redirected) return answer("files");
  const candidates = await candidatesFor(line.words.slice(1), line.current, readFlags);
  if (candidates === "files") return answer(candidates);
  return answer(
    candidates.filter(({ value }) => value.startsWith(line.current)),
    ({ value }) => insertion(value, line),
  );
}

function answer(candidates: Candidates, line: (candidate: Candidate) => string = String): string {
  return candidates === "files" ? "files\n" : ["words", ...candidates.map(line), ""].join("\n");
}

/** Whatever is wrong with the file, Tab is not the moment to tell. */
function flagsReader(around: Surroundings): ReadFlags {
  return async (typed) => {
    // Shells hand words over before they replace ~.
    const file = typed?.replace(/^~(?=\/)/, around.env["HOME"] ?? "~");
    const context = new ProcessContext(around, { ...roughGlobals([], around.env), file }, () => undefined);
    try {
      return await context.openStore().read();
    } catch (error) {
      if (error instanceof FfError) return undefined;
      throw error;
    }
  };
}
