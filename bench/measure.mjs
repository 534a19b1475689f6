import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/** The program as users get it, and the floor under every program on Node. */
export const ff = "dist/cli/ff.cjs";
export const floor = ["-e", "0"];

// Where this variable is set, every start of Node reads certificates and takes more than twice as long.
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;

/** Runs node with these arguments and gives its wall time in milliseconds. */
export function timeNode(args, cwd) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited ${status}: ${stderr}`);
  return performance.now() - start;
}

export function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}

/**
 * Measures several things in turn, round by round, so that a noisy moment of the machine meets all of them alike.
 * @param {Record<string, () => number | Promise<number>>} things each gives its own time
 * @returns the median of each
 */
export async function interleave(things, rounds) {
  const times = Object.fromEntries(Object.keys(things).map((name) => [name, []]));
  for (const thing of Object.values(things)) await thing();
  for (let round = 0; round < rounds; round++)
    for (const [name, thing] of Object.entries(things)) times[name].push(await thing());
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** One line of the report: what was reached beside the target, and whether that is enough. */
export function report(what, ratio, target, { atLeast = false, unit = "" } = {}) {
  const enough = atLeast ? ratio >= target : ratio <= target;
  const reached = `${ratio.toFixed(2)}${unit}`.padStart(8);
  const limit = `${atLeast ? "≥" : "≤"} ${target}${unit}`;
  console.log(`${enough ? "ok  " : "MISS"} ${reached}  ${limit.padEnd(9)} ${what}`);
}
