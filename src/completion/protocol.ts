/**
 * How a shell's script asks: `ff __complete bash <COMP_WORDBREAKS> <line up to the cursor>`, or `zsh`, `fish` and the
 * words behind `ff`, unquoted, the one under the cursor last; that one fish has only as it stands, quotes and all. The
 * answer's first line is `files`, which the shell finds itself, or `words`; each line that follows is one: for bash as it
 * is to be inserted, else the plain word, a tab and what it means.
 */
export const completionWord = "__complete";

export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];
