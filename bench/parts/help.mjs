import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode } from "../run-process.mjs";

/** `--help` of every subcommand. */
export async function measure({ folder, env, rounds }) {
  const time = (args) => () => timeNode(args, { cwd: folder, env });
  const helps = commands().map((name) => [`help ${name}`, time([program, name, "--help"])]);
  return interleave({ floor: time(floor), ...Object.fromEntries(helps) }, rounds(21));
}

/** Each is a file that is named as it is typed. */
function commands() {
  return readdirSync(resolve(import.meta.dirname, "../../commands"))
    .filter((file) => file.endsWith(".ts") && file !== "registry.ts")
    .map((file) => file.slice(0, -".ts".length));
}
