/** A word that names flags by a revision of git. */
export type RevisionWord =
  | { readonly kind: "revision"; readonly revision: string }
  /** A file of a revision: `main:config/flags.json`. */
  | { readonly kind: "file"; readonly revision: string; readonly path: string }
  /** `main..topic`, or `main...topic` from where the two parted; a side that is left out is HEAD. */
  | { readonly kind: "range"; readonly from: string; readonly to: string; readonly fromMergeBase: boolean };

/** Takes a word apart as git does: no revision holds "..", and a colon in braces belongs to the revision. */
export function parseRevision(word: string): RevisionWord {
  const [, from, dots, to] = /^(.*?)(\.{2,3})(.*)$/s.exec(word) ?? [];
  if (from !== undefined && to !== undefined && !isPath(word))
    return { kind: "range", from: from || "HEAD", to: to || "HEAD", fromMergeBase: dots === "..." };
  const [, revision, path] = /^((?:[^{:]|\{[^}]*\})*):(.*)$/s.exec(word) ?? [];
  if (revision !== undefined && path !== undefined) return { kind: "file", revision, path };
  return { kind: "revision", revision: word };
}

/** Whether ".." stands in it for the folder above, or for nothing at all. */
function isPath(word: string): boolean {
  return /^\.+$/.test(word) || word.split(/[/\\:]/).includes("..");
}
