import { realpathSync } from "node:fs";
import { join } from "node:path";
import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, timeNode } from "../run-process.mjs";
import { check, list } from "./start-up.mjs";

/** Peers' programs, and what they are called when installed. Without their server or project they do nothing but help. */
const peerPrograms = { siggy: "siggy", "flagsmith-cli": "flagsmith", featurevisor: "featurevisor" };

/** Whole processes of ff and of its peers. */
export async function measure({ folder, env, rounds, peers }) {
  const cwd = makeFlags(folder, 100, "programs");
  const time = (args) => () => timeNode(args, { cwd, env });
  const installed = peers === null ? [] : Object.entries(peerPrograms);
  const helps = installed.map(([name, bin]) => {
    const file = realpathSync(join(peers, "node_modules/.bin", bin));
    return [`${name} --help`, time([file, "--help"])];
  });
  const things = {
    floor: time(floor),
    "ff check": time(check),
    "ff list": time(list),
    ...Object.fromEntries(helps),
  };
  return interleave(things, rounds(15));
}
