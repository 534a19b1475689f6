import { spawnSync } from "node:child_process";

const probes = {
  strace: ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"],
  mounts: ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
  python3: ["python3", "-c", ""],
};

/** Why something can't be done on this machine; null when it can. */
export function lacks(need) {
  const [file, ...words] = probes[need];
  const { status, error, stderr } = spawnSync(file, words, { encoding: "utf8" });
  return status === 0 ? null : `${need}: ${error?.message ?? stderr.trim()}`;
}
