import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FfError } from "../errors.js";
import type { Repository } from "../git/repository.js";
import { shellWord } from "../shell-word.js";
import { closest } from "../term/suggest.js";

const shallow =
  "the past of this clone was cut off when it was made: git fetch --unshallow, or in CI a checkout of full depth";

/** @param reason git's own, where it gave one */
export async function unknownRevision(revision: string, reason: string, repository: Repository): Promise<FfError> {
  const message = `there is no revision ${JSON.stringify(revision)}${reason === "" ? "" : `: ${reason}`}`;
  return new FfError("REVISION_NOT_FOUND", message, { hint: await revisionHint(revision, repository) });
}

export async function noCommonPast(one: string, other: string, repository: Repository): Promise<FfError> {
  return new FfError("REVISION_NOT_FOUND", `${one} and ${other} have no commit in common`, {
    hint: (await repository.isShallow())
      ? shallow
      : { text: "compare them as they are", command: { name: "diff", words: [`${one}..${other}`] } },
  });
}

/** @param paths all that there are in the revision */
export function noSuchFile(revision: string, path: string, paths: readonly string[]): FfError {
  const namesakes = paths.filter((other) => basename(other) === basename(path));
  const close = namesakes.length > 0 ? namesakes.slice(0, 3) : closest(path, paths);
  return new FfError("FILE_NOT_FOUND", `${revision} has no file ${JSON.stringify(path)}`, {
    hint:
      close.length > 0
        ? `did you mean ${close.map((other) => `${revision}:${other}`).join(" or ")}?`
        : `see what it has: git ls-tree -r --name-only ${shellWord(revision)}`,
  });
}

/** The error of a word that is no file, after it was looked up as a revision, too. */
export function neitherOf(word: string, isFolder: boolean, revision: FfError): FfError {
  const file = isFolder ? `${JSON.stringify(word)} is a folder` : `there is no file ${JSON.stringify(word)}`;
  const files = isFolder ? [] : closest(basename(word), namesBeside(word)).map((name) => join(dirname(word), name));
  const hint = files.length > 0 ? `did you mean the file ${files.join(" or ")}?` : revision.hints;
  return new FfError("FILE_NOT_FOUND", `${file}, and ${revision.message}`, { hint });
}

async function revisionHint(revision: string, repository: Repository): Promise<string> {
  const [start = ""] = revision.split(/[~^@]/);
  const isKnown = (await repository.commitOf(start || "HEAD")).commit !== null;
  if (!isKnown && ["HEAD", ""].includes(start)) return "there is no commit yet: make one first";
  // What was cut off, or never fetched, has no name here that could be close.
  if (await repository.isShallow()) return shallow;
  if (isKnown && start !== revision) return `see how far back it goes: git log --oneline ${shellWord(start || "HEAD")}`;
  const close = closest(revision, await repository.names());
  return close.length > 0
    ? `did you mean ${close.join(" or ")}?`
    : "see what there is: git branch --all, git tag, git log --oneline";
}

function namesBeside(path: string): string[] {
  try {
    return readdirSync(dirname(path));
  } catch {
    return [];
  }
}
