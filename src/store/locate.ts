import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { FfError } from "../errors.js";

/** The flags file's usual name. */
export const defaultFileName = "feature_flags.json";

/** Where it is looked for in each folder upward; the second only when the first is nowhere. */
const candidates = [defaultFileName, join("backend", "data", defaultFileName)];

/** Which file is meant, and what said so. */
export interface Located {
  readonly path: string;
  readonly source: "--file" | "FF_FILE" | "search" | "default";
}

/**
 * The flags file: `--file`, else `FF_FILE` (empty counts as unset), else the nearest one upward from the working
 * directory. `default` means that none was found; its path is where a new one goes.
 * @throws FfError USAGE for `-`
 */
export function locate(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Located {
  if (option !== undefined) return named(option, "--file", cwd);
  const { FF_FILE: variable } = env;
  if (variable !== undefined && variable !== "") return named(variable, "FF_FILE", cwd);
  for (const candidate of candidates) {
    for (let folder = cwd; ; folder = dirname(folder)) {
      const path = join(folder, candidate);
      if (existsSync(path)) return { path, source: "search" };
      if (folder === dirname(folder)) break;
    }
  }
  return { path: join(cwd, defaultFileName), source: "default" };
}

/** Whoever types `-` means standard input, which is no file that could be kept; never one that is called so. */
function named(typed: string, source: "--file" | "FF_FILE", cwd: string): Located {
  if (typed !== "-") return { path: resolve(cwd, typed), source };
  throw new FfError("USAGE", `${source}: the flags file can't be standard input`, {
    hint: "name the JSON file itself; one that is called - is ./-",
  });
}

/** What was searched, in words, for the error of a command that found nothing. */
export function searchedPlaces(cwd: string): string {
  return `${candidates.join(" or ")} in ${cwd} and the folders above it`;
}
