import { spawnSync } from "node:child_process";

/**
 * Whether tests that need something of the machine are to be skipped, and says so. In CI nothing is skipped silently:
 * there it is an error.
 */
export function lacks(what: string, [file = "", ...words]: readonly string[]): boolean {
  const probe = spawnSync(file, words, { encoding: "utf8" });
  if (probe.status === 0) return false;
  const problem = `${what} is not to be had here: ${probe.error?.message ?? probe.stderr.trim()}`;
  if (process.platform === "linux" && process.env["CI"]) throw new Error(problem);
  console.warn(`skipped: ${problem}`);
  return true;
}

export const lacksMounts = (): boolean =>
  lacks("mounting (for root only)", ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
