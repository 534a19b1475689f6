import { closeSync, constants, fstatSync, ftruncateSync, readFileSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { FfError, type Hint } from "../../errors.js";
import { ioError } from "./io-error.js";
import { findLockFamily, type LockFamily } from "./lock-family.js";
import type { FilePaths } from "./paths.js";
import { makeSidecar, openSidecar } from "./sidecar.js";
import { synchronise } from "./synchronise.js";

/** Who holds a lock, for messages only: it never decides anything. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** UTC. */
  readonly since: string;
}

export interface LockOptions {
  readonly command: string;
  /** Milliseconds to wait for the lock. */
  readonly timeout: number;
  /** Called once when the wait grows long; holder is null where the lock file does not say. */
  readonly onWait?: ((holder: LockHolder | null) => void) | undefined;
  /** What to do where the time was too short. */
  readonly lockedHint?: Hint | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The family to use; found out when left out. */
  readonly family?: LockFamily | undefined;
}

const noticeAfterMs = 1000;

/**
 * The pause between two tries begins with this and shrinks by e every so many milliseconds: who has waited long tries
 * more often than a newcomer, so that of many processes none is overtaken until its time is up. Each try wakes a process:
 * 64 that try every few milliseconds keep two processors from the one that holds the lock.
 */
const firstPauseMs = 50;
const agingMs = 5000;

/**
 * Takes the lock that everybody takes who writes the flags file. The lock file is never deleted and the lock never
 * stolen: both lose acknowledged writes. Its first line, which is written once, names the lock family; the second one
 * the holder.
 * @returns what gives it back
 * @throws FfError LOCKED after the time limit, CANCELLED, IO
 */
export async function acquireLock(paths: FilePaths, options: LockOptions): Promise<() => void> {
  const family = options.family ?? (await findLockFamily());
  for (;;) {
    const fd = await openLockFile(paths, family);
    try {
      await waitForLock(fd, paths.lock, family, options);
      if (isStillThere(fd, paths.lock)) return hold(fd, paths.lock, family, options.command);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    closeSync(fd);
    await makeSidecar(paths);
  }
}

async function openLockFile(paths: FilePaths, family: LockFamily): Promise<number> {
  try {
    const fd = await openSidecar(paths.lock, constants.O_RDWR | constants.O_CREAT, paths);
    try {
      if (fstatSync(fd).size === 0) await recordFamily(paths, family);
      return fd;
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  } catch (error) {
    throw ioError(`open the lock ${paths.named(paths.lock)}`, error, paths.named(paths.sidecar));
  }
}

/** Of two who come first at the same time, both append and the first line counts. */
async function recordFamily(paths: FilePaths, family: LockFamily): Promise<void> {
  const appending = await openSidecar(paths.lock, "a", paths);
  try {
    writeSync(appending, familyLine(family));
    await synchronise(appending);
  } finally {
    closeSync(appending);
  }
}

/** Somebody may have removed `.ff/`, or this file of it, while we waited; the lock of a file without a name excludes nobody. */
function isStillThere(fd: number, path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(fd).ino;
}

function hold(fd: number, path: string, family: LockFamily, command: string): () => void {
  const first = `${readLines(fd)[0]}\n`;
  if (first !== familyLine(family)) throw otherFamily(path, first, family);
  const holder: LockHolder = { pid: process.pid, host: hostname(), command, since: new Date().toISOString() };
  describe(fd, `${first}${JSON.stringify(holder)}\n`);
  return () => {
    describe(fd, first);
    try {
      closeSync(fd);
    } catch {
      // The lock goes with the descriptor, and whatever closing it says, the write was made.
    }
  };
}

async function waitForLock(fd: number, path: string, family: LockFamily, options: LockOptions): Promise<void> {
  // Set when the lock was not free: the clock is a dozen modules of Node, and most find it free.
  let start: number | undefined;
  let noticed = false;
  for (;;) {
    let free;
    try {
      free = await family.tryLock(fd);
    } catch (error) {
      throw new FfError("IO", `${path} can't be locked: ${error instanceof Error ? error.message : String(error)}`, {
        hint: "flags can be read there, and changed on a file system that has locks",
        cause: error,
      });
    }
    if (free) return;
    if (options.signal?.aborted) throw new FfError("CANCELLED", "Cancelled");
    start ??= performance.now();
    const waited = performance.now() - start;
    if (waited >= options.timeout) throw lockedError(readHolder(path), options);
    if (waited >= noticeAfterMs && !noticed) {
      noticed = true;
      options.onWait?.(readHolder(path));
    }
    const pause = Math.max(family.shortestPauseMs, firstPauseMs * Math.exp(-waited / agingMs));
    await delay(Math.min(pause, options.timeout - waited));
  }
}

function familyLine(family: LockFamily): string {
  return `${JSON.stringify({ family: family.name })}\n`;
}

function otherFamily(path: string, recorded: string, family: LockFamily): FfError {
  return new FfError(
    "IO",
    `${path} belongs to another kind of lock (${recorded.trim()}) than this machine's (${familyLine(family).trim()})`,
    {
      hint: "the two do not exclude each other: write from one kind of machine, or remove that file while no ff runs",
    },
  );
}

/** The holder rewrites the second line in place, so a reader may meet half of it. */
function readHolder(path: string): LockHolder | null {
  try {
    const { pid, host, command, since } = JSON.parse(readLines(path)[1]) as Record<string, unknown>;
    const told = typeof pid === "number" && [host, command, since].every((text) => typeof text === "string");
    return told ? ({ pid, host, command, since } as LockHolder) : null;
  } catch {
    return null;
  }
}

function readLines(file: string | number): [string, string] {
  const [first = "", second = ""] = readFileSync(file, "utf8").split("\n");
  return [first, second];
}

function describe(fd: number, text: string): void {
  try {
    writeSync(fd, text, 0);
    ftruncateSync(fd, Buffer.byteLength(text));
  } catch {
    // A full disk must not turn into a lost lock: who holds it is for messages only.
  }
}

function lockedError(holder: LockHolder | null, { timeout, lockedHint: hint = "try again" }: LockOptions): FfError {
  return new FfError(
    "LOCKED",
    `another process is writing the flags file${describeHolder(holder)}; gave up after ${timeout / 1000} s`,
    { hint },
  );
}

/** " (ff rollout, pid 12 on host, since …)", or nothing where it is not known. */
export function describeHolder(holder: LockHolder | null): string {
  return holder === null ? "" : ` (${holder.command}, pid ${holder.pid} on ${holder.host}, since ${holder.since})`;
}
