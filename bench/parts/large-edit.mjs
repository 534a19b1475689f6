import { resolve } from "node:path";
import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { program, timeNode } from "../run-process.mjs";

const copyBack = resolve(import.meta.dirname, "../processes/copy-back.cjs");

/** An edit of one flag in a file of 40 MB, and reading that file and writing it back: whole processes, both durable. */
export async function measure({ folder, env, rounds }) {
  const place = { cwd: makeFlags(folder, 100_000, "large-edit"), env };
  let percentage = 0;
  return interleave(
    {
      copy: () => timeNode([copyBack], place),
      edit: () => timeNode([program, "rollout", "flag_7", String(++percentage), "--quiet"], place),
    },
    rounds(15),
  );
}
