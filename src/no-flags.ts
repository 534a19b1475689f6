import { commandLine } from "./command-line.js";
import { safe } from "./term/escape.js";
import { sentence } from "./term/sentence.js";
import type { View } from "./term/view.js";

/**
 * What a terminal shows where the flags file has none.
 * @param fileOption as `--file` named it; null where it was found without
 */
export function noFlags(file: string, fileOption: string | null, view: View): Promise<string> {
  const create = commandLine({ name: "create", words: ["new_dashboard"] }, fileOption);
  return sentence(`${safe(file)} has no flags yet. Make one with: ${create}`, view);
}
