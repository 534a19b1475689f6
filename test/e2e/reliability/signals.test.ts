import { cpSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { makePlace, programFile, type Place } from "../../support/program.js";
import { lacks } from "../../support/needs.js";
import { inParallel, lacksStrace, lockHolder, start, startFf, startInjected, until } from "./processes.js";
import { expectAgreement, litter, usersOf } from "./store.js";

async function placeWithFlag(): Promise<Place> {
  const place = makePlace();
  expect((await place.ff(["rollout", "checkout", "10"])).code).toBe(0);
  return place;
}

const add = (id: string, ...more: readonly string[]): string[] => ["enable-users", "checkout", id, "--add", ...more];

describe.skipIf(lacksStrace())("a writer that is stopped (SIGSTOP)", () => {
  it("keeps its lock; whoever waits is told for whom, and gives up in time", async () => {
    const place = await placeWithFlag();
    const stopped = startInjected(place, "renameat2:signal=SIGSTOP:when=1", add("first", "-q"));
    await until(() => lockHolder(place) !== null);
    const holder = lockHolder(place) ?? 0;
    const refused = await place.ff(add("second", "--lock-timeout", "1.2"));
    expect(refused.code).toBe(5);
    expect(refused.stderr).toMatch(
      new RegExp(`^note: waiting for another process .*\\(ff enable-users, pid ${holder} on `),
    );
    expect(refused.stderr).toContain("gave up after 1.2 s");
    expect(refused.stderr).toContain("wait longer with --lock-timeout 60");
    process.kill(holder, "SIGCONT");
    expect(await stopped.ended).toMatchObject({ code: 0 });
    expect((await place.ff(add("second"))).code).toBe(0);
    expect(await usersOf(place)).toEqual(["first", "second"]);
    await expectAgreement(place);
  });

  it("gives it back the moment it is killed", async () => {
    const place = await placeWithFlag();
    const stopped = startInjected(place, "renameat2:signal=SIGSTOP:when=1", add("first", "-q"));
    await until(() => lockHolder(place) !== null);
    const waiting = startFf(place, add("second", "-q"));
    process.kill(lockHolder(place) ?? 0, "SIGKILL");
    await stopped.ended;
    expect(await waiting.ended).toMatchObject({ code: 0 });
    expect(await usersOf(place)).toContain("second");
    expect(litter(place)).toEqual([]);
    await expectAgreement(place);
  });
});

/** The content, its name, then the history: that a change was announced is what is taken back. */
const cancelsAnnounced = "fsync:signal=SIGINT:when=3";

describe.skipIf(lacksStrace())("Ctrl-C", () => {
  it.each([
    "pwrite64:signal=SIGINT:when=1",
    "fsync:signal=SIGINT:when=1",
    "fchmod:signal=SIGINT:when=1",
    cancelsAnnounced,
  ])("before the swap cancels (%s)", async (injection) => {
    const place = await placeWithFlag();
    const before = place.read("feature_flags.json");
    const cancelled = await startInjected(place, injection, ["rollout", "checkout", "20"]).ended;
    expect(cancelled).toMatchObject({ code: 130, stdout: "" });
    expect(cancelled.stderr).toContain("Cancelled, nothing changed");
    expect(place.read("feature_flags.json")).toBe(before);
    expect(litter(place)).toEqual([]);
    await expectAgreement(place);
  });

  it("takes the announcement back on disk before what was staged for it goes", async () => {
    const place = await placeWithFlag();
    const calls = "ftruncate,fsync,unlink";
    const traced = [
      "strace",
      "-f",
      "-qq",
      "-y",
      "-o",
      "calls",
      "-e",
      `trace=${calls}`,
      "-e",
      `inject=${cancelsAnnounced}`,
    ];
    const cancelled = await start(place, [...traced, process.execPath, programFile, "rollout", "checkout", "20"]).ended;
    expect(cancelled).toMatchObject({ code: 130 });
    const ofHistory = place
      .read("calls")
      .split("\n")
      .filter((line) => /history\.jsonl>|\.next\./.test(line));
    expect(ofHistory.slice(-3)).toEqual([
      expect.stringContaining("ftruncate("),
      expect.stringContaining("fsync("),
      expect.stringContaining("unlink("),
    ]);
  });

  it("from the swap on is too late: the change is finished and reported", async () => {
    const place = await placeWithFlag();
    const finished = await startInjected(place, "renameat2:signal=SIGINT:when=1", ["rollout", "checkout", "20"]).ended;
    expect(finished).toMatchObject({ code: 0, stderr: "" });
    expect(finished.stdout).toContain("20%");
    expect(place.read("feature_flags.json")).toContain('"percentage": 20');
    await expectAgreement(place);
  });

  it("cuts no report of a change off", async () => {
    const place = await placeWithFlag();
    const traced = ["-f", "-qq", "-o", "/dev/null", "-P", place.path("report"), "-e", "trace=write"];
    const injected = ["strace", ...traced, "-e", "inject=write:signal=SIGINT:when=1", process.execPath, programFile];
    const reporting = ["bash", "-c", 'exec "$@" >report', "bash", ...injected, "rollout", "checkout", "20"];
    expect(await start(place, reporting).ended).toMatchObject({ code: 0, stderr: "" });
    expect(place.read("report")).toContain("20%");
  });

  it("ends the wait for a lock", async () => {
    const place = await placeWithFlag();
    const stopped = startInjected(place, "renameat2:signal=SIGSTOP:when=1", add("first", "-q"));
    await until(() => lockHolder(place) !== null);
    const waiting = startFf(place, add("second", "--lock-timeout", "60"));
    let told = "";
    waiting.child.stderr?.on("data", (text: Buffer) => (told += text.toString()));
    await until(() => told.includes("waiting for another process"));
    waiting.child.kill("SIGINT");
    expect(await waiting.ended).toMatchObject({ code: 130 });
    process.kill(lockHolder(place) ?? 0, "SIGKILL");
    await stopped.ended;
  });
});

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  it.each([
    ["apply changes.json --preview pipe", "Cancelled, nothing changed"],
    ["enable-users checkout --from-file ids.txt --preview pipe", "Cancelled, nothing changed"],
    ["apply pipe", "Cancelled, nothing changed"],
    ["diff pipe", "Cancelled"],
    ["check checkout --users pipe --format jsonl", "Cancelled"],
  ])("ends the wait for somebody who writes to a pipe: ff %s", async (typed, told) => {
    const place = await placeWithFlag();
    place.write("changes.json", '{"changes":[{"op":"enable","flag":"checkout"}]}');
    place.write("ids.txt", "user1\n");
    await place.shell("mkfifo pipe");
    const waiting = startFf(place, typed.split(" "));
    await new Promise((resolve) => waiting.child.stderr?.once("data", resolve));
    waiting.child.kill(signal);
    const stderr = `note: pipe is a pipe: waiting for what is written to it\n${told}\n`;
    expect(await waiting.ended).toMatchObject({ code: 130, stdout: "", stderr });
  });

  it("ends a command that changes nothing where nobody reads what it writes", async () => {
    const place = await placeWithFlag();
    place.write("users.csv", `user_id\n${Array.from({ length: 100_000 }, (_, index) => `user${index}\n`).join("")}`);
    await place.shell("mkfifo pipe");
    const reader = await open(place.path("pipe"), "r+");
    const words = ["check", "checkout", "--users", "users.csv", "--format", "jsonl"];
    const writing = start(place, ["bash", "-c", 'exec "$@" >pipe', "bash", process.execPath, programFile, ...words]);
    await reader.read(Buffer.alloc(1));
    writing.child.kill(signal);
    expect(await writing.ended).toMatchObject({ signal, stderr: "" });
    await reader.close();
  });
});

describe.skipIf(lacks("flock", ["flock", "--version"]))("where the native package has no binary", () => {
  /** The program away from its packages, as on a system for which they hold no binary. */
  function bareProgram(): string {
    const place = makePlace();
    cpSync(dirname(programFile), place.folder, { recursive: true });
    return place.path("ff.cjs");
  }

  it("the flock command keeps writers apart", { timeout: 60_000 }, async () => {
    const place = makePlace();
    const program = bareProgram();
    const outcomes = await inParallel(
      40,
      10,
      (number) =>
        start(place, [process.execPath, program, ...add(`user${number}`, "-q", "--lock-timeout", "30")]).ended,
    );
    expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);
    expect(await usersOf(place)).toHaveLength(40);
    expect(litter(place)).toEqual([]);
    await expectAgreement(place);
  });

  it("a killed holder's lock is free", async () => {
    const place = makePlace();
    const program = bareProgram();
    const addBare = (...words: readonly string[]) =>
      start(place, [process.execPath, program, ...add("first", ...words)]).ended;
    expect(await addBare("-q")).toMatchObject({ code: 0 });
    const holding = ["flock", "--no-fork", ".ff/feature_flags.json.lock", "sh", "-c", "echo held; exec sleep 600"];
    const holder = start(place, holding);
    await new Promise((resolve) => holder.child.stdout?.once("data", resolve));
    expect(await addBare("--lock-timeout", "0")).toMatchObject({ code: 5 });
    holder.child.kill("SIGKILL");
    await holder.ended;
    expect(await addBare("--lock-timeout", "0")).toMatchObject({ code: 0 });
  });

  it("does not write where the other kind of lock is in use, and the other way round", async () => {
    const place = makePlace();
    expect((await place.ff(add("first", "-q"))).code).toBe(0);
    const program = bareProgram();
    const refused = await start(place, [process.execPath, program, ...add("second")]).ended;
    expect(refused.code).toBe(6);
    expect(refused.stderr).toContain("belongs to another kind of lock");
    rmSync(place.path(".ff"), { recursive: true });
    expect(await start(place, [process.execPath, program, ...add("second", "-q")]).ended).toMatchObject({ code: 0 });
    expect((await place.ff(add("third"))).code).toBe(6);
    expect(await usersOf(place)).toEqual(["first", "second"]);
  });
});
