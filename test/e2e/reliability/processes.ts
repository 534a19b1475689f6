import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { baseEnv, programFile, type Ended, type Place } from "../../support/program.js";
import { lacks } from "../../support/needs.js";

/** A process that runs beside the test. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended & { readonly signal: NodeJS.Signals | null }>;
}

/** Starts a command in the place, with an environment as bare as that of every other test of the program. */
export function start(place: Place, [file = "", ...words]: readonly string[]): Started {
  const child = spawn(file, words, {
    cwd: place.folder,
    // With one thread for files, the system calls of a run come in the same order every time.
    env: { ...baseEnv(place.folder), UV_THREADPOOL_SIZE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<Awaited<Started["ended"]>>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ stdout, stderr, code, signal });
    });
  });
  return { child, ended };
}

export const startFf = (place: Place, words: readonly string[]): Started =>
  start(place, [process.execPath, programFile, ...words]);

/** Runs `ff` under strace, which does something to it at a system call: `fsync:error=EIO:when=2`. */
export function startInjected(place: Place, injection: string, words: readonly string[], path?: string): Started {
  return startNodeInjected(place, injection, [programFile, ...words], path);
}

/** The same for whatever Node is to run. */
export function startNodeInjected(place: Place, injection: string, words: readonly string[], path?: string): Started {
  const [call = ""] = injection.split(":");
  const only = path === undefined ? [] : ["-P", path];
  const traced = ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${injection}`, ...only];
  return start(place, ["strace", ...traced, process.execPath, ...words]);
}

/** Starts task after task, so many at a time. */
export async function inParallel<T>(count: number, width: number, task: (number: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) results[number] = await task(number);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** Looks until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error("it did not come about");
    await delay(5);
  }
}

/** The id of the process that holds the lock, or null; only the holder writes the second line. */
export function lockHolder(place: Place): number | null {
  try {
    const [, line = ""] = readFileSync(place.path(".ff/feature_flags.json.lock"), "utf8").split("\n");
    return (JSON.parse(line) as { pid: number }).pid;
  } catch {
    return null;
  }
}

export const lacksStrace = (): boolean =>
  lacks("strace", ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"]);
