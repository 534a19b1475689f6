import { mkdtempSync, readdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, program, timeNode, underPython } from "../run-process.mjs";

const check = [program, "check", "flag_50", "--user", "user123"];
const list = [program, "list"];

/** Each peer's program, and how its bin is called. None does anything without its server but help. */
const peerPrograms = { siggy: "siggy", "flagsmith-cli": "flagsmith", featurevisor: "featurevisor" };

/** Whole processes on a file of 100 flags. */
export async function measure({ folder, env, rounds, peers }) {
  const cwd = makeFlags(folder, 100, "start-up");
  const place = { cwd, env };
  const first = (args) => () =>
    timeNode(args, { cwd, env: { ...env, XDG_CACHE_HOME: mkdtempSync(join(folder, "no-cache-")) } });
  const uncached = (args) => () => timeNode(args, { cwd, env: { ...env, NODE_DISABLE_COMPILE_CACHE: "1" } });
  const inTerminal = (args) => () =>
    underPython("processes/in-terminal.py", [process.execPath, ...args], place).seconds * 1000;
  return interleave(
    {
      floor: () => timeNode(floor, place),
      check: () => timeNode(check, place),
      list: () => timeNode(list, place),
      "check, first": first(check),
      "list, first": first(list),
      "check, uncached": uncached(check),
      "list, uncached": uncached(list),
      "floor in a terminal": inTerminal(floor),
      "check in a terminal": inTerminal(check),
      "list in a terminal": inTerminal(list),
      ...Object.fromEntries(
        commands().map((name) => [`help ${name}`, () => timeNode([program, name, "--help"], place)]),
      ),
      ...(peers === null ? {} : peerHelps(peers, place)),
    },
    rounds(25),
  );
}

/** Every subcommand is a file that is named as it is typed. */
function commands() {
  return readdirSync(resolve(import.meta.dirname, "../../commands"))
    .filter((file) => file.endsWith(".ts") && file !== "registry.ts")
    .map((file) => file.slice(0, -".ts".length));
}

function peerHelps(peers, place) {
  return Object.fromEntries(
    Object.entries(peerPrograms).map(([name, bin]) => {
      const file = realpathSync(join(peers, "node_modules/.bin", bin));
      return [`cli ${name}`, () => timeNode([file, "--help"], place)];
    }),
  );
}
