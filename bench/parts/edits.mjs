import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, runNode } from "../run-process.mjs";
import { raceWriters } from "../writers.mjs";

const [writers, processes] = [8, 80];

/** Durable edits side by side: milliseconds for each, and how many of those that were acknowledged are missing. */
export async function measure(context) {
  const { folder, env, rounds, peers } = context;
  const lost = {};
  const race = (name, script, shape, more) => async () => {
    const result = await raceWriters({ script, ...shape, folder, env, more });
    (lost[`lost ${name}`] ??= []).push(result.lost);
    return result.time;
  };
  const together = { processes: 1, width: writers };
  const apart = { processes: writers };
  const peer = (name, shape) => (peers === null ? {} : { [name]: race(name, "peer-writer.mjs", shape, [peers]) });
  const inProcess = await interleave(
    {
      together: race("together", "library-writer.mjs", together),
      ...peer("peer, together", together),
      apart: race("apart", "library-writer.mjs", apart),
      ...peer("peer, apart", apart),
    },
    rounds(7),
  );
  const whole = await interleave(
    {
      floor: () => timeSideBySide(() => floor, { cwd: folder, env }),
      processes: async () => {
        const result = await editByProcesses(context);
        (lost["lost processes"] ??= []).push(result.lost);
        return result.time;
      },
    },
    rounds(9),
  );
  return { ...inProcess, ...whole, ...lost };
}

/** Each process edits a flag of its own, to a percentage that no flag had. */
async function editByProcesses({ folder, env }) {
  const cwd = makeFlags(folder, 100, "processes");
  const edit = (index) => [program, "rollout", `flag_${index}`, "12.5", "--quiet"];
  const time = await timeSideBySide(edit, { cwd, env });
  const flags = Object.values(JSON.parse(readFileSync(join(cwd, "feature_flags.json"), "utf8")));
  rmSync(cwd, { recursive: true });
  return { time, lost: processes - flags.filter(({ percentage }) => percentage === 12.5).length };
}

/** Runs the processes, 8 at a time: milliseconds for each. */
async function timeSideBySide(argsOf, place) {
  const numbers = Array.from({ length: processes }, (_, index) => index).values();
  const start = performance.now();
  const work = async () => {
    // All draw from the one iterator.
    for (const index of numbers) await runNode(argsOf(index), place);
  };
  await Promise.all(Array.from({ length: writers }, work));
  return (performance.now() - start) / processes;
}
