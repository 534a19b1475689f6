import type { Context } from "../command.js";
import { FfError } from "../errors.js";
import { emptyDocumentText, FlagDocument } from "../model/document.js";
import { Past } from "./past.js";
import { wordsOf, type Word } from "./words.js";

/** Flags to compare, and where they come from. */
export interface Side {
  /** What messages call it: a path, "standard input", `main:feature_flags.json`. */
  readonly source: string;
  /** The commit that they stand in; null for a file. */
  readonly commit: string | null;
  readonly document: FlagDocument;
}

export interface Sides {
  readonly a: Side;
  readonly b: Side;
}

/** A side as it was found; null: the flags file is not in that commit. */
interface Found extends Omit<Side, "document"> {
  readonly document: FlagDocument | null;
}

/**
 * Reads what two words name: files, `-`, or the flags file in use at revisions of git; a range names both sides, and
 * without a second word the other side is the flags file as it is now.
 * @throws FfError USAGE, FILE_NOT_FOUND, REVISION_NOT_FOUND, INVALID_FILE, IO
 */
export async function openSides(context: Context, first: string, second: string | undefined): Promise<Sides> {
  const past = new Past(context);
  const [one, other] = await wordsOf(first, second, past);
  const a = await find(one, context, past);
  const b = await find(other, context, past);
  if (a.document !== null && b.document !== null)
    return { a: { ...a, document: a.document }, b: { ...b, document: b.document } };
  if (a.document === null && b.document === null)
    throw new FfError("FILE_NOT_FOUND", `there is neither ${a.source} nor ${b.source}`, {
      hint: "name a file that a revision has, as <revision>:<path>",
    });
  const [absent, counts] = a.document === null ? [a, "added"] : [b, "removed"];
  context.notice(`there is no ${absent.source}: all flags count as ${counts}${await elsewhere(absent, past)}`);
  return { a: present(a), b: present(b) };
}

async function find(word: Word, context: Context, past: Past): Promise<Found> {
  switch (word.kind) {
    case "flags file": {
      const document = await context.openStore().read();
      return { source: document.file, commit: null, document };
    }
    case "input": {
      const source = word.path === "-" ? "standard input" : word.path;
      return { source, commit: null, document: new FlagDocument(await context.readInput(word.path), source) };
    }
    case "file": {
      const source = `${word.revision}:${word.path}`;
      const commit = await past.commit(word.revision);
      return {
        source,
        commit,
        document: new FlagDocument(await past.fileAt(commit, word.revision, word.path), source),
      };
    }
    case "revision":
      return atCommit(word.revision, await past.commit(word.revision), past);
    case "merge base": {
      const commit = await past.mergeBase(word.one, word.other);
      return atCommit(commit.slice(0, 12), commit, past);
    }
  }
}

async function atCommit(revision: string, commit: string, past: Past): Promise<Found> {
  const source = `${revision}:${await past.path()}`;
  const bytes = await past.bytesAt(commit);
  return { source, commit, document: bytes === null ? null : new FlagDocument(bytes, source) };
}

function present({ document, ...side }: Found): Side {
  return { ...side, document: document ?? FlagDocument.fromText(emptyDocumentText, side.source) };
}

/** A file that was moved has another path in an older commit. */
async function elsewhere({ commit, source }: Found, past: Past): Promise<string> {
  const [path] = commit === null ? [] : await past.elsewhere(commit);
  return path === undefined ? "" : `. Did you mean ${source.slice(0, source.indexOf(":"))}:${path}?`;
}
