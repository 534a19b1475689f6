import { interleave } from "../interleave.mjs";
import { raceWriters } from "../writers.mjs";

/** One writer to 64 of a file, in one process or each in its own: milliseconds for each edit, and how many were lost. */
export async function measure({ folder, env, rounds }) {
  const counts = [1, 2, 4, 8, 16, 32, 64];
  const lost = Object.fromEntries(counts.map((count) => [`lost ${count}`, []]));
  const race = (count, shape) => async () => {
    const script = "library-writer.mjs";
    const result = await raceWriters({ script, ...shape, folder, env });
    lost[`lost ${count}`].push(result.lost);
    return result.time;
  };
  const things = Object.fromEntries(
    counts.flatMap((count) => [
      [`together ${count}`, race(count, { processes: 1, width: count })],
      [`apart ${count}`, race(count, { processes: count })],
    ]),
  );
  return { ...(await interleave(things, rounds(3))), ...lost };
}
