import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** The built program: `npm test` builds it before the tests run. */
export const programFile = join(import.meta.dirname, "../../dist/cli/ff.cjs");

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended it. */
  readonly code: number | null;
}

export interface RunOptions {
  /** Added to what `baseEnv` gives, which is all that the program is given; undefined takes one of them away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Standard input, which is empty unless given. */
  readonly input?: string | Uint8Array;
}

/** A fresh folder to run the program in; removed when the test is over. */
export interface Place {
  readonly folder: string;
  /** Runs `ff` with these words. */
  ff(words: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs a command of bash, in which `ff` is the program. */
  shell(command: string, options?: RunOptions): Promise<Ended>;
  write(file: string, content: string | Uint8Array): void;
  read(file: string): string;
  path(file: string): string;
}

export function makePlace(): Place {
  // Resolved: the program names files as its working directory is really called.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ff-")));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (file: string): string => join(folder, file);
  const start = (command: readonly string[], options: RunOptions = {}): Promise<Ended> =>
    run(command, { cwd: folder, ...options, env: { ...baseEnv(folder), ...options.env } });
  return {
    folder,
    path,
    ff: (words, options) => start([process.execPath, programFile, ...words], options),
    shell: (command, options) =>
      start(["bash", "--norc", "-c", `ff() { "${process.execPath}" "${programFile}" "$@"; }\n${command}`], options),
    write: (file, content) => {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), content);
    },
    read: (file) => readFileSync(path(file), "utf8"),
  };
}

/**
 * The environment that tests start from: nothing of the machine's own settings, CI's among them. Compiled code would be
 * kept in the folder, where tests look for what the program leaves.
 */
export function baseEnv(home: string): Record<string, string | undefined> {
  return { PATH: process.env["PATH"], HOME: home, LANG: "C.UTF-8", NODE_DISABLE_COMPILE_CACHE: "1" };
}

/** Runs a command to its end. */
export function run(
  [file = "", ...words]: readonly string[],
  { cwd, env, input = "" }: RunOptions & { readonly cwd: string },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { cwd, env: { ...env } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), code });
    });
    // A program that does not read its input closes it.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
