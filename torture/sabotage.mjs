import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acknowledged } from "./promises/acknowledged.mjs";
import { failedCalls } from "./promises/failed-calls.mjs";
import { foreignInPlace } from "./promises/foreign.mjs";
import { order } from "./promises/order.mjs";

/** What is taken out of the built program, by its text there, and the promise that must then break. */
export const sabotages = [
  {
    name: "no lock",
    replace: [["async function acquireLock(paths, options) {", "async function acquireLock() { return () => {};"]],
    breaks: acknowledged,
  },
  {
    name: "no fsync of the new content",
    replace: [[/(const synchronised = \[)[^,]*synchronise\(fd\), /, "$1"]],
    breaks: order,
  },
  {
    name: "no fsync of the folders",
    replace: [[/(async function syncFolder\(path\) \{[^}]*?)await synchronise\(fd\);/, "$1"]],
    breaks: order,
  },
  {
    name: "no fsync of the history",
    replace: [[/(written whole: is the disk full\?"\);\s*)await synchronise\(fd\);/, "$1"]],
    breaks: order,
  },
  {
    name: "no reading back of what was staged",
    replace: [["if (!descriptorHolds(fd, content))", "if (false)"]],
    breaks: failedCalls,
  },
  {
    name: "no look at what was displaced",
    replace: [
      [/if \([^;]*stampAt\(paths\.target\) !== replaces\.stamp\) return "displaced";/, ""],
      [/(async function isLeftAlone\([^{]*\{)/, "$1 return true;"],
    ],
    breaks: foreignInPlace,
    // Two writers have to meet within a few microseconds: that takes many tries.
    isFull: true,
  },
];

/** Runs work with a copy of the program in which these texts are replaced, each of which must stand there once. */
export async function withSabotaged(root, replacements, work) {
  const folder = mkdtempSync(join(tmpdir(), "ff-sabotage-"));
  try {
    const copy = join(folder, "dist", "cli");
    cpSync(join(root, "dist", "cli"), copy, { recursive: true });
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [wanted, replacement] of replacements) replaceOnce(copy, wanted, replacement);
    return await work(join(copy, "ff.cjs"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function replaceOnce(folder, wanted, replacement) {
  const changed = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".cjs"))
    .map((name) => {
      const path = join(folder, name);
      const before = readFileSync(path, "utf8");
      return { path, before, after: before.replace(wanted, replacement) };
    })
    .filter(({ before, after }) => before !== after);
  if (changed.length !== 1)
    throw new Error(`${wanted} stands in ${changed.length} files of the built program, not in 1`);
  for (const { path, after } of changed) writeFileSync(path, after);
}
