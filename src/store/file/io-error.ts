import { FfError } from "../../errors.js";

/** The `code` of an operating system's error, such as ENOENT; undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const sentences: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than the system allows",
  EIO: "the disk reported an error",
  ENOTDIR: "a part of the path is not a folder",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many files are open",
  ELOOP: "the symbolic links lead in a circle",
};

/** A failed system call as an error for people; one that is an FfError already stays as it is. */
export function ioError(doing: string, error: unknown): FfError {
  if (error instanceof FfError) return error;
  const code = codeOf(error);
  const why = (code !== undefined && sentences[code]) || (error instanceof Error ? error.message : String(error));
  return new FfError("IO", `can't ${doing}: ${why}${code === undefined ? "" : ` (${code})`}`, {
    hint: "nothing was changed",
    cause: error,
  });
}
