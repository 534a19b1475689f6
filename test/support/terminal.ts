import { join } from "node:path";

import { baseEnv, programFile, run, type Place } from "./program.js";

const runner = join(import.meta.dirname, "terminal.py");

/** Keys as a terminal sends them. */
export const keys = { enter: "\r", down: "\u001b[B", controlC: "\u0003", controlD: "\u0004" };

export interface TerminalOptions {
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The streams that are the terminal; the others are pipes, and standard input is empty. All three unless given. */
  readonly streams?: readonly ("stdin" | "stdout" | "stderr")[];
  /** What is typed, each after a text has appeared. */
  readonly steps?: readonly (readonly [after: string, type: string])[];
}

/** What a person saw, in raw bytes and as plain lines, and how the process ended; negative for a signal. */
export interface Session {
  readonly raw: string;
  readonly screen: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs `ff` in a terminal of its own. */
export async function inTerminal(
  place: Place,
  words: readonly string[],
  { columns = 80, env = {}, streams = ["stdin", "stdout", "stderr"], steps = [] }: TerminalOptions = {},
): Promise<Session> {
  const plan = {
    command: [process.execPath, programFile, ...words],
    cwd: place.folder,
    env: { ...baseEnv(place.folder), TERM: "xterm", ...env },
    rows: 24,
    columns,
    streams,
    steps: steps.map(([after, type]) => ({ after, type })),
    seconds: 25,
  };
  const python = await run(["python3", runner], { cwd: place.folder, env: process.env, input: JSON.stringify(plan) });
  if (python.code !== 0) throw new Error(python.stderr);
  const { screen: raw, ...ended } = JSON.parse(python.stdout) as Omit<Session, "raw">;
  return { ...ended, raw, screen: plain(raw) };
}

/** Without escape sequences, and with bare line feeds. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/\u001b\[[\d;?]*[A-Za-z]/g, "").replaceAll("\r\n", "\n");
}
