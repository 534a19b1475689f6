import type { FileStoreOptions } from "./file-store.js";
import { acquireLock, describeHolder } from "./lock.js";
import { resolvePaths, statFlagsFile } from "./paths.js";
import { makeSidecar } from "./sidecar.js";
import { Writer } from "./writer.js";

/** Who asks for the lock. */
export interface Claim {
  /** What is to be done, for those who wait meanwhile. */
  readonly command: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes while no other ff does.
 * @throws FfError LOCKED after the time limit, CANCELLED, IO, and what the work throws
 */
export async function withWriter<T>(
  path: string,
  options: FileStoreOptions,
  { command, signal }: Claim,
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  const paths = resolvePaths(path);
  // What is no flags file gets no folder beside it.
  statFlagsFile(paths.target, paths.given);
  await makeSidecar(paths);
  const release = await acquireLock(paths, {
    command: `ff ${command}`,
    timeout: options.lockTimeout ?? 10_000,
    onWait: (holder) => {
      options.onWait?.(`waiting for another process to write the flags file${describeHolder(holder)}`);
    },
    lockedHint: options.lockedHint,
    signal,
  });
  try {
    return await work(new Writer(paths, options));
  } finally {
    release();
  }
}
