import { codeOf, FfError } from "../../errors.js";
import { shellWord } from "../../shell-word.js";

const sentences: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than the system allows",
  EIO: "the disk reported an error",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  EXDEV: "it lies on another file system",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many files are open",
  ELOOP: "the symbolic links lead in a circle",
};

/**
 * A failed system call as an error for people; what is no system's error, a defect among them, stays as it is.
 * @param path what was to be read or written, as messages name it: where it was refused, its rights are to be looked at
 */
export function ioError(doing: string, error: unknown, path?: string): Error {
  const code = codeOf(error);
  if (error instanceof FfError || (error instanceof Error && code === undefined)) return error;
  const isRefused = code === "EACCES" || code === "EPERM";
  return new FfError("IO", `can't ${doing}: ${reasonOf(error)}`, {
    hint: isRefused && path !== undefined ? `see whose it is, and who may do that: ls -la ${shellWord(path)}` : [],
    cause: error,
  });
}

/**
 * The error of a failure after the swap (UNCONFIRMED): the new content is in place, and what the history and `.ff/`
 * say of it must stay for the next writer, who finishes the work.
 */
export function unconfirmed(file: string, cause: unknown): FfError {
  return new FfError("UNCONFIRMED", `${file} was written, but not confirmed on disk: ${reasonOf(cause)}`, {
    hint: "the new content is in place and may be lost if the power fails now; look after the disk",
    cause,
  });
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const why = (code !== undefined && sentences[code]) || (error instanceof Error ? error.message : String(error));
  return code === undefined ? why : `${why} (${code})`;
}
