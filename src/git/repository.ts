import { FfError } from "../errors.js";
import { git, type Ended, type Env } from "./git.js";

/** A git repository, asked about its past. Nothing here writes to it. */
export class Repository {
  /** Its topmost folder, symbolic links resolved. */
  readonly root: string;
  readonly #env: Env;

  private constructor(root: string, env: Env) {
    this.root = root;
    this.#env = env;
  }

  /**
   * The repository that a folder is in.
   * @throws FfError REVISION_NOT_FOUND where there is none that git can use, IO without git
   */
  static async around(folder: string, env: Env): Promise<Repository> {
    const { ok, text, words } = await git(folder, env, ["rev-parse", "--show-toplevel"]);
    if (ok) return new Repository(text, env);
    const [reason = "", ...more] = words.split("\n");
    throw new FfError("REVISION_NOT_FOUND", `revisions can't be looked up: ${reason}`, {
      hint:
        more.length > 0 ? more.join("\n") : "revisions need a git repository; files do not: ff diff old.json new.json",
    });
  }

  /** The commit that a revision means, or null, and what git says about it: a warning, or a reason, if it knows one. */
  async commitOf(revision: string): Promise<{ readonly commit: string | null; readonly words: string }> {
    const { ok, text, words } = await this.#ask(["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`]);
    return { commit: ok ? text : null, words: words.replace("Needed a single revision", "").trim() };
  }

  /** The newest commit that both have in their past; null where they share none. */
  async mergeBase(one: string, other: string): Promise<string | null> {
    const { ok, text } = await this.#ask(["merge-base", one, other]);
    return ok ? (text.split("\n")[0] ?? null) : null;
  }

  /**
   * A file as a commit has it, byte for byte; null where it has none.
   * @param path from the root, with slashes
   * @throws FfError IO for what is no file, or can't be read
   */
  async fileAt(commit: string, path: string): Promise<Uint8Array | null> {
    const listed = await this.#succeed(["ls-tree", "-z", "--full-tree", commit, "--", path]);
    const entry = /^(\d+) (\w+) ([0-9a-f]+)\t/.exec(listed.text);
    if (entry === null) return null;
    const [, mode, kind, id = ""] = entry;
    if (kind !== "blob" || mode === symbolicLink) {
      const found = mode === symbolicLink ? "a symbolic link" : kind === "tree" ? "a folder" : "a submodule";
      throw new FfError("IO", `${commit.slice(0, 12)}:${path} is ${found}, not a flags file`, {
        hint: "name the file itself, as <revision>:<path>",
      });
    }
    // `git show` would run what .gitattributes asks for to make a file readable.
    return (await this.#succeed(["cat-file", "blob", id])).bytes;
  }

  /** Every path of a commit. */
  async pathsOf(commit: string): Promise<string[]> {
    const { text } = await this.#succeed(["ls-tree", "-r", "-z", "--full-tree", "--name-only", commit]);
    return text.split("\0").filter((path) => path !== "");
  }

  /** Branches, tags and remote branches, as they are typed. */
  async names(): Promise<string[]> {
    const { text } = await this.#succeed(["for-each-ref", "--format=%(refname:short)"]);
    return ["HEAD", ...text.split("\n").filter((name) => name !== "")];
  }

  /** Whether the past was cut off when it was cloned. */
  async isShallow(): Promise<boolean> {
    return (await this.#ask(["rev-parse", "--is-shallow-repository"])).text === "true";
  }

  #ask(words: readonly string[]): Promise<Ended> {
    return git(this.root, this.#env, words);
  }

  async #succeed(words: readonly string[]): Promise<Ended> {
    const ended = await this.#ask(words);
    if (ended.ok) return ended;
    throw new FfError("IO", `git ${words[0]} failed: ${ended.words}`, { hint: "is the repository whole? git fsck" });
  }
}

const symbolicLink = "120000";
