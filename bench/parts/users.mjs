import { closeSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFlags } from "../inputs/flags.mjs";
import { writeIds, writeLines } from "../inputs/users.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode } from "../run-process.mjs";

const million = 1_000_000;

/** A million users of a file, answered into another file by whole processes. */
export async function measure({ folder, env, rounds }) {
  const cwd = makeFlags(folder, 100, "users");
  const ids = writeIds(cwd, million);
  const lines = writeLines(cwd, million);
  const toFile = (args) => () => timeIntoFile(args, { cwd, env });
  return interleave(
    {
      floor: () => timeNode(floor, { cwd, env }),
      ids: toFile(checkUsers(ids)),
      lines: toFile(checkUsers(lines)),
      "lines parsed": toFile([resolve(import.meta.dirname, "../processes/parse-lines.mjs"), lines]),
    },
    rounds(9),
  );
}

export const checkUsers = (file) => [program, "check", "flag_50", "--users", file, "--format", "csv"];

export function timeIntoFile(args, place) {
  const stdout = openSync(join(place.cwd, "answers"), "w");
  try {
    return timeNode(args, { ...place, stdout });
  } finally {
    closeSync(stdout);
  }
}
