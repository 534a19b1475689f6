import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, programFile, type Ended, type Place } from "../support/program.js";
import { lacksStrace, start } from "./reliability/processes.js";

/** Words that load different parts of the program; all of them leave the file as it is. */
const commands = [
  "check new_dashboard --user user1",
  "list",
  "rollout --help",
  "rollout new_dashboard 10 --dry-run",
  "lst",
];

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard", { strategy: "percentage", percentage: 50 })]));
  return place;
}

const env = { NODE_DISABLE_COMPILE_CACHE: undefined };

function runAll(place: Place): Promise<Ended[]> {
  return Promise.all(commands.map((typed) => place.ff(typed.split(" "), { env })));
}

/** What is kept, and what changes when it is kept anew. */
function kept(place: Place): Record<string, number> {
  const folder = place.path(".cache/flagfile");
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.includes(".cjs"));
  return Object.fromEntries(paths.map((path) => [path, statSync(join(folder, path)).ino]));
}

it("what a start leaves compiled, later ones use; what they say is the same", async () => {
  const place = placeWithFlags();
  const compiling = await runAll(place);
  const before = kept(place);
  expect(Object.keys(before).filter((path) => !path.endsWith(".cjs"))).toEqual([]);
  expect(Object.keys(before).some((path) => path.endsWith("/program.cjs"))).toBe(true);
  expect(await runAll(place)).toEqual(compiling);
  expect(kept(place)).toEqual(before);
  const without = commands.map((typed) => place.ff(typed.split(" ")));
  expect(await Promise.all(without)).toEqual(compiling);
  expect(readdirSync(place.folder).sort()).toEqual([".cache", flagsFile]);
});

it("many first starts at once agree on one", async () => {
  const place = placeWithFlags();
  const runs = await Promise.all(Array.from({ length: 12 }, () => place.ff(["list"], { env })));
  expect(new Set(runs.map(({ stdout, code }) => `${code} ${stdout}`)).size).toBe(1);
  expect(runs[0]?.code).toBe(0);
  expect(Object.keys(kept(place)).every((path) => path.endsWith(".cjs"))).toBe(true);
});

it.skipIf(lacksStrace())(
  "two first starts that make the folders at the same time both keep what they compiled",
  async () => {
    const place = placeWithFlags();
    const traced = "-f -qq -o /dev/null -e trace=?mkdir,mkdirat -e inject=?mkdir,mkdirat:delay_enter=2000000:when=1";
    const words = ["env", "-u", "NODE_DISABLE_COMPILE_CACHE", "strace", ...traced.split(" "), process.execPath];
    const slow = start(place, [...words, programFile, "rollout", "--help"]);
    // It has printed its answer and is about to make the first folder, which the other one makes meanwhile.
    await new Promise((resolve) => slow.child.stdout?.once("data", resolve));
    await place.ff(["rollout", "new_dashboard", "10", "--dry-run"], { env });
    expect(await slow.ended).toMatchObject({ code: 0, stderr: "" });
    expect(Object.keys(kept(place)).filter((path) => /\/rollout\/(help|mutation)\.cjs$/.test(path))).toHaveLength(2);
  },
);

it("a home that can't be written to costs nothing but time", async () => {
  const place = placeWithFlags();
  place.write("home/a file", "");
  chmodSync(place.path("home"), 0o500);
  // Root may write everywhere; /proc takes no folder from anybody.
  for (const home of [place.path("home"), "/proc"])
    expect(await place.ff(["list"], { env: { ...env, HOME: home } })).toMatchObject({ code: 0, stderr: "" });
});
