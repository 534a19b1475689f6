import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, programFile, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

const chunks = join(dirname(programFile), "chunks");

/** Required before the program: when that ends, puts what it has loaded into a file. */
const hook = `const fs = require("node:fs");
const { readFileSync, writeFileSync } = fs;
const loaded = [];
fs.readFileSync = (path, ...options) => {
  if (String(path).startsWith(${JSON.stringify(`${chunks}/`)})) loaded.push(path);
  return readFileSync(path, ...options);
};
process.on("exit", () => {
  const builtins = process.moduleLoadList.filter((entry) => entry.startsWith("NativeModule "));
  writeFileSync("loaded.txt", [...loaded, ...Object.keys(require.cache), ...builtins].join("\\n"));
});`;

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard", { strategy: "percentage", percentage: 50 })]));
  place.write("hook.cjs", hook);
  place.write("empty.cjs", "");
  return place;
}

const env = { NODE_OPTIONS: "--require=./hook.cjs" };

/** The files of the program, the packages and the modules of Node that the last run loaded. */
function loaded(place: Place): { program: string[]; packages: string[]; node: string[] } {
  const lines = place.read("loaded.txt").split("\n");
  return {
    program: lines.filter((line) => line.startsWith(`${chunks}/`)).map((line) => line.slice(chunks.length + 1, -4)),
    packages: lines.filter((line) => line.includes("/node_modules/")),
    node: lines.filter((line) => line.startsWith("NativeModule ")).map((line) => line.slice("NativeModule ".length)),
  };
}

/** Each of these takes milliseconds to load. */
const heavyOfNode = [
  "child_process",
  "crypto",
  "fs/promises",
  "internal/modules/esm/translators",
  "net",
  "stream",
  "zlib",
];

it.each([
  ["check new_dashboard --user user1", []],
  ["check new_dashboard --user user1 --json", []],
  ["list", ["list"]],
  ["list --json", ["list"]],
  ["show new_dashboard", ["list"]],
  ["--version", []],
  ["--help", ["help"]],
  ["check --help", ["help"]],
  ["list --help", ["help", "list"]],
  ["rollout --help", ["help", "list", "mutation", "rollout"]],
  ["simulate --help", ["help", "simulate"]],
  ["overlap --help", ["help", "overlap"]],
  ["diff --help", ["diff", "help"]],
  ["log --help", ["help", "log"]],
  ["apply --help", ["apply", "help", "list", "mutation"]],
  ["__complete zsh check n", ["commander", "complete", "help", "list"]],
])("ff %s loads the program, %j, and nothing else", async (typed, more) => {
  const place = placeWithFlags();
  await place.shell(`"${process.execPath}" empty.cjs`, { env });
  // What Node needs for an empty program is not ours to spare; newer lines load more.
  const floor = new Set(loaded(place).node);
  expect(await place.shell(`ff ${typed} > out.txt`, { env })).toEqual({ stdout: "", stderr: "", code: 0 });
  const { program, packages, node } = loaded(place);
  expect(program.sort()).toEqual(["program", ...more].sort());
  expect(packages).toEqual([]);
  expect(node.filter((name) => heavyOfNode.includes(name) && !floor.has(name))).toEqual([]);
});

it("a change loads neither prompts nor colours nor tables, nor a stream for its input", async () => {
  const place = placeWithFlags();
  expect(await place.shell("ff pause new_dashboard > out.txt", { env })).toMatchObject({ code: 0 });
  const { program, node } = loaded(place);
  expect(node).not.toContain("internal/fs/streams");
  expect(node).not.toContain("net");
  expect(program).toContain("mutation");
  expect(
    program.filter((name) => ["chalk", "inquirer", "cli-table3", "string-width", "commander"].includes(name)),
  ).toEqual([]);
});

it("a terminal with colours adds chalk, a table cli-table3, and neither inquirer", async () => {
  const place = placeWithFlags();
  await inTerminal(place, ["check", "new_dashboard"], { env });
  const check = loaded(place).program;
  await inTerminal(place, ["list"], { env });
  const list = loaded(place).program;
  expect(check.filter((name) => ["cli-table3", "inquirer"].includes(name))).toEqual([]);
  expect(list.filter((name) => name === "inquirer")).toEqual([]);
  expect(check).toContain("chalk");
  expect(list).toEqual(expect.arrayContaining(["chalk", "cli-table3"]));
});

it("what every start loads has no package in it, and is small", () => {
  const program = readFileSync(join(chunks, "program.cjs"), "latin1");
  expect(program).toContain("\n// src/eval/evaluate.ts\n");
  expect(program).not.toContain("node_modules/");
  expect(program.length).toBeLessThan(141_500);
});
