import { existsSync, linkSync, readFileSync, renameSync } from "node:fs";
import { FfError } from "../../errors.js";
import { fileHolds } from "./file-holds.js";
import { codeOf, ioError, unconfirmed } from "./io-error.js";
import { loadNative } from "./native.js";
import type { FilePaths } from "./paths.js";
import { stampAt } from "./read-once.js";
import type { FlagsFile } from "./read.js";

/** `displaced`: another program wrote meanwhile; its content is in place, as if nothing had been tried. */
export type SwapOutcome = "done" | "displaced";

/**
 * Puts the staged content in the place of what was read, and nothing else: two names are exchanged in one step, and
 * what was displaced is then inspected. If it is not what was read, the exchange is taken back, so that a program
 * that is still writing into the displaced file goes on writing into the flags file.
 * @param bytes what is staged
 * @param replaces the file that the edit was made from; null where there was none
 * @throws FfError IO: the flags file is as it was; UNCONFIRMED: the new content is in place
 */
export async function swapIn(
  paths: FilePaths,
  staged: string,
  bytes: Uint8Array,
  replaces: FlagsFile | null,
): Promise<SwapOutcome> {
  try {
    if (replaces === null) return placeNew(paths, staged);
    // Most writes of others show here already, and then nobody gets to see ours come and go.
    if (stampAt(paths.target) !== replaces.stamp) return "displaced";
    if (!(await exchange(staged, paths.target))) return renameOver(paths, staged, replaces);
  } catch (error) {
    if (codeOf(error) === "ENOENT" && !existsSync(paths.target)) return "displaced";
    throw codeOf(error) === "EBUSY" ? mountPoint(paths, error) : ioError(`replace ${paths.target}`, error);
  }
  try {
    if (fileHolds(staged, replaces.document.bytes)) return "done";
    await putBack(paths, staged, bytes);
    return "displaced";
  } catch (error) {
    throw unconfirmed(paths.given, error);
  }
}

/**
 * Takes an exchange back: what was displaced goes into place again. When the flags file was replaced once more
 * in that moment, something newer than expected comes out, and goes in again.
 * @param incumbent what is believed to stand in place now
 */
export async function putBack(paths: FilePaths, staged: string, incumbent: Uint8Array): Promise<void> {
  for (let expected = incumbent; ;) {
    const placed = readFileSync(staged);
    if (!(await exchange(staged, paths.target))) {
      renameSync(staged, paths.target);
      return;
    }
    if (fileHolds(staged, expected)) return;
    expected = placed;
  }
}

/** What file systems answer that can't exchange names: some of FUSE, NFS and older overlays. */
const unsupported = new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

/** Exchanges two names in one step; false where the system can't. */
async function exchange(one: string, other: string): Promise<boolean> {
  if (process.platform === "win32") return false;
  const native = await loadNative().catch(() => null);
  if (native === null) return false;
  try {
    native.swapSync(one, other);
    return true;
  } catch (error) {
    if (unsupported.has(codeOf(error) ?? "")) return false;
    throw error;
  }
}

/** A link, unlike a rename, fails when a file of that name has appeared meanwhile. */
function placeNew(paths: FilePaths, staged: string): SwapOutcome {
  try {
    linkSync(staged, paths.target);
    return "done";
  } catch (error) {
    if (codeOf(error) === "EEXIST") return "displaced";
    throw error;
  }
}

/** Where names can't be exchanged: compare once more, then replace. A writer in between those two is not noticed. */
function renameOver(paths: FilePaths, staged: string, replaces: FlagsFile): SwapOutcome {
  if (!fileHolds(paths.target, replaces.document.bytes)) return "displaced";
  renameSync(staged, paths.target);
  return "done";
}

function mountPoint(paths: FilePaths, cause: unknown): FfError {
  return new FfError("IO", `${paths.target} can't be replaced: it is a mount point of its own (EBUSY)`, {
    hint: "mount the folder instead of the single file; ff never writes in place, and nothing was changed",
    cause,
  });
}
