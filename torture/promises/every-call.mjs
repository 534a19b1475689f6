import { parallel, sample } from "../parallel.mjs";
import { withPlace } from "../place.mjs";
import { inject, nameOf, placesOf, trace } from "../trace.mjs";

const change = ["rollout", "checkout", "20"];

const situations = {
  "an edit": async (place) => {
    await place.ff("rollout", "checkout", "10");
    await place.ff("rollout", "search", "90");
  },
  "the first write of a folder": async () => undefined,
};

export const everyCall = {
  promise: "kill -9 before every system call leaves a whole file",
  procedure: "a run is traced; then one run for each call that touches the folder, killed there (strace)",
  needs: ["strace"],
  run: async ({ program, short }) => {
    const tally = { killed: 0, touching: 0, places: 0, before: 0, after: 0 };
    const problems = [];
    for (const [situation, prepare] of Object.entries(situations)) {
      const { places, touching } = await withPlace(program, async (place) => {
        await prepare(place);
        return placesOf(place, (await trace(place, change)).calls);
      });
      tally.touching += touching;
      tally.places += places.length;
      await parallel(sample(places, short ? 12 : 1), 3, (point) =>
        withPlace(program, async (place) => {
          await prepare(place);
          const hit = await place.startTraced(inject(place, point, "signal=SIGKILL"), change).ended;
          // strace dies of the signal that killed what it ran.
          if (hit.signal !== "SIGKILL" && hit.code !== 137) return;
          tally.killed++;
          const found = await problemsAfter(place, hit, situation);
          if (isChanged(place)) tally.after++;
          else tally.before++;
          problems.push(...found.map((problem) => `${situation}, ${nameOf(point)}: ${problem}`));
        }),
      );
    }
    if (tally.killed < 5) problems.push(`only ${tally.killed} kills took place`);
    return {
      counts: `${tally.killed} kills; ${tally.places} of ${tally.touching} calls can be told apart`,
      outcome: `${problems.length} corrupt or lost (change not made ${tally.before}, made ${tally.after})`,
      problems,
    };
  },
};

const isChanged = (place) => flagsOf(place)?.checkout?.percentage === 20;

function flagsOf(place) {
  try {
    return JSON.parse(place.read());
  } catch (error) {
    return error.code === "ENOENT" ? {} : null;
  }
}

async function problemsAfter(place, hit, situation) {
  const flags = flagsOf(place);
  if (flags === null) return ["the file is not whole"];
  const problems = [];
  const allowed = situation === "an edit" ? [10, 20] : [undefined, 20];
  if (!allowed.includes(flags.checkout?.percentage)) problems.push("neither the old content nor the new one");
  if (situation === "an edit" && flags.search?.percentage !== 90) problems.push("another flag was touched");
  if (hit.stdout !== "" && !isChanged(place)) problems.push("acknowledged, but not there");
  return [...problems, ...(await place.problemsOfNextWrite())];
}
