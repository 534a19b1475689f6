import { safe } from "./escape.js";
import type { Paint } from "./style.js";

/** Stands below what is chosen from. */
export const keysHelp = "up/down to move, type to search, Enter to choose, Ctrl-C to cancel";

/**
 * Every colour that inquirer's prompts use, through our own: left alone it asks the environment and stdout, not the
 * stream that it draws on. Texts that come from the caller or the file are escaped by the prompts, the rest here.
 * @param keys `keysHelp` in lines of the terminal
 */
export function promptTheme(paint: Paint, keys: string) {
  return {
    prefix: { idle: paint.cyan("?"), done: paint.green("?") },
    spinner: { interval: 80, frames: ["-", "\\", "|", "/"].map(paint.yellow) },
    style: {
      answer: (text: string) => paint.cyan(safe(text)),
      message: paint.bold,
      error: (text: string) => paint.red(`> ${text}`),
      defaultAnswer: (text: string) => paint.dim(`(${safe(text)})`),
      help: paint.dim,
      highlight: paint.cyan,
      key: paint.bold,
      disabled: paint.dim,
      searchTerm: paint.cyan,
      description: paint.dim,
      keysHelpTip: () => paint.dim(keys),
    },
  };
}
