import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

const manifest = resolve(import.meta.dirname, "peers/package.json");

/**
 * Installs what ff is measured against into the folder of this run, in the versions of peers/package.json. No script of
 * these packages runs. Without network the run goes on without them.
 * @returns the folder; null when they could not be installed
 */
export function installPeers(folder) {
  const peers = join(folder, "peers");
  mkdirSync(peers);
  copyFileSync(manifest, join(peers, "package.json"));
  const args = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"];
  const { status, stderr } = spawnSync("npm", args, {
    cwd: peers,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) return peers;
  console.log(`Peers could not be installed, so they are not measured: ${stderr.trim().split("\n")[0]}\n`);
  return null;
}
