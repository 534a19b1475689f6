import { interleave } from "../interleave.mjs";
import { raceWriters } from "../writers.mjs";

/** One writer to 64 of the same file, through the library: milliseconds for each edit, and how many were lost. */
export async function measure({ folder, env, rounds }) {
  const counts = [1, 2, 4, 8, 16, 32, 64];
  const lost = Object.fromEntries(counts.map((count) => [`lost ${count}`, []]));
  const race = (count) => async () => {
    const script = "library-writer.mjs";
    const result = await raceWriters({ script, count, milliseconds: 1000, folder, env });
    lost[`lost ${count}`].push(result.lost);
    return result.time;
  };
  const things = Object.fromEntries(counts.map((count) => [`edit ${count}`, race(count)]));
  return { ...(await interleave(things, rounds(5))), ...lost };
}
