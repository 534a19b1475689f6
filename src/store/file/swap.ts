import { existsSync, linkSync, lstatSync, readFileSync, renameSync, statSync } from "node:fs";
import { codeOf, FfError } from "../../errors.js";
import { Pieces } from "../../json/pieces.js";
import { fileHolds } from "./file-holds.js";
import { ioError, unconfirmed } from "./io-error.js";
import { loadNative } from "./native.js";
import type { FilePaths } from "./paths.js";
import { isFresh, stampAt, stampOf } from "./read-once.js";
import type { FlagsFile } from "./read.js";
import { syncFolder } from "./synchronise.js";

/**
 * `done`: in place and durable. `displaced`: another program wrote meanwhile; its content is in place, as if nothing
 * had been tried.
 */
export type SwapOutcome = "done" | "displaced";

/**
 * Puts the staged content in the place of what was read, and nothing else: two names are exchanged in one step, and
 * what was displaced is then inspected. If it is not what was read, the exchange is taken back, so that a program
 * that is still writing into the displaced file goes on writing into the flags file.
 * @param content what is staged
 * @param replaces the file that the edit was made from; null where there was none
 * @throws FfError IO: the flags file is as it was; UNCONFIRMED: the new content is in place
 */
export async function swapIn(
  paths: FilePaths,
  staged: string,
  content: Pieces,
  replaces: FlagsFile | null,
): Promise<SwapOutcome> {
  const exchange = await findExchange();
  let placed;
  try {
    placed = replaces === null ? placeNew(paths, staged) : replace(exchange, paths, staged, replaces);
  } catch (error) {
    if (codeOf(error) === "ENOENT" && !existsSync(paths.target)) return "displaced";
    throw codeOf(error) === "EBUSY"
      ? mountPoint(paths, error)
      : ioError(`replace ${paths.given}`, error, paths.named(paths.directory));
  }
  if (placed === "displaced") return placed;
  const settle = (): Promise<void> => syncFolder(paths.directory);
  try {
    if (placed === "exchanged" && replaces !== null) {
      if (await isLeftAlone(staged, replaces.document.pieces, settle)) return "done";
      await putBack(paths, staged, content);
      return "displaced";
    }
    await settle();
    return "done";
  } catch (error) {
    throw unconfirmed(paths.given, error);
  }
}

/**
 * Takes an exchange back: what was displaced goes into place again. When the flags file was written or replaced once
 * more in that moment, something newer than expected comes out, and goes in again.
 * @param incumbent what is believed to stand in place now
 */
export async function putBack(paths: FilePaths, staged: string, incumbent: Pieces): Promise<void> {
  const exchange = await findExchange();
  // Whether what goes back is durable is up to whoever wrote it; this gives late writers their time.
  const settle = (): Promise<void> => syncFolder(paths.directory).catch(() => undefined);
  for (let expected = incumbent; ;) {
    if (!exchange(staged, paths.target)) {
      renameSync(staged, paths.target);
      return;
    }
    if (await isLeftAlone(staged, expected, settle)) return;
    expected = new Pieces([readFileSync(paths.target)]);
  }
}

/**
 * Whether a file that has lost its name holds what is expected, at once and when the exchange has settled. A program
 * that opens a file to rewrite it is given the one that had the name when it asked, and may empty that a moment later:
 * it waits inside the kernel until the exchange is over.
 */
async function isLeftAlone(path: string, expected: Pieces, settle: () => Promise<void>): Promise<boolean> {
  const stamp = stampAt(path);
  if (!fileHolds(path, expected)) return false;
  await settle();
  const stats = statSync(path, { bigint: true });
  // A large file is not read once more where its stamp vouches for it.
  return (stampOf(stats) === stamp && !isFresh(stats)) || fileHolds(path, expected);
}

/** What file systems answer that can't exchange names: some of FUSE, NFS and older overlays. */
const unsupported = new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

/** Exchanges two names in one step; false where the system can't. */
type Exchange = (one: string, other: string) => boolean;

/** Apart from the exchange itself, for which nothing may have to be loaded any more: others write meanwhile. */
async function findExchange(): Promise<Exchange> {
  const native = process.platform === "win32" ? null : await loadNative().catch(() => null);
  return (one, other) => {
    if (native === null) return false;
    try {
      native.swapSync(one, other);
      return true;
    } catch (error) {
      if (unsupported.has(codeOf(error) ?? "")) return false;
      throw error;
    }
  };
}

/** What file systems answer that have no links: FAT, some of FUSE and SMB. */
const unlinkable = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

/** A link, unlike a rename, fails when a file of that name has appeared meanwhile. */
function placeNew(paths: FilePaths, staged: string): SwapOutcome {
  try {
    linkSync(staged, paths.target);
    return "done";
  } catch (error) {
    if (codeOf(error) === "EEXIST") return "displaced";
    if (!unlinkable.has(codeOf(error) ?? "")) throw error;
  }
  // Where there are no links: look once more, then rename. A file that appears in between those two is not noticed.
  if (lstatSync(paths.target, { throwIfNoEntry: false }) !== undefined) return "displaced";
  renameSync(staged, paths.target);
  return "done";
}

function replace(exchange: Exchange, paths: FilePaths, staged: string, replaces: FlagsFile): "exchanged" | SwapOutcome {
  // Most writes of others show here already, and then nobody gets to see ours come and go.
  if (stampAt(paths.target) !== replaces.stamp) return "displaced";
  if (exchange(staged, paths.target)) return "exchanged";
  // Where names can't be exchanged: compare once more, then replace. A writer in between those two is not noticed.
  if (!fileHolds(paths.target, replaces.document.pieces)) return "displaced";
  renameSync(staged, paths.target);
  return "done";
}

function mountPoint(paths: FilePaths, cause: unknown): FfError {
  return new FfError("IO", `${paths.given} can't be replaced: it is a mount point of its own (EBUSY)`, {
    hint: "mount the folder instead of the single file; ff never writes in place",
    cause,
  });
}
