import { rmSync, statSync } from "node:fs";
import { writeFlags } from "../../bench/inputs/flags.mjs";
import { withPlace } from "../place.mjs";
import { python } from "../python.mjs";

/** The fastest of a few: others on the machine only ever make a run slower. */
const rounds = { full: 5, short: 1 };

const large = (flags, megabytes, seconds, memory) => ({
  promise: `A ${megabytes} MB file is edited in under ${seconds} s${memory === null ? "" : `, within ${memory} × its size of memory`}`,
  procedure: `the fastest of ${rounds.full} edits (in short: ${rounds.short}), and the most memory one held, as whole processes`,
  needs: ["python3"],
  run: ({ program, short }) =>
    withPlace(program, async (place) => {
      writeFlags(place.file, flags);
      const size = statSync(place.file).size;
      const edits = [];
      for (let round = 1; round <= (short ? rounds.short : rounds.full); round++) {
        edits.push(await measure(place, ["rollout", "flag_7", String(round), "-q"]));
        rmSync(place.path(".ff"), { recursive: true });
      }
      const fastest = Math.min(...edits.map((edit) => edit.seconds));
      const ratio = Math.max(...edits.map((edit) => edit.peak)) / size;
      return {
        counts: `${(size / 1e6).toFixed(1)} MB, ${flags} flags`,
        outcome: `${fastest.toFixed(2)} s, memory ${ratio.toFixed(1)} × the file`,
        problems: [
          ...edits.filter(({ code }) => code !== 0).map(({ code }) => `an edit ended with ${code}`),
          // Beside other work of the machine a time proves nothing; the short form only tells it.
          ...(short || fastest < seconds ? [] : [`${fastest.toFixed(2)} s is not under ${seconds} s`]),
          ...(memory === null || ratio < memory ? [] : [`${ratio.toFixed(1)} × the file's size of memory`]),
        ],
      };
    }),
});

async function measure(place, words) {
  const { stdout } = await place.start(python("peak.py", ...place.command(words))).ended;
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

/** Node alone takes more than 5 × 4 MB to start, so that memory is only told there. */
export const fourMegabytes = large(10_000, 4, 0.5, null);
export const fortyMegabytes = large(100_000, 40, 2, 5);
