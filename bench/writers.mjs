import { fork } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { makeFlags } from "./inputs/flags.mjs";

// An application that edits runs for longer than it takes V8 to compile what edits.
const milliseconds = 3000;

/**
 * Several processes edit one file of 100 flags for three seconds, in each of them so many writers side by side, each writer
 * its own flag.
 * @returns {Promise<{ time: number, lost: number }>} milliseconds for each edit, of all of them together; how many of
 *   the acknowledged edits are missing: the last of a writer from the file, any from the history (which peers don't have)
 */
export async function raceWriters({ script, processes, width = 1, folder, env, more = [] }) {
  const place = makeFlags(mkdtempSync(join(folder, "writers-")), 100);
  const file = join(place, "feature_flags.json");
  const module = resolve(import.meta.dirname, "processes", script);
  const forked = Array.from({ length: processes }, (_, index) =>
    fork(module, [file, ...[index * width, width, milliseconds].map(String), ...more], { env }),
  );
  await Promise.all(forked.map(message));
  const start = performance.now();
  for (const one of forked) one.send("go");
  const counts = (await Promise.all(forked.map(message))).flat();
  const all = performance.now() - start;
  const total = counts.reduce((one, other) => one + other);
  const flags = JSON.parse(readFileSync(file, "utf8"));
  const last = counts.filter((edits, writer) => flags[`flag_${writer}`].user_ids[0] !== String(edits)).length;
  const lost = last + (script.startsWith("library") ? total - historyLength(join(place, ".ff")) : 0);
  rmSync(place, { recursive: true });
  return { time: all / total, lost };
}

/** What a process says next; an error when it ends without. */
function message(one) {
  return new Promise((done, fail) => {
    const ended = (code) => fail(new Error(`a writer exited ${code} before its time`));
    one.once("exit", ended);
    one.once("message", (said) => {
      one.off("exit", ended);
      done(said);
    });
  });
}

/** Each edit is of one flag, and so one line. */
function historyLength(folder) {
  const files = readdirSync(folder).filter((name) => /\.history.*\.jsonl$/.test(name));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n"));
  return lines.map((line) => JSON.parse(line)).filter(({ source }) => source === "ff").length;
}
