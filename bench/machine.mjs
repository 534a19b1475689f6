import { execFileSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";

/** Where and with what a run was made. */
export function describeMachine() {
  const [{ model }, ...others] = cpus();
  return {
    processor: model.trim(),
    cores: others.length + 1,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    python: firstLine("python3", "--version"),
    compiler: firstLine("cc", "--version"),
  };
}

/** The commit that was measured, marked where the files differ from it. */
export const describeCommit = () => firstLine("git", "describe", "--always", "--dirty");

function firstLine(command, ...args) {
  return execFileSync(command, args, { encoding: "utf8" }).split("\n")[0].trim();
}
