import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { parallel, range } from "../parallel.mjs";
import { withPlace } from "../place.mjs";
import { random } from "../random.mjs";

const limitMs = 1000;

export const kills = {
  promise: "kill -9 at any moment loses nothing acknowledged",
  procedure: "processes 20 at a time, 40 % killed at random moments; then the file is read and the next command timed",
  run: ({ program, short, seed }) =>
    withPlace(program, async (place) => {
      const count = short ? 40 : 500;
      const next = random(seed);
      const plan = range(count).map((number) => ({ id: `user${number}`, moment: next() < 0.4 ? next() : null }));
      await place.ff("create", "checkout");
      let usualMs = 500;
      const outcomes = await parallel(plan, 20, async ({ id, moment }) => {
        const start = performance.now();
        const { child, ended } = place.startFf(["enable-users", "checkout", id, "--add", "-q", "--lock-timeout", "60"]);
        if (moment !== null) await Promise.race([delay(moment * usualMs).then(() => child.kill("SIGKILL")), ended]);
        const outcome = { id, ...(await ended) };
        // The span in which to kill follows the pace of the machine.
        if (outcome.code === 0) usualMs = 0.9 * usualMs + 0.1 * (performance.now() - start);
        return outcome;
      });
      const present = new Set(place.users());
      const done = outcomes.filter(({ code }) => code === 0);
      const killed = outcomes.filter(({ signal }) => signal === "SIGKILL");
      const lost = done.filter(({ id }) => !present.has(id));
      const start = performance.now();
      const after = await place.ff("enable-users", "checkout", "last", "--add", "-q");
      const elapsed = performance.now() - start;
      return {
        counts: `${count} processes, ${killed.length} killed (seed ${seed})`,
        outcome: `${done.length - lost.length}/${done.length} acknowledged present, next command ${(elapsed / 1000).toFixed(2)} s`,
        problems: [
          ...lost.map(({ id }) => `acknowledged, but not there: ${id}`),
          ...outcomes.filter(({ code, signal }) => code !== 0 && signal !== "SIGKILL").map(({ stderr }) => stderr),
          ...(killed.length > 0 ? [] : ["nobody was killed"]),
          ...(after.code === 0 && place.users().includes("last") ? [] : [`the next command failed: ${after.stderr}`]),
          // Beside other work of the machine a time proves nothing; the short form only tells it.
          ...(short || elapsed < limitMs
            ? []
            : [`the next command took ${Math.round(elapsed)} ms, more than ${limitMs}`]),
          ...(await place.problemsOfNextWrite()),
        ],
      };
    }),
};
