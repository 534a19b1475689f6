import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode, underPython } from "../run-process.mjs";

/** `ff check` and `ff show` of the last flag of a large file: the time of whole processes, and the MiB that they held at most. */
export async function measure({ folder, env, rounds }) {
  const runs = [10_000, 100_000].flatMap((count) => {
    const place = { cwd: makeFlags(folder, count), env };
    const flag = `flag_${count - 1}`;
    return [
      { name: `check ${count}`, args: [program, "check", flag, "--user", "user123"], place },
      { name: `show ${count}`, args: [program, "show", flag], place },
    ];
  });
  const things = Object.fromEntries(
    runs.flatMap(({ name, args, place }) => [
      [name, () => timeNode(args, place)],
      [`memory of ${name}`, () => underPython("../torture/peak.py", [process.execPath, ...args], place).peak / 2 ** 20],
    ]),
  );
  return interleave({ floor: () => timeNode(floor, { cwd: folder, env }), ...things }, rounds(15));
}
