import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve(import.meta.dirname, "../results");
const kept = 2;

/** The recorded runs, the oldest first. */
export function readRuns() {
  return names().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
}

/** Keeps a run, in a file named after its date, and the one before it. */
export function recordRun(run) {
  mkdirSync(folder, { recursive: true });
  const name = `${run.date.slice(0, 16).replace(":", "-")}.json`;
  // A line for each thing that was measured.
  const text = JSON.stringify(run, null, 1).replace(/\[[^\]]*\]/g, (list) => list.replace(/\s+/g, ""));
  writeFileSync(join(folder, name), `${text}\n`);
  for (const old of names().slice(0, -kept)) unlinkSync(join(folder, old));
}

const names = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
