import { makePlace, run, type Ended, type Place } from "./program.js";

/** A place that is a git repository, with nothing of the machine's own settings. */
export interface GitPlace extends Place {
  git(...words: string[]): Promise<Ended>;
  /** Writes these files and commits them; null takes one away. */
  commit(files: Readonly<Record<string, string | null>>, message?: string): Promise<void>;
}

const person = { GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.com" };
const committer = { GIT_COMMITTER_NAME: "Ada", GIT_COMMITTER_EMAIL: "ada@example.com" };
export const gitEnv = { ...person, ...committer, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };

export async function makeRepository(): Promise<GitPlace> {
  const place = makePlace();
  const git = async (...words: string[]): Promise<Ended> => {
    const env = { PATH: process.env["PATH"], HOME: place.folder, ...gitEnv };
    const ended = await run(["git", ...words], { cwd: place.folder, env });
    if (ended.code !== 0) throw new Error(`git ${words.join(" ")}: ${ended.stderr}`);
    return ended;
  };
  await git("init", "--quiet", "--initial-branch=main");
  return {
    ...place,
    ff: (words, options) => place.ff(words, { ...options, env: { ...gitEnv, ...options?.env } }),
    git,
    commit: async (files, message = "a step") => {
      for (const [file, content] of Object.entries(files)) {
        if (content === null) await git("rm", "--quiet", file);
        else {
          place.write(file, content);
          await git("add", "--", file);
        }
      }
      await git("commit", "--quiet", "--allow-empty", `--message=${message}`);
    },
  };
}
