import type { Flip } from "../eval/flip.js";
import type { User } from "../model/flag.js";
import { shellWord } from "../term/shell-word.js";

/** What a flip's command is about. */
export interface Subject {
  readonly flag: string;
  readonly user: User | undefined;
  /** The file as `--file` named it; undefined where it was found without. */
  readonly file: string | undefined;
}

/**
 * What has to be typed to make a flip: the change itself, or where the user would have to be another, the question
 * asked again. Null where that can't be typed, or nobody was named to ask for.
 */
export function flipCommand({ change }: Pick<Flip, "change">, { flag, user, file }: Subject): string | null {
  const options = file === undefined ? [] : withValue("--file", file);
  if ("user" in change) {
    const { email, tier } = { email: user?.email, tier: user?.tier, ...change.user };
    if (user === undefined) return null;
    const asked = withValue("--user", user.userId);
    if (email !== undefined) asked.push(...withValue("--email", email));
    if (tier !== undefined) asked.push(...withValue("--tier", tier));
    return typed("check", [flag], [...asked, ...options]);
  }
  switch (change.op) {
    case "enable":
    case "pause":
    case "resume":
      return typed(change.op, [flag], options);
    case "update":
      return typed("update", [flag], ["--strategy", change.set.strategy, ...options]);
    case "rollout":
      return typed("rollout", [flag, `${change.percentage}`], options);
    case "ab-test": {
      const shares = Object.entries(change.variants);
      const words = shares.map(([variant, share]) => `${variant}=${share}`);
      return shares.every(([variant]) => isOneItem(variant)) ? typed(change.op, [flag, ...words], options) : null;
    }
    default: {
      const items = "ids" in change ? change.ids : "tiers" in change ? change.tiers : change.domains;
      return items.every(isOneItem) ? typed(change.op, [flag, ...items], [`--${change.mode}`, ...options]) : null;
    }
  }
}

/** A list is split at commas and spaces. */
function isOneItem(text: string): boolean {
  return !/[,\s]/.test(text);
}

/** A value that looks like an option is taken for one, unless it is tied to its own. */
function withValue(option: string, value: string): string[] {
  return value.startsWith("-") ? [`${option}=${value}`] : [option, value];
}

/** Options stand last, as people type them; but behind the `--` that a name like `-x` needs, there would be none. */
function typed(command: string, words: readonly string[], options: readonly string[]): string | null {
  const line = words.some((word) => word.startsWith("-"))
    ? ["ff", command, ...options, "--", ...words]
    : ["ff", command, ...words, ...options];
  // No shell hands over a NUL, nor half a surrogate pair.
  const isTypeable = line.every((word) => word.isWellFormed() && !word.includes("\0"));
  return isTypeable ? line.map(shellWord).join(" ") : null;
}
