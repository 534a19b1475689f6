import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";

export const program = resolve(import.meta.dirname, "../dist/cli/ff.cjs");

/** The floor under every program on Node. */
export const floor = ["-e", "0"];

/**
 * Runs node with these arguments and waits for its end.
 * @returns its wall time in milliseconds
 * @throws Error when it exits with anything but 0
 */
export function timeNode(args, { cwd, env, stdout = "pipe" }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    stdio: ["ignore", stdout, "pipe"],
    maxBuffer: Infinity,
  });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited ${status}: ${stderr}`);
  return time;
}

/** The same without waiting in between, for processes side by side. */
export function runNode(args, { cwd, env }) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done() : fail(new Error(`node ${args.join(" ")} exited ${code}`))));
  });
}

/** Runs a command under a Python script, and gives what that tells of it. */
export function underPython(script, command, { cwd, env }) {
  const file = resolve(import.meta.dirname, script);
  const { status, stdout, stderr } = spawnSync("python3", [file, ...command], { cwd, env, encoding: "utf8" });
  const told = status === 0 ? JSON.parse(stdout.trimEnd().split("\n").at(-1)) : null;
  if (told?.code !== 0) throw new Error(`${command.join(" ")} failed: ${stderr}${stdout}`);
  return told;
}
