import { withPlace } from "../place.mjs";

const moments = {
  "before the swap": ["pwrite64", "fchmod", "fsync"],
  "from the swap on": ["renameat2"],
};

export const interrupted = {
  promise: "Ctrl-C before the swap cancels (exit 130); after it the change is finished and reported",
  procedure: "SIGINT at the first write, fchmod, fsync and at the swap (strace)",
  needs: ["strace"],
  run: async ({ program }) => {
    const problems = [];
    const counts = { cancelled: 0, finished: 0 };
    for (const [moment, calls] of Object.entries(moments))
      for (const call of calls)
        await withPlace(program, async (place) => {
          await place.ff("rollout", "checkout", "10");
          const options = ["-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:signal=SIGINT:when=1`];
          const ended = await place.startTraced(options, ["rollout", "checkout", "20"]).ended;
          const percentage = JSON.parse(place.read()).checkout.percentage;
          const isCancelled = ended.code === 130 && percentage === 10 && ended.stdout === "";
          const isFinished = ended.code === 0 && percentage === 20 && ended.stdout !== "";
          counts.cancelled += Number(isCancelled);
          counts.finished += Number(isFinished);
          const isRight = moment === "before the swap" ? isCancelled : isFinished;
          if (!isRight) problems.push(`${call}: exit ${ended.code}, ${percentage} %: ${ended.stderr}`);
          problems.push(...(await place.problemsOfNextWrite()));
        });
    return {
      counts: `${counts.cancelled + counts.finished} interrupts`,
      outcome: `${counts.cancelled} cancelled, ${counts.finished} finished`,
      problems,
    };
  },
};
