import type { OptionSpec } from "../src/command.js";

/** An option's notation taken apart, as commander reads it. */
export interface Notation {
  /** Every way to spell it: `-n`, `--dry-run`. */
  readonly names: readonly string[];
  /** The camelCase name that its value arrives under; for `--no-color` that is `color`. */
  readonly key: string;
  readonly takesValue: boolean;
  /** Whether it switches off: `--no-…`. */
  readonly negates: boolean;
  readonly isRepeatable: boolean;
}

/** Without regular expressions: every start takes a dozen of these apart, and compiling one costs more than using it. */
export function notationOf({ flags, repeatable }: Pick<OptionSpec, "flags" | "repeatable">): Notation {
  const names = flags
    .split(" ")
    .map((term) => (term.endsWith(",") ? term.slice(0, -1) : term))
    .filter((term) => term.startsWith("-"));
  const long = names.at(-1) ?? flags;
  const negates = long.startsWith("--no-");
  const [first = "", ...more] = long.slice(negates ? 5 : 2).split("-");
  return {
    names,
    key: first + more.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(""),
    takesValue: flags.includes("<"),
    negates,
    isRepeatable: repeatable === true,
  };
}

/** The name of an option in messages: the long one. */
export function longName(spec: Pick<OptionSpec, "flags">): string {
  return notationOf(spec).names.at(-1) ?? spec.flags;
}
