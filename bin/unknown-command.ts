import { registry } from "../commands/registry.js";
import { FfError } from "../src/errors.js";
import { closest } from "../src/term/suggest.js";

/**
 * What commands like these are called elsewhere. None of it runs: each would be a name to keep for ever.
 * @internal
 */
export const otherWords: Readonly<Record<string, readonly string[]>> = {
  init: ["setup"],
  create: ["add", "new", "make"],
  update: ["set", "edit", "modify", "change"],
  delete: ["remove", "del", "drop", "destroy"],
  apply: ["import", "batch"],
  enable: ["on", "activate"],
  disable: ["off", "kill", "deactivate"],
  pause: ["stop"],
  resume: ["start", "unpause", "continue"],
  rollout: ["ramp", "percentage"],
  "ab-test": ["experiment", "split"],
  check: ["evaluate", "eval", "explain", "why", "test"],
  list: ["status", "flags"],
  show: ["get", "view", "describe", "info", "status"],
  diff: ["compare"],
  validate: ["lint", "verify", "fix"],
  log: ["history", "audit"],
  undo: ["revert", "rollback", "restore"],
};

/** What no command does, though one may be spelled like it. */
const renaming = ["rename", "mv", "move"];

/** The error of a word that is no command, with what may have been meant. */
export function unknownCommand(name: string): FfError {
  return new FfError("USAGE", `unknown command ${JSON.stringify(name)}`, { hint: hintFor(name) });
}

function hintFor(name: string): string {
  const word = name.toLowerCase();
  if (renaming.includes(word))
    return "a flag can't be renamed, since its name decides which users it picks: ff create another and ff delete this one";
  const commands = registry.map((row) => row.name);
  const called = commands.filter((command) => otherWords[command]?.includes(word));
  const meant = called.length > 0 ? called : closest(name, commands);
  return meant.length > 0
    ? `did you mean ${meant.map((command) => `ff ${command}`).join(" or ")}?`
    : "see the commands: ff help";
}
