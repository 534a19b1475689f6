import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode, underPython } from "../run-process.mjs";

/** `ff check` of the last flag of a large file: the time of whole processes, and the MiB that they held at most. */
export async function measure({ folder, env, rounds }) {
  const checks = [10_000, 100_000].map((count) => ({
    count,
    args: [program, "check", `flag_${count - 1}`, "--user", "user123"],
    place: { cwd: makeFlags(folder, count), env },
  }));
  const things = Object.fromEntries(
    checks.flatMap(({ count, args, place }) => [
      [`check ${count}`, () => timeNode(args, place)],
      [`memory ${count}`, () => underPython("../torture/peak.py", [process.execPath, ...args], place).peak / 2 ** 20],
    ]),
  );
  return interleave({ floor: () => timeNode(floor, { cwd: folder, env }), ...things }, rounds(15));
}
