import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makePlace } from "../../support/program.js";
import { inParallel, start, startFf } from "./processes.js";
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
