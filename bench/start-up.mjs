import { resolve } from "node:path";
import { withFlags } from "./flags-file.mjs";
import { ff, floor, interleave, report, timeNode } from "./measure.mjs";

const program = resolve(ff);

/** Whole processes, as a multiple of `node -e 0`. */
export async function startUp() {
  await withFlags(100, async (folder) => {
    const times = await interleave(
      {
        floor: () => timeNode(floor, folder),
        check: () => timeNode([program, "check", "flag_50", "--user", "user123"], folder),
        list: () => timeNode([program, "list"], folder),
        help: () => timeNode([program, "rollout", "--help"], folder),
      },
      15,
    );
    report("ff check, 100 flags, × node -e 0", times.check / times.floor, 1.25);
    report("ff list, 100 flags, × node -e 0", times.list / times.floor, 1.35);
    report("ff rollout --help, × node -e 0", times.help / times.floor, 1.4);
  });
  for (const [count, target] of [
    [10_000, 1.4],
    [100_000, 2.5],
  ])
    await withFlags(count, async (folder) => {
      const times = await interleave(
        {
          floor: () => timeNode(floor, folder),
          check: () => timeNode([program, "check", `flag_${count - 1}`, "--user", "user123"], folder),
        },
        7,
      );
      report(`ff check, ${count} flags, × node -e 0`, times.check / times.floor, target);
    });
}
