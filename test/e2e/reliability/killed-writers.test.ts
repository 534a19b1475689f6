import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { makePlace, programFile, type Place } from "../../support/program.js";
import { inParallel, lacksStrace, startFf, startNodeInjected } from "./processes.js";
import { expectAgreement, litter, openStore, usersOf } from "./store.js";

const history = ".ff/feature_flags.json.history.jsonl";

/** The system calls that a write consists of, and those around them; common ones only where they are about this file. */
const calls: readonly (readonly [call: string, file?: string])[] = [
  ...["mkdir", "fchmod", "fchown", "chmod", "chown", "pwrite64", "ftruncate", "getdents64"].map(alone),
  ...["fsync", "rename", "renameat2", "link", "unlink"].map(alone),
  ...[".ff/.gitignore", ".ff/feature_flags.json.lock", history, ".ff/feature_flags.json.base"].flatMap(writing),
  ["openat", "feature_flags.json"],
];

const libraryFile = resolve("dist/lib/index.js");

/** Three changes at once. */
const changeTogether = `
  const { FeatureFlagService } = require(process.argv[1]);
  FeatureFlagService.open({ file: "feature_flags.json", actor: "ada" }).then((service) =>
    Promise.all([
      service.rolloutPercentage("checkout", 20),
      service.rolloutPercentage("search", 30),
      service.deleteFlag("beta"),
    ]),
  );
`;

function alone(call: string): readonly [string] {
  return [call];
}

function writing(file: string): (readonly [string, string])[] {
  return ["openat", "write", "close"].map((call) => [call, file]);
}

/** Kills Node before every single one of those calls, and hands over what is left each time. @returns how often */
async function killEverywhere(
  prepare: (place: Place) => Promise<void>,
  words: readonly string[],
  check: (place: Place) => Promise<void>,
): Promise<number> {
  const kills = await inParallel(calls.length, 3, async (index) => {
    const [call = "", file] = calls[index] ?? [];
    for (let when = 1; ; when++) {
      const place = makePlace();
      await prepare(place);
      const killed = startNodeInjected(place, `${call}:signal=SIGKILL:when=${when}`, words, file && place.path(file));
      const { code, stderr } = await killed.ended;
      if (code === 0) return when - 1;
      expect(stderr).toBe("");
      await check(place);
    }
  });
  return kills.reduce((sum, count) => sum + count, 0);
}

describe("kill -9", () => {
  it("at any moment loses no acknowledged change", { timeout: 120_000 }, async () => {
    const place = makePlace();
    expect((await place.ff(["create", "checkout"])).code).toBe(0);
    const outcomes = await inParallel(120, 6, async (number) => {
      const id = `user${number}`;
      const { child, ended } = startFf(place, ["enable-users", "checkout", id, "--add", "-q"]);
      if (number % 5 < 2) {
        // Anywhere from the start of Node to its end; what matters is only that it differs.
        await delay((number * 37) % 250);
        child.kill("SIGKILL");
      }
      return { id, ...(await ended) };
    });
    const acknowledged = outcomes.filter(({ code }) => code === 0).map(({ id }) => id);
    expect(outcomes.filter(({ code, signal }) => code !== 0 && signal !== "SIGKILL")).toEqual([]);
    expect(acknowledged.length).toBeLessThan(outcomes.length);
    const next = await place.ff(["enable-users", "checkout", "last", "--add", "-q", "--lock-timeout", "1"]);
    expect(next).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await usersOf(place)).toEqual(expect.arrayContaining([...acknowledged, "last"]));
    expect(litter(place)).toEqual([]);
    await expectAgreement(place);
  });

  describe.skipIf(lacksStrace())("before every system call of a write", () => {
    it("leaves a file and a history that agree, before or after the change", { timeout: 240_000 }, async () => {
      const kills = await killEverywhere(
        async (place) => {
          await place.ff(["rollout", "checkout", "10"]);
          await place.ff(["rollout", "search", "90"]);
        },
        [programFile, "rollout", "checkout", "20", "-q"],
        async (place) => {
          const flags = JSON.parse(place.read("feature_flags.json")) as Record<string, { percentage: number }>;
          expect([10, 20]).toContain(flags["checkout"]?.percentage);
          expect(flags["search"]?.percentage).toBe(90);
          await expectAgreement(place);
          expect(await place.ff(["rollout", "checkout", "30", "-q", "--lock-timeout", "1"])).toMatchObject({ code: 0 });
          await expectAgreement(place);
          const { entries } = await openStore(place).history();
          const isDone = flags["checkout"]?.percentage === 20;
          expect(entries.map((entry) => entry.command)).toHaveLength(isDone ? 4 : 3);
          expect(litter(place)).toEqual([]);
        },
      );
      expect(kills).toBeGreaterThan(20);
    });

    it("leaves all of what the library wrote together, or nothing of it", { timeout: 240_000 }, async () => {
      const kills = await killEverywhere(
        async (place) => {
          for (const flag of ["checkout", "search", "beta"]) await place.ff(["rollout", flag, "10"]);
        },
        ["--eval", changeTogether, libraryFile],
        async (place) => {
          const flags = JSON.parse(place.read("feature_flags.json")) as Record<string, { percentage: number }>;
          const percentages = ["checkout", "search", "beta"].map((flag) => flags[flag]?.percentage);
          expect([
            [10, 10, 10],
            [20, 30, undefined],
          ]).toContainEqual(percentages);
          await expectAgreement(place);
          expect(await place.ff(["rollout", "checkout", "40", "-q", "--lock-timeout", "1"])).toMatchObject({ code: 0 });
          await expectAgreement(place);
          const isDone = percentages[0] === 20;
          expect((await openStore(place).history()).entries).toHaveLength(isDone ? 7 : 4);
          expect(litter(place)).toEqual([]);
        },
      );
      expect(kills).toBeGreaterThan(20);
    });

    it("leaves no file or a whole one where there was none", { timeout: 240_000 }, async () => {
      const kills = await killEverywhere(
        () => Promise.resolve(),
        [programFile, "rollout", "checkout", "20", "-q"],
        async (place) => {
          const isDone = await openStore(place)
            .read()
            .then((document) => document.has("checkout"))
            .catch(() => false);
          expect((await openStore(place).history()).entries).toHaveLength(isDone ? 1 : 0);
          expect(await place.ff(["rollout", "checkout", "30", "-q", "--lock-timeout", "1"])).toMatchObject({ code: 0 });
          await expectAgreement(place);
          expect(litter(place)).toEqual([]);
          expect(place.read(".ff/.gitignore")).toBe("*\n");
        },
      );
      expect(kills).toBeGreaterThan(20);
    });
  });
});
