import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { acquireLock, type LockHolder, type LockOptions } from "../../src/store/file/lock.js";
import { findLockFamily, flockCommand, type LockFamily } from "../../src/store/file/lock-family.js";
import type { FilePaths } from "../../src/store/file/paths.js";
import { makeSidecar } from "../../src/store/file/sidecar.js";
import type * as synchroniseModule from "../../src/store/file/synchronise.js";
import { makePaths } from "./folder.js";

/** What the disk answers in place of making a file durable. */
const disk = vi.hoisted(() => ({ error: null as Error | null }));

vi.mock("../../src/store/file/synchronise.js", async (importOriginal) => {
  const real = await importOriginal<typeof synchroniseModule>();
  return {
    ...real,
    synchronise: async (fd: number): Promise<void> => {
      if (disk.error !== null) throw disk.error;
      await real.synchronise(fd);
    },
  };
});

const families = [await findLockFamily(), flockCommand];

async function makeLockPaths(): Promise<FilePaths> {
  const paths = makePaths();
  await makeSidecar(paths);
  return paths;
}

const options = (family: LockFamily, more: Partial<LockOptions> = {}): LockOptions => ({
  command: "ff rollout",
  timeout: 0,
  family,
  ...more,
});

/** How many descriptors of this process lead to a file. */
function descriptorsOf(path: string): number {
  const targets = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // The one by which the folder itself was read.
      return "";
    }
  });
  return targets.filter((target) => target === path).length;
}

/** The family, and when somebody has tried in vain for the first time. */
function observed(family: LockFamily): { family: LockFamily; refused: Promise<void> } {
  let tell: () => void = () => undefined;
  const refused = new Promise<void>((resolve) => (tell = resolve));
  const tryLock = async (fd: number): Promise<boolean> => {
    const free = await family.tryLock(fd);
    if (!free) tell();
    return free;
  };
  return { family: { ...family, tryLock }, refused };
}

it("uses locks of open file descriptions where the native package loads", () => {
  expect(families.map((family) => family.name)).toEqual(["ofd", "flock"]);
});

it.each([
  ["darwin", "flock of macOS"],
  ["win32", "LockFileEx"],
])(
  "names what the native package locks with on %s, so that others of one folder are refused",
  async (platform, name) => {
    const here = process.platform;
    onTestFinished(() => {
      Object.defineProperty(process, "platform", { value: here });
    });
    Object.defineProperty(process, "platform", { value: platform });
    const family = await findLockFamily();
    expect(family.name).toBe(name);
    const paths = await makeLockPaths();
    (await acquireLock(paths, options(family)))();
    for (const other of families)
      await expect(acquireLock(paths, options(other))).rejects.toThrow(/belongs to another kind of lock/);
  },
);

describe.each(families)("the lock of the family $name", (family) => {
  it("excludes a second holder, says who has it, and is free again when given back", async () => {
    const paths = await makeLockPaths();
    const release = await acquireLock(paths, options(family));
    await expect(acquireLock(paths, options(family))).rejects.toMatchObject({
      code: "LOCKED",
      message: expect.stringMatching(new RegExp(`\\(ff rollout, pid ${process.pid} on .+, since 2`)) as unknown,
    });
    release();
    (await acquireLock(paths, options(family)))();
    expect(readFileSync(paths.lock, "utf8")).toBe(`{"family":"${family.name}"}\n`);
  });

  it("is waited for", async () => {
    const paths = await makeLockPaths();
    const release = await acquireLock(paths, options(family));
    const order: string[] = [];
    const { family: watched, refused } = observed(family);
    const second = acquireLock(paths, options(watched, { timeout: 20_000 })).then((give) => {
      order.push("taken");
      return give;
    });
    await refused;
    order.push("given back");
    release();
    (await second)();
    expect(order).toEqual(["given back", "taken"]);
  });

  it("says once that it is waited for, and for whom", async () => {
    const paths = await makeLockPaths();
    const release = await acquireLock(paths, options(family));
    const holders: (LockHolder | null)[] = [];
    let isNoticed: () => void = () => undefined;
    const noticed = new Promise<void>((resolve) => (isNoticed = resolve));
    const onWait = (holder: LockHolder | null): void => {
      holders.push(holder);
      isNoticed();
    };
    const second = acquireLock(paths, options(family, { timeout: 20_000, onWait }));
    await noticed;
    release();
    (await second)();
    expect(holders).toMatchObject([{ pid: process.pid, command: "ff rollout" }]);
  });

  it("stops being waited for on Ctrl-C", async () => {
    const paths = await makeLockPaths();
    const release = await acquireLock(paths, options(family));
    const abort = new AbortController();
    const second = acquireLock(paths, options(family, { timeout: 20_000, signal: abort.signal }));
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: "CANCELLED" });
    release();
  });

  it("counts for the file that has the name, not for one that was removed", async () => {
    const paths = await makeLockPaths();
    const release = await acquireLock(paths, options(family));
    const { family: watched, refused } = observed(family);
    const waiting = acquireLock(paths, options(watched, { timeout: 20_000 }));
    await refused;
    unlinkSync(paths.lock);
    const releaseNew = await acquireLock(paths, options(family));
    release();
    releaseNew();
    const releaseWaiting = await waiting;
    await expect(acquireLock(paths, options(family))).rejects.toMatchObject({ code: "LOCKED" });
    releaseWaiting();
  });

  it("is refused where another family has the file, or nobody can tell which", async () => {
    const paths = await makeLockPaths();
    for (const line of [`{"family":"other"}\n`, "\0\0\0\0"]) {
      writeFileSync(paths.lock, line);
      const refused = acquireLock(paths, options(family));
      await expect(refused).rejects.toMatchObject({ code: "IO" });
      await expect(refused).rejects.toThrow(/belongs to another kind of lock/);
      expect(readFileSync(paths.lock, "utf8")).toBe(line);
    }
  });

  it("is taken in a folder that was removed while it was waited for", async () => {
    const paths = await makeLockPaths();
    const release = await acquireLock(paths, options(family));
    const { family: watched, refused } = observed(family);
    const waiting = acquireLock(paths, options(watched, { timeout: 20_000 }));
    await refused;
    rmSync(paths.sidecar, { recursive: true });
    release();
    const releaseWaiting = await waiting;
    await expect(acquireLock(paths, options(family))).rejects.toMatchObject({ code: "LOCKED" });
    expect(readFileSync(join(paths.sidecar, ".gitignore"), "utf8")).toBe("*\n");
    releaseWaiting();
  });

  it("survives that its file can't be described any more", async () => {
    const paths = await makeLockPaths();
    const release = await acquireLock(paths, options(family));
    rmSync(paths.sidecar, { recursive: true });
    expect(release).not.toThrow();
    expect(existsSync(paths.lock)).toBe(false);
  });
});

it("lets the first of two families that come at the same time win", async () => {
  const paths = await makeLockPaths();
  const outcomes = await Promise.allSettled(families.map((family) => acquireLock(paths, options(family))));
  const winners = outcomes.filter((outcome) => outcome.status === "fulfilled");
  expect(winners).toHaveLength(1);
  for (const { value: release } of winners) release();
});

it.skipIf(process.platform !== "linux")("holds no file open when it could not record its family", async () => {
  const paths = await makeLockPaths();
  disk.error = Object.assign(new Error("no space is left"), { code: "ENOSPC" });
  onTestFinished(() => {
    disk.error = null;
  });
  await expect(acquireLock(paths, options(flockCommand))).rejects.toMatchObject({ code: "IO" });
  expect(descriptorsOf(paths.lock)).toBe(0);
});
