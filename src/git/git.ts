import { execFile } from "node:child_process";
import { FfError } from "../errors.js";
import { mostBytes } from "../largest-file.js";

export type Env = Readonly<Record<string, string | undefined>>;

/** How git ended, what it gave, and what it said on the side. */
export interface Ended {
  readonly ok: boolean;
  readonly bytes: Uint8Array;
  /** What it printed, without the line feed at its end. */
  readonly text: string;
  /** Its complaint or warning in English, without the "fatal: " in front. */
  readonly words: string;
}

/**
 * Runs git, without a shell, in a folder. Arguments that somebody typed go behind `--end-of-options` or `--`.
 * @throws FfError IO where there is no git, or it gives more than a flags file may have
 */
export function git(folder: string, env: Env, words: readonly string[]): Promise<Ended> {
  // A hook of git is told where its repository is, by a path that holds in the folder it is run in.
  const place = env["GIT_DIR"] ? [] : ["-C", folder];
  const options = {
    env: { ...env, LC_ALL: "C" },
    encoding: "buffer",
    maxBuffer: mostBytes,
    windowsHide: true,
  } as const;
  return new Promise((resolve, reject) => {
    execFile("git", [...place, "--literal-pathspecs", "--no-pager", ...words], options, (error, bytes, complaint) => {
      // A number is git's own exit code; a word is what kept it from running to its end.
      if (error !== null && typeof error.code !== "number") reject(notRun(error));
      else resolve({ ok: error === null, bytes, text: oneLineLess(bytes), words: withoutPrefix(complaint) });
    });
  });
}

function notRun(error: Error & { readonly code?: string | number | null | undefined }): FfError {
  const isMissing = error.code === "ENOENT";
  const reason = isMissing ? "git is not installed, or not in PATH" : `git did not run: ${error.message}`;
  return new FfError("IO", `revisions can't be looked up: ${reason}`, {
    hint: isMissing ? "install git, or name two files: ff diff old.json new.json" : "try the same with git itself",
    cause: error,
  });
}

function oneLineLess(bytes: Buffer): string {
  return bytes.toString().replace(/\n$/, "");
}

function withoutPrefix(complaint: Buffer): string {
  return complaint
    .toString()
    .trim()
    .replace(/^(fatal|error|warning): /gm, "");
}
