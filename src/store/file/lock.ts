import { linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { FfError } from "../../errors.js";
import { codeOf, ioError } from "./io-error.js";
import { findLockFamily, type LockFamily } from "./lock-family.js";

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
  readonly signal?: AbortSignal | undefined;
  /** The family to use; found out when left out. */
  readonly family?: LockFamily | undefined;
}

const noticeAfterMs = 1000;
const longestPauseMs = 25;

/**
 * Takes the lock that everybody takes who writes the flags file. The lock file is never deleted and the lock never
 * stolen: both lose acknowledged writes.
 * @returns what gives it back
 * @throws FfError LOCKED after the time limit, CANCELLED, IO
 */
export async function acquireLock(path: string, options: LockOptions): Promise<() => Promise<void>> {
  const family = options.family ?? (await findLockFamily());
  let handle: FileHandle;
  try {
    createLockFile(path, family);
    handle = await open(path, "r+");
  } catch (error) {
    throw ioError(`open the lock ${path}`, error);
  }
  try {
    refuseOtherFamily(path, family);
    await waitForLock(handle, path, family, options);
    const holder: LockHolder = {
      pid: process.pid,
      host: hostname(),
      command: options.command,
      since: new Date().toISOString(),
    };
    await describe(handle, { family: family.name, ...holder });
  } catch (error) {
    await handle.close();
    throw error;
  }
  return async () => {
    await describe(handle, { family: family.name });
    await handle.close();
  };
}

async function waitForLock(handle: FileHandle, path: string, family: LockFamily, options: LockOptions): Promise<void> {
  const start = performance.now();
  let noticed = false;
  for (let pause = 1; ; pause = Math.min(pause * 2, longestPauseMs)) {
    let free;
    try {
      free = await family.tryLock(handle.fd);
    } catch (error) {
      throw ioError(`lock ${path}`, error);
    }
    if (free) return;
    if (options.signal?.aborted) throw new FfError("CANCELLED", "Cancelled, nothing changed");
    const waited = performance.now() - start;
    if (waited >= options.timeout) throw lockedError(readHolder(path), options.timeout);
    if (waited >= noticeAfterMs && !noticed) {
      noticed = true;
      options.onWait?.(readHolder(path));
    }
    await delay(Math.min(pause, options.timeout - waited));
  }
}

/** Makes the lock file with its family in it from its first moment on: a link appears whole or not at all. */
function createLockFile(path: string, family: LockFamily): void {
  const draft = `${path}.${process.pid}`;
  try {
    readFileSync(path);
    return;
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  writeFileSync(draft, `${JSON.stringify({ family: family.name })}\n`);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
}

function refuseOtherFamily(path: string, family: LockFamily): void {
  const recorded = readLockFile(path)["family"];
  if (recorded === undefined || recorded === family.name) return;
  throw new FfError(
    "IO",
    `${path} belongs to another kind of lock (${JSON.stringify(recorded)}) than this machine's (${family.name})`,
    {
      hint: "the two do not exclude each other: write from one kind of machine, or remove that file while no ff runs; nothing was changed",
    },
  );
}

function readHolder(path: string): LockHolder | null {
  const { pid, host, command, since } = readLockFile(path);
  const told = typeof pid === "number" && [host, command, since].every((text) => typeof text === "string");
  return told ? ({ pid, host, command, since } as LockHolder) : null;
}

/** The holder rewrites the file in place, so a reader may meet half of it. */
function readLockFile(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function describe(handle: FileHandle, content: object): Promise<void> {
  const text = `${JSON.stringify(content)}\n`;
  try {
    await handle.write(text, 0);
    await handle.truncate(Buffer.byteLength(text));
  } catch {
    // A full disk must not turn into a lost lock: who holds it is for messages only.
  }
}

function lockedError(holder: LockHolder | null, timeout: number): FfError {
  return new FfError(
    "LOCKED",
    `another process is writing the flags file${describeHolder(holder)}; gave up after ${timeout / 1000} s`,
    {
      hint: "try again, or wait longer with --lock-timeout 60; nothing was changed",
    },
  );
}

/** " (ff rollout, pid 12 on host, since …)", or nothing where it is not known. */
export function describeHolder(holder: LockHolder | null): string {
  return holder === null ? "" : ` (${holder.command}, pid ${holder.pid} on ${holder.host}, since ${holder.since})`;
}
