import { link, readFile, rename } from "node:fs/promises";
import { FfError } from "../../errors.js";
import { codeOf, ioError } from "./io-error.js";
import type { FilePaths } from "./paths.js";

/** `displaced`: another program wrote meanwhile; its content is in place, as if nothing had been tried. */
export type SwapOutcome = "done" | "displaced";

/**
 * Puts the staged content in the place of what was read, and nothing else: two names are exchanged in one step, and
 * what was displaced is then inspected. If it is not what was read, the exchange is taken back, so that a program
 * that is still writing into the displaced file goes on writing into the flags file.
 * @param expected the content that the edit was made from; null where there was no file
 * @throws FfError IO; then the flags file is as it was
 */
export async function swapIn(paths: FilePaths, staged: Uint8Array, expected: Uint8Array | null): Promise<SwapOutcome> {
  try {
    await rename(paths.staged, paths.swap);
    if (expected === null) return await placeNew(paths);
    const exchange = await findExchange();
    if (exchange === null) return await renameOver(paths, expected);
    try {
      await exchange(paths.swap, paths.target);
    } catch (error) {
      if (!unsupported.has(codeOf(error) ?? "")) throw error;
      return await renameOver(paths, expected);
    }
    if ((await readFile(paths.swap)).equals(expected)) return "done";
    await putBack(paths, staged, exchange);
    return "displaced";
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "displaced";
    throw codeOf(error) === "EBUSY" ? mountPoint(paths, error) : ioError(`replace ${paths.target}`, error);
  }
}

/** What file systems answer that can't exchange two names: some of FUSE, NFS and older overlays. */
const unsupported = new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

type Exchange = (from: string, to: string) => Promise<void>;

/**
 * Takes an exchange back: what was displaced goes into place again. When the flags file was replaced once more
 * in that moment, something newer than expected comes out, and goes in again.
 * @param incumbent what is believed to stand in place now
 */
export async function putBack(paths: FilePaths, incumbent: Uint8Array, exchange: Exchange): Promise<void> {
  for (let expected = incumbent; ;) {
    const placed = await readFile(paths.swap);
    await exchange(paths.swap, paths.target);
    if ((await readFile(paths.swap)).equals(expected)) return;
    expected = placed;
  }
}

/** The file system's exchange of two names; null where the system has none. */
export async function findExchange(): Promise<Exchange | null> {
  if (process.platform === "win32") return null;
  try {
    const { default: native } = await import("fs-native-extensions");
    return async (from, to) => {
      await native.swap(from, to);
    };
  } catch {
    return null;
  }
}

/** A link, unlike a rename, fails when a file of that name has appeared meanwhile. */
async function placeNew(paths: FilePaths): Promise<SwapOutcome> {
  try {
    await link(paths.swap, paths.target);
    return "done";
  } catch (error) {
    if (codeOf(error) === "EEXIST") return "displaced";
    throw error;
  }
}

/** Where names can't be exchanged: compare once more, then replace. A writer in between those two is not noticed. */
async function renameOver(paths: FilePaths, expected: Uint8Array): Promise<SwapOutcome> {
  if (!(await readFile(paths.target)).equals(expected)) return "displaced";
  await rename(paths.swap, paths.target);
  return "done";
}

function mountPoint(paths: FilePaths, cause: unknown): FfError {
  return new FfError("IO", `${paths.target} can't be replaced: it is a mount point of its own (EBUSY)`, {
    hint: "mount the folder instead of the single file; ff never writes in place, and nothing was changed",
    cause,
  });
}
