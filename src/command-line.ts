import { shellWord } from "./shell-word.js";

/** A command of ff that somebody may want to type next, as data: only who shows it knows which file is in use. */
export interface NextCommand {
  readonly name: string;
  readonly words?: readonly string[];
  readonly options?: readonly string[];
  /** The flags file, where it is not the one in use. */
  readonly file?: string | undefined;
}

/**
 * A command as it has to be typed in a shell.
 * @param fileOption the file in use as `--file` named it, which the next command has to name too; null and undefined
 * where it was found without
 */
export function commandLine(command: NextCommand, fileOption?: string | null): string {
  return wordsOf(command, fileOption).map(shellWord).join(" ");
}

/** Options stand last, as people type them; but behind the `--` that a name like `-x` needs, there would be none. */
export function wordsOf({ name, words = [], options = [], file }: NextCommand, fileOption?: string | null): string[] {
  const named = file ?? fileOption ?? null;
  const all = [...options, ...(named === null ? [] : withValue("--file", named))];
  return words.some((word) => word.startsWith("-"))
    ? ["ff", name, ...all, "--", ...words]
    : ["ff", name, ...words, ...all];
}

/** A value that looks like an option is taken for one, unless it is tied to its own. */
export function withValue(option: string, value: string): string[] {
  return value.startsWith("-") ? [`${option}=${value}`] : [option, value];
}
