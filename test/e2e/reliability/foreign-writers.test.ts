import { closeSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makePlace } from "../../support/program.js";
import { inParallel, lacksStrace, lockHolder, start, startFf, startInjected, until } from "./processes.js";
import { litter, openStore, usersOf } from "./store.js";

const theirs = { theirs: { enabled: true, metadata: { count: 0 } } };

describe.each(["in-place", "rename"])("a program that takes no lock and writes %s", (mode) => {
  it("loses no change to ff, and none of ff's without a trace", { timeout: 120_000 }, async () => {
    const place = makePlace();
    place.write("feature_flags.json", JSON.stringify(theirs));
    const script = join(import.meta.dirname, "foreign-writer.py");
    const foreign = start(place, ["python3", script, place.path("feature_flags.json"), mode, "400"]);
    const state = { isOver: false, count: 0 };
    const over = foreign.ended.finally(() => {
      state.isOver = true;
    });
    const acknowledged: string[] = [];
    await inParallel(3, 3, async () => {
      while (!state.isOver) {
        const id = `user${state.count++}`;
        const outcome = await startFf(place, ["enable-users", "checkout", id, "--add", "-q"]).ended;
        expect(outcome.stderr.replace(/^note: .*\n/, "")).toBe("");
        expect(outcome.code).toBe(0);
        acknowledged.push(id);
      }
    });
    const { stdout, stderr } = await over;
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ lost: 0, torn: 0 });
    expect(acknowledged.length).toBeGreaterThan(10);

    // It may have written over ours from what it had read before; then the history shows that.
    await place.ff(["enable-users", "checkout", "last", "--add", "-q"]);
    const { entries } = await openStore(place).history();
    const takenAway = entries.filter((entry) => entry.source === "outside").map((entry) => entry.before ?? "");
    const present = new Set(await usersOf(place));
    for (const id of acknowledged) {
      const isRecorded = entries.some((entry) => entry.source === "ff" && entry.after?.includes(`"${id}"`));
      expect(isRecorded).toBe(true);
      expect(present.has(id) || takenAway.some((before) => before.includes(`"${id}"`))).toBe(true);
    }
    expect(litter(place)).toEqual([]);
  });
});

/** Whether the process stands still (proc(5), the state behind the name in brackets). */
const isStopped = (pid: number): boolean => /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

/** Again and again: strace may hold a process for a moment before it stops, and what lets it go on is lost then. */
async function goOnToEnd(pid: number, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.finally(() => (isOver = true));
  await until(() => {
    try {
      process.kill(pid, "SIGCONT");
    } catch {
      // It has ended, and is to be heard of.
    }
    return isOver;
  });
}

describe.skipIf(lacksStrace())("a program that has opened the file before it is exchanged", () => {
  it("and writes it only then: its change and ff's are both there", async () => {
    const place = makePlace();
    place.write("feature_flags.json", JSON.stringify(theirs));
    const file = place.path("feature_flags.json");
    const opened = openSync(file, "r+");
    const { ino } = statSync(file);
    // Stopped while it makes the exchange durable, after it has found that nobody wrote.
    const words = ["enable-users", "checkout", "user1", "--add", "-q"];
    const stopped = startInjected(place, "fsync:signal=SIGSTOP:when=1", words, place.folder);
    await until(() => statSync(file).ino !== ino && isStopped(lockHolder(place) ?? 0));
    const holder = lockHolder(place) ?? 0;
    ftruncateSync(opened);
    writeSync(opened, JSON.stringify({ theirs: { enabled: false } }), 0);
    closeSync(opened);
    await goOnToEnd(holder, stopped.ended);
    expect(await stopped.ended).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(place.read("feature_flags.json"))).toMatchObject({
      theirs: { enabled: false },
      checkout: { user_ids: ["user1"] },
    });
    expect(litter(place)).toEqual([]);
  });
});
