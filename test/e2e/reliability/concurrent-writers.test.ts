import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makePlace } from "../../support/program.js";
import { inParallel, start, startFf } from "./processes.js";
import { expectAgreement, litter, usersOf } from "./store.js";

const width = 20;

describe("many writers at once", () => {
  it("lose none of 500 changes, and readers never meet a torn file", { timeout: 240_000 }, async () => {
    const place = makePlace();
    expect((await place.ff(["create", "checkout"])).code).toBe(0);
    const ids = Array.from({ length: 500 }, (_, number) => `user${number}`);
    const progress = { isOver: false, reads: 0, most: 0 };
    const reading = (async () => {
      while (!progress.isOver) {
        // Without a pause the reading alone would fill a processor.
        await delay(2);
        const { length } = await usersOf(place);
        expect(length).toBeGreaterThanOrEqual(progress.most);
        progress.most = length;
        progress.reads++;
      }
    })();
    const writing = inParallel(ids.length, width, (number) =>
      startFf(place, ["enable-users", "checkout", `user${number}`, "--add", "-q", "--lock-timeout", "60"]).ended.then(
        ({ code, stderr }) => ({ code, stderr }),
      ),
    ).finally(() => {
      progress.isOver = true;
    });
    const [outcomes] = await Promise.all([writing, reading]);
    expect(outcomes.filter(({ code, stderr }) => code !== 0 || stderr !== "")).toEqual([]);
    expect((await usersOf(place)).sort()).toEqual(ids.sort());
    expect(progress.reads).toBeGreaterThan(ids.length);
    expect(litter(place)).toEqual([]);
    await expectAgreement(place);
  });

  it("would lose some without the lock: the harness can tell", { timeout: 120_000 }, async () => {
    const place = makePlace();
    place.write("feature_flags.json", '{"checkout": {"user_ids": []}}');
    const script = join(import.meta.dirname, "lockless-writer.py");
    // Where python3 is a wrapper that looks for the real one, that takes longer than the script.
    const python = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
    const outcomes = await inParallel(
      100,
      width,
      (number) => start(place, [python, "-IS", script, place.path("feature_flags.json"), `user${number}`]).ended,
    );
    expect(outcomes.filter(({ code }) => code === 0)).toHaveLength(100);
    expect((await usersOf(place)).length).toBeLessThan(100);
  });
});
