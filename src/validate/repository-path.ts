import { isAbsolute, relative, resolve } from "node:path";
import type { Context } from "../command.js";

/** Annotations are shown at paths from the root of the repository. Elsewhere than in it, a path stays as it is. */
export function repositoryPath(path: string, { GITHUB_WORKSPACE: root = "" }: Context["env"]): string {
  if (root === "") return path;
  const inside = relative(root, resolve(path));
  const isOutside = inside === "" || /^\.\.(?:[/\\]|$)/.test(inside) || isAbsolute(inside);
  return isOutside ? path : inside;
}
