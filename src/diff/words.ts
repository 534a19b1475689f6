import { statSync } from "node:fs";
import { codeOf, FfError } from "../errors.js";
import { parseRevision, type RevisionWord } from "../git/revision.js";
import type { Past } from "./past.js";

/** What one side of a comparison is. */
export type Word =
  /** The flags file in use, as it is now. */
  | { readonly kind: "flags file" }
  /** A file, or `-`. */
  | { readonly kind: "input"; readonly path: string }
  | Exclude<RevisionWord, { readonly kind: "range" }>
  | { readonly kind: "merge base"; readonly one: string; readonly other: string };

/**
 * What is meant by what was typed: a file that is there is that file, anything else a revision. Nothing is guessed:
 * a word that is both is refused.
 * @throws FfError USAGE, FILE_NOT_FOUND
 */
export async function wordsOf(first: string, second: string | undefined, past: Past): Promise<[Word, Word]> {
  const one = await meaningOf(first, past);
  const other = second === undefined ? ({ kind: "flags file" } as const) : await meaningOf(second, past);
  if (one.kind === "range" || other.kind === "range") {
    if (one.kind === "range" && second === undefined) return sidesOf(one);
    const range = one.kind === "range" ? first : second;
    throw new FfError("USAGE", `${JSON.stringify(range)} names both sides, so nothing can stand beside it`, {
      hint: `for example: ff diff ${range}, or ff diff HEAD~1 HEAD`,
    });
  }
  if (first === "-" && second === "-")
    throw new FfError("USAGE", "both sides are standard input", { hint: "name a file or a revision for one of them" });
  if (one.kind === "input" && second === undefined && past.isFlagsFile(one.path))
    throw new FfError("USAGE", `both sides are ${one.path}`, { hint: "compare it with the last commit: ff diff HEAD" });
  return [one, other];
}

async function meaningOf(word: string, past: Past): Promise<Exclude<Word, { kind: "merge base" }> | RevisionWord> {
  const kind = word === "-" ? "file" : kindOf(word);
  const meaning = parseRevision(word);
  if (kind !== "file") {
    if (meaning.kind === "revision") await mustBeRevision(word, kind === "folder", past);
    if (meaning.kind === "file") mustBeWhole(word, meaning.revision, meaning.path);
    return meaning;
  }
  if (meaning.kind === "revision" && /^[^./-]/.test(word) && (await past.isRevision(word)))
    throw new FfError("USAGE", `${JSON.stringify(word)} is a file, and a revision of git`, {
      hint: `type ./${word} for the file, or ${word}:${await past.path()} for the flags file of the revision`,
    });
  return { kind: "input", path: word };
}

/** A folder holds no flags itself, so a revision of its name can't be mistaken for it. */
async function mustBeRevision(word: string, isFolder: boolean, past: Past): Promise<void> {
  try {
    await past.commit(word);
  } catch (error) {
    if (!(error instanceof FfError)) throw error;
    const { neitherOf } = await import("./not-found.js");
    throw neitherOf(word, isFolder, error);
  }
}

function mustBeWhole(word: string, revision: string, path: string): void {
  if (revision !== "" && path !== "") return;
  const missing = revision === "" ? "revision in front of" : "path behind";
  throw new FfError("USAGE", `${JSON.stringify(word)} has no ${missing} the colon`, {
    hint: "type <revision>:<path>, for example HEAD~1:feature_flags.json",
  });
}

function sidesOf({ from, to, fromMergeBase }: Extract<RevisionWord, { kind: "range" }>): [Word, Word] {
  const older = fromMergeBase ? ({ kind: "merge base", one: from, other: to } as const) : revision(from);
  return [older, revision(to)];
}

function revision(name: string): Word {
  return { kind: "revision", revision: name };
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? null : stats.isDirectory() ? "folder" : "file";
  } catch (error) {
    // Reading it gives the error of what is there and can't be looked at.
    return codeOf(error) === "ENAMETOOLONG" ? null : "file";
  }
}
