import { basename } from "node:path";
import { expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

/** Required before the program: when that ends, puts what it has loaded into a file. */
const hook = `process.on("exit", () => {
  const builtins = process.moduleLoadList.filter((entry) => entry.startsWith("NativeModule "));
  require("node:fs").writeFileSync("loaded.txt", [...Object.keys(require.cache), ...builtins].join("\\n"));
});`;

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard", { strategy: "percentage", percentage: 50 })]));
  place.write("hook.cjs", hook);
  return place;
}

const env = { NODE_OPTIONS: "--require=./hook.cjs" };

/** The chunks and the modules of Node that the last run loaded. */
function loaded(place: Place): string[] {
  const lines = place.read("loaded.txt").split("\n");
  return lines.map((line) => (line.startsWith("/") ? basename(line, ".cjs") : line.replace("NativeModule ", "")));
}

const heavy = ["chalk", "inquirer", "cli-table3", "string-width"];
const writing = ["writer", "writing", "lock", "mutation"];
const ofNode = ["crypto", "child_process", "net", "stream", "internal/modules/esm/translators"];

it.each([
  ["check new_dashboard --user user1", [...heavy, ...writing, ...ofNode, "suggest", "tables", "error-text", "help"]],
  ["check new_dashboard --user user1 --json", [...heavy, ...writing, ...ofNode]],
  ["list", [...heavy, ...writing, ...ofNode, "suggest"]],
  ["show new_dashboard", [...heavy, ...writing, ...ofNode]],
  ["--help", [...heavy, ...writing, ...ofNode, "check", "list"]],
  ["rollout --help", [...heavy, "writer", "writing", "lock", ...ofNode]],
  ["simulate --help", [...heavy, "writer", "writing", "lock", ...ofNode, "chi-square", "open-users"]],
  ["--version", [...heavy, ...writing, ...ofNode, "help"]],
  ["__complete zsh check n", [...heavy, ...writing, ...ofNode, "list", "suggest", "tables", "error-text"]],
  ["pause new_dashboard", ["chalk", "inquirer", "cli-table3", "string-width"]],
])("ff %s loads nothing that it does not need", async (typed, unwanted) => {
  const place = placeWithFlags();
  place.write("empty.cjs", "");
  await place.shell(`"${process.execPath}" empty.cjs`, { env });
  // What Node needs for an empty program is not ours to spare; newer lines load more.
  const floor = new Set(loaded(place));
  expect(await place.shell(`ff ${typed} > out.txt`, { env })).toEqual({ stdout: "", stderr: "", code: 0 });
  const names = loaded(place);
  expect(names).toContain("ff");
  expect(names.filter((name) => unwanted.includes(name) && !floor.has(name))).toEqual([]);
});

it("a terminal with colours adds chalk, a table cli-table3, and neither inquirer", async () => {
  const place = placeWithFlags();
  await inTerminal(place, ["check", "new_dashboard"], { env });
  const check = loaded(place).filter((name) => heavy.includes(name));
  await inTerminal(place, ["list"], { env });
  const list = loaded(place).filter((name) => heavy.includes(name));
  expect({ check, list }).toEqual({ check: ["chalk"], list: ["chalk", "cli-table3"] });
});
