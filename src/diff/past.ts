import { basename, relative, sep } from "node:path";
import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { Repository } from "../git/repository.js";
import { folderOf, realPath } from "./real-path.js";

/** Only what fails looks for close names. */
const notFound = () => import("./not-found.js");

/** The flags file in use as git has kept it. What is needed of it is looked up once, when it is first asked for. */
export class Past {
  readonly #context: Context;
  #flagsFile: string | null | undefined;
  #repository: Promise<Repository> | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The flags file's path from the root of the repository. @throws FfError FILE_NOT_FOUND where there is no flags file */
  async path(): Promise<string> {
    return this.#inRepository(this.#locate() ?? this.#context.openStore().location);
  }

  /** Whether a path leads to the flags file in use. */
  isFlagsFile(path: string): boolean {
    const flagsFile = this.#locate();
    return flagsFile !== null && realPath(flagsFile) === realPath(path);
  }

  /** The repository of the flags file; where there is none, of the working directory. */
  repository(): Promise<Repository> {
    return (this.#repository ??= Repository.around(folderOf(this.#locate() ?? "."), this.#context.env));
  }

  /** @throws FfError REVISION_NOT_FOUND, with revisions that may have been meant */
  async commit(revision: string): Promise<string> {
    const repository = await this.repository();
    const { commit, words } = await repository.commitOf(revision);
    if (commit === null) throw await (await notFound()).unknownRevision(revision, words, repository);
    if (words !== "") this.#context.notice(`git says of ${JSON.stringify(revision)}: ${words}`);
    return commit;
  }

  /** Whether a word that also names a file is a revision; not so where nobody can know. */
  async isRevision(word: string): Promise<boolean> {
    const repository = await this.repository().catch(() => null);
    return repository !== null && (await repository.commitOf(word)).commit !== null;
  }

  /** Where two revisions parted. @throws FfError REVISION_NOT_FOUND */
  async mergeBase(one: string, other: string): Promise<string> {
    const repository = await this.repository();
    const base = await repository.mergeBase(await this.commit(one), await this.commit(other));
    if (base === null) throw await (await notFound()).noCommonPast(one, other, repository);
    return base;
  }

  /** The flags file at a commit; null where it is not in it. */
  async bytesAt(commit: string): Promise<Uint8Array | null> {
    return (await this.repository()).fileAt(commit, await this.path());
  }

  /**
   * Any file at a commit, named as git does: from the root, or with "./" from the working directory.
   * @throws FfError FILE_NOT_FOUND with paths that may have been meant
   */
  async fileAt(commit: string, revision: string, typed: string): Promise<Uint8Array> {
    const repository = await this.repository();
    const path = /^\.\.?\//.test(typed) ? await this.#inRepository(typed) : typed;
    const bytes = await repository.fileAt(commit, path);
    if (bytes === null) throw (await notFound()).noSuchFile(revision, path, await repository.pathsOf(commit));
    return bytes;
  }

  /** Files of the flags file's name that a commit has elsewhere. */
  async elsewhere(commit: string): Promise<string[]> {
    const name = basename(await this.path());
    const paths = await (await this.repository()).pathsOf(commit);
    return paths.filter((path) => basename(path) === name);
  }

  #locate(): string | null {
    if (this.#flagsFile !== undefined) return this.#flagsFile;
    try {
      return (this.#flagsFile = this.#context.openStore().location);
    } catch (error) {
      if (!(error instanceof FfError && error.code === "FILE_NOT_FOUND")) throw error;
      return (this.#flagsFile = null);
    }
  }

  async #inRepository(path: string): Promise<string> {
    const { root } = await this.repository();
    const words = relative(realPath(root), realPath(path)).split(sep);
    if (words[0] !== "..") return words.join("/");
    throw new FfError("USAGE", `${path} is outside the git repository ${root}`, {
      hint: "name a file of it as <revision>:<path from the repository's root>",
    });
  }
}
