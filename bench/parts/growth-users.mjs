import { rmSync } from "node:fs";
import { makeFlags } from "../inputs/flags.mjs";
import { writeIds } from "../inputs/users.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode } from "../run-process.mjs";
import { checkUsers, timeIntoFile } from "./users.mjs";

/** One user to ten million, plain ids of a CSV file: the totals of a flag, and a row for each user into another file. */
export async function measure({ folder, env, rounds }) {
  const cwd = makeFlags(folder, 100, "growth-users");
  const place = { cwd, env };
  const results = {};
  for (let count = 1; count <= 10_000_000; count *= 10) {
    const ids = writeIds(cwd, count);
    const things = {
      [`floor ${count}`]: () => timeNode(floor, place),
      [`totals ${count}`]: () => timeNode([program, "check", "flag_50", "--users", ids], place),
      [`rows ${count}`]: () => timeIntoFile(checkUsers(ids), place),
    };
    Object.assign(results, await interleave(things, rounds(count > 1_000_000 ? 3 : 9)));
    rmSync(ids);
  }
  return results;
}
