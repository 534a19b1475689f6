/**
 * What can be measured, in this order. Each module's `measure(context)` gives the rounds of what it measured: name →
 * a value for each round (milliseconds where nothing else is said). The context: `folder`, to work in; `env`, for
 * processes; `rounds(n)`, how many rounds where n are wanted; `peers`, the folder where they are installed, or null.
 */
export const parts = {
  "start-up": () => import("./start-up.mjs"),
  terminal: () => import("./terminal.mjs"),
  help: () => import("./help.mjs"),
  programs: () => import("./programs.mjs"),
  "large-files": () => import("./large-files.mjs"),
  evaluation: () => import("./evaluation.mjs"),
  users: () => import("./users.mjs"),
  edits: () => import("./edits.mjs"),
  "large-edit": () => import("./large-edit.mjs"),
  "growth-flags": () => import("./growth-flags.mjs"),
  "growth-users": () => import("./growth-users.mjs"),
  "growth-writers": () => import("./growth-writers.mjs"),
};

/** Those that a run without names measures: the targets. How cost grows takes longer than all of them. */
export const targetParts = Object.keys(parts).filter((name) => !name.startsWith("growth"));
