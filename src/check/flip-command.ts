import type { Flip } from "../eval/flip.js";
import type { User } from "../model/flag.js";
import { commandLine, withValue, wordsOf, type NextCommand } from "../command-line.js";

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
export function flipCommand(flip: Pick<Flip, "change">, subject: Subject): string | null {
  const command = commandOf(flip.change, subject);
  // No shell hands over a NUL, nor half a surrogate pair.
  const isTypeable = (word: string): boolean => word.isWellFormed() && !word.includes("\0");
  return command !== null && wordsOf(command, subject.file).every(isTypeable)
    ? commandLine(command, subject.file)
    : null;
}

function commandOf(change: Flip["change"], { flag, user }: Subject): NextCommand | null {
  if ("user" in change) {
    const { email, tier } = { email: user?.email, tier: user?.tier, ...change.user };
    if (user === undefined) return null;
    const asked = withValue("--user", user.userId);
    if (email !== undefined) asked.push(...withValue("--email", email));
    if (tier !== undefined) asked.push(...withValue("--tier", tier));
    return { name: "check", words: [flag], options: asked };
  }
  switch (change.op) {
    case "enable":
    case "pause":
    case "resume":
      return { name: change.op, words: [flag] };
    case "update":
      return { name: "update", words: [flag], options: ["--strategy", change.set.strategy] };
    case "rollout":
      return { name: "rollout", words: [flag, `${change.percentage}`] };
    case "ab-test": {
      const shares = Object.entries(change.variants);
      const words = shares.map(([variant, share]) => `${variant}=${share}`);
      return shares.every(([variant]) => isOneItem(variant)) ? { name: change.op, words: [flag, ...words] } : null;
    }
    default: {
      const items = "ids" in change ? change.ids : "tiers" in change ? change.tiers : change.domains;
      return items.every(isOneItem)
        ? { name: change.op, words: [flag, ...items], options: [`--${change.mode}`] }
        : null;
    }
  }
}

/** A list is split at commas and spaces. */
function isOneItem(text: string): boolean {
  return !/[,\s]/.test(text);
}
