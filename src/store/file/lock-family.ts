import { once } from "node:events";
import { codeOf, FfError } from "../../errors.js";
import { loadNative } from "./native.js";

/**
 * A kind of kernel lock on an open file. The kernel frees it when its holder dies, however it dies. Locks of
 * different families do not exclude each other, so a lock file belongs to the family that made it.
 */
export interface LockFamily {
  readonly name: "ofd" | "flock" | "flock of macOS" | "LockFileEx";
  /** The pause between two tries that does not keep a processor busy. */
  readonly shortestPauseMs: number;
  /** True when the lock was free and is now held, until the descriptor is closed. */
  tryLock(fd: number): boolean | Promise<boolean>;
}

/**
 * The native package locks open file descriptions (fcntl with F_OFD_SETLK) on Linux, and has another call for each of
 * these. A container on a Mac shares folders with it, but not its locks: its own flock(2) is of another name.
 */
const nativeNames: Partial<Record<NodeJS.Platform, LockFamily["name"]>> = {
  darwin: "flock of macOS",
  win32: "LockFileEx",
};

/**
 * The lock family of this machine: what the native package locks with there, and where that has no binary (musl),
 * flock(2) by the `flock` command on the descriptor it inherits.
 * @throws FfError IO when neither is to be had: writing without a lock would lose flags
 */
export async function findLockFamily(): Promise<LockFamily> {
  try {
    const native = await loadNative();
    return {
      name: nativeNames[process.platform] ?? "ofd",
      shortestPauseMs: 10,
      tryLock(fd) {
        try {
          native.tryLock(fd, 0, 0, true);
          return true;
        } catch (error) {
          if (codeOf(error) === "EAGAIN") return false;
          throw error;
        }
      },
    };
  } catch (error) {
    if (await flockCommandExists()) return flockCommand;
    throw new FfError("IO", "no kind of file lock is to be had on this machine", {
      hint: "install the flock command (util-linux or busybox)",
      cause: error,
    });
  }
}

/** What `flock -n` exits with when somebody else holds the lock. */
const held = 1;

/** @internal */
export const flockCommand: LockFamily = {
  name: "flock",
  shortestPauseMs: 25,
  async tryLock(fd) {
    const { spawn } = await import("node:child_process");
    const child = spawn("flock", ["-n", "-x", "3"], { stdio: ["ignore", "ignore", "ignore", fd] });
    const [code] = (await once(child, "exit")) as [number | null];
    if (code === 0 || code === held) return code === 0;
    throw new FfError("IO", `the flock command failed (exit ${code ?? "by a signal"})`);
  },
};

async function flockCommandExists(): Promise<boolean> {
  try {
    const { spawn } = await import("node:child_process");
    const child = spawn("flock", ["--help"], { stdio: "ignore" });
    await once(child, "exit");
    return true;
  } catch {
    return false;
  }
}
