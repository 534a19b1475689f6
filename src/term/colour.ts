export type ColourLevel = 0 | 1 | 2 | 3;

interface ColourQuestion {
  /** False for `--no-color`; true says nothing, since a parser sets it when the option was not given. */
  readonly option?: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the stream in question is a terminal: stdout and stderr are asked for separately. */
  readonly isTTY: boolean;
}

/**
 * How many colours a stream gets: 0 none, 1 sixteen, 2 256, 3 all. The option comes first, then NO_COLOR
 * (no-color.org: any non-empty value), FORCE_COLOR, CLICOLOR_FORCE, TERM=dumb, and last whether it is a terminal.
 */
export function decideColour({ option, env, isTTY }: ColourQuestion): ColourLevel {
  if (option === false) return 0;
  if (env["NO_COLOR"]) return 0;
  const force = env["FORCE_COLOR"];
  if (force) return forced(force, env);
  const clicolor = env["CLICOLOR_FORCE"];
  if (clicolor && clicolor !== "0") return levelOf(env);
  return isTTY && env["TERM"] !== "dumb" ? levelOf(env) : 0;
}

function forced(value: string, env: ColourQuestion["env"]): ColourLevel {
  if (value === "0" || value === "false") return 0;
  if (value === "1") return 1;
  if (value === "2") return 2;
  return value === "3" ? 3 : levelOf(env);
}

function levelOf(env: ColourQuestion["env"]): 1 | 2 | 3 {
  if (/^(truecolor|24bit)$/i.test(env["COLORTERM"] ?? "")) return 3;
  return /256(color)?$/i.test(env["TERM"] ?? "") ? 2 : 1;
}
