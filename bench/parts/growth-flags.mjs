import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode } from "../run-process.mjs";

const openLibrary = resolve(import.meta.dirname, "../processes/open-library.mjs");

/** What each costs with ten, a hundred, a thousand times the flags. */
export async function measure({ folder, env, rounds }) {
  const results = {};
  for (const count of [100, 1000, 10_000, 100_000]) {
    const cwd = makeFlags(folder, count, `growth-${count}`);
    const place = { cwd, env };
    const run = (...words) => timeNode([program, ...words], place);
    let percentage = 0;
    const open = () =>
      Number(execFileSync(process.execPath, [openLibrary, join(cwd, "feature_flags.json")], { env, encoding: "utf8" }));
    const things = {
      floor: () => timeNode(floor, place),
      check: () => run("check", `flag_${count - 1}`, "--user", "user123"),
      list: () => run("list"),
      edit: () => run("rollout", "flag_7", String(++percentage), "--quiet"),
      validate: () => run("validate"),
      open,
    };
    const named = Object.entries(things).map(([name, measureOne]) => [`${name} ${count}`, measureOne]);
    Object.assign(results, await interleave(Object.fromEntries(named), rounds(count > 10_000 ? 5 : 11)));
  }
  return results;
}
