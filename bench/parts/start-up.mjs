import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode } from "../run-process.mjs";

export const check = [program, "check", "flag_50", "--user", "user123"];
export const list = [program, "list"];

/** Whole processes on a file of 100 flags, their output piped: with the code that an earlier start has cached, and without. */
export async function measure({ folder, env, rounds }) {
  const cwd = makeFlags(folder, 100, "start-up");
  const time = (args) => () => timeNode(args, { cwd, env });
  const first = (args) => () =>
    timeNode(args, { cwd, env: { ...env, XDG_CACHE_HOME: mkdtempSync(join(folder, "empty-cache-")) } });
  const uncached = (args) => () => timeNode(args, { cwd, env: { ...env, NODE_DISABLE_COMPILE_CACHE: "1" } });
  const things = {
    floor: time(floor),
    check: time(check),
    list: time(list),
    "check, first": first(check),
    "list, first": first(list),
    "check, uncached": uncached(check),
    "list, uncached": uncached(list),
  };
  return interleave(things, rounds(41));
}
