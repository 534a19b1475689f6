import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { withPlace } from "../place.mjs";

const add = (id) => ["enable-users", "checkout", id, "--add", "-q"];
const stopAtSwap = ["-o", "/dev/null", "-e", "trace=renameat2", "-e", "inject=renameat2:signal=SIGSTOP:when=1"];

export const stopped = {
  promise: "A paused holder never loses its lock, a killed one frees it at once",
  procedure:
    "SIGSTOP right before the swap; others wait, are told for whom, give up; then SIGCONT, or SIGKILL (strace)",
  needs: ["strace"],
  run: async ({ program }) => {
    const problems = [];
    for (const signal of ["SIGCONT", "SIGKILL"])
      await withPlace(program, async (place) => {
        await place.ff("create", "checkout");
        const first = place.startTraced(stopAtSwap, add("first"));
        const holder = await stoppedHolder(place);
        const refused = await place.ff(...add("second"), "--lock-timeout", "1.2");
        if (refused.code !== 5)
          problems.push(`a second writer did not give up with 5: ${refused.code} ${refused.stderr}`);
        if (!refused.stderr.includes(`pid ${holder} `)) problems.push(`it was not told for whom: ${refused.stderr}`);
        process.kill(holder, signal);
        const outcome = await first.ended;
        const third = await place.ff(...add("third"), "--lock-timeout", "1");
        if (third.code !== 0) problems.push(`after ${signal} the lock was not free: ${third.stderr}`);
        const wanted = outcome.code === 0 ? ["first", "third"] : ["third"];
        if (wanted.some((id) => !place.users().includes(id))) problems.push(`after ${signal}: ${place.users().join()}`);
        if (signal === "SIGCONT" && outcome.code !== 0) problems.push(`the paused holder failed: ${outcome.stderr}`);
        problems.push(...(await place.problemsOfNextWrite()));
      });
    return {
      counts: "1 continued, 1 killed",
      outcome: problems.length === 0 ? "waiters gave up (exit 5), no change lost" : `${problems.length} problems`,
      problems,
    };
  },
};

/** Looks until the process that wrote its id into the lock file stands still. */
async function stoppedHolder(place) {
  for (let looks = 0; looks < 4000; looks++) {
    const pid = holderOf(place);
    if (pid !== null && /^State:\s+[Tt]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) return pid;
    await delay(5);
  }
  throw new Error("no process took the lock and stopped");
}

function holderOf(place) {
  try {
    const [, line] = readFileSync(place.path(".ff/feature_flags.json.lock"), "utf8").split("\n");
    return JSON.parse(line).pid;
  } catch {
    // Not written yet, or half of it.
    return null;
  }
}
