import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, constants, openSync, rmSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { baseEnv, makePlace, programFile, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard")]));
  return place;
}

const crash = /internal error|^ +at /m;

describe("an unusual environment", () => {
  it("none at all", async () => {
    const place = placeWithFlags();
    const env = { ...Object.fromEntries(Object.keys(baseEnv("")).map((name) => [name, undefined])) };
    const [list, change] = [await place.ff(["list"], { env }), await place.ff(["enable", "new_dashboard"], { env })];
    expect([list.code, change.code, list.stderr, change.stderr]).toEqual([0, 0, "", ""]);
  });

  it("a user whom the system has no name for", async () => {
    const place = placeWithFlags();
    chmodSync(place.folder, 0o777);
    chmodSync(place.path(flagsFile), 0o666);
    const asNobody = "import os, sys; os.setuid(54321); os.execvp(sys.argv[1], sys.argv[1:])";
    if (process.getuid?.() !== 0) {
      console.log("skipped: only root can become another user");
      return;
    }
    const reaches = `"$(command -v python3)" -c '${asNobody}' test -r "${programFile}" -a -x "${process.execPath}"`;
    if ((await place.shell(reaches)).code !== 0) {
      console.log("skipped: another user can't reach the program or node where they stand");
      return;
    }
    const { stderr } = await place.shell(
      `f() { "$(command -v python3)" -c '${asNobody}' bash --norc -c "$(declare -f ff); ff enable new_dashboard"; }; f`,
    );
    expect(stderr).not.toMatch(crash);
    const [entry] = JSON.parse((await place.ff(["log", "--json"])).stdout) as { actor: string }[];
    expect(entry?.actor).toBe("uid 54321");
  });

  it("a working directory that was removed", async () => {
    const place = placeWithFlags();
    for (const typed of ["list", "enable new_dashboard", `list --file ${place.path(flagsFile)}`]) {
      const { stderr, code } = await place.shell(`mkdir -p gone && cd gone && rmdir ../gone && ff ${typed}`);
      expect(stderr).toMatch(/^error: the working directory is no longer there\n/);
      expect(code).toBe(6);
    }
  });

  it.each([
    ["--file .", {}],
    ["", { FF_FILE: "." }],
  ])("a folder for a file: %s %j", async (option, env) => {
    const place = placeWithFlags();
    for (const typed of ["list", "enable new_dashboard", "init"]) {
      const { stdout, stderr, code } = await place.shell(`ff ${typed} ${option}`, { env });
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^error: .*(directory|folder|exists already)/);
      expect([5, 6]).toContain(code);
    }
  });

  it.each([
    ["apply nowhere.json", /nowhere\.json/],
    ["enable-users new_dashboard --from-file nowhere.txt", /nowhere\.txt/],
    ["enable-users new_dashboard --from-file .", /^error: .*\./],
    ["enable-users new_dashboard --from-file latin1.txt", /latin1\.txt is not UTF-8 text/],
    ["apply latin1.txt", /latin1\.txt/],
  ])("input that can't be read: ff %s", async (typed, said) => {
    const place = placeWithFlags();
    place.write("latin1.txt", Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
    const { stderr, code } = await place.shell(`ff ${typed}`);
    expect(stderr).toMatch(said);
    expect(stderr).toContain("nothing was changed");
    expect(stderr).not.toMatch(crash);
    expect([2, 3, 6]).toContain(code);
  });

  it.each([
    ["feature_flags.json.history.jsonl", ["rollout new_dashboard 40", "log"]],
    ["feature_flags.json.base", ["rollout new_dashboard 40"]],
    ["feature_flags.json.lock", ["rollout new_dashboard 40"]],
    [".gitignore", ["rollout new_dashboard 40"]],
  ])("a pipe in the place of .ff/%s", async (name, commands) => {
    const place = placeWithFlags();
    await place.ff(["enable", "new_dashboard"]);
    // What is kept of the file before is read where another program has written since.
    place.write(flagsFile, flagsText([flag("new_dashboard")]));
    const before = place.read(flagsFile);
    const pipe = place.path(`.ff/${name}`);
    rmSync(pipe);
    execFileSync("mkfifo", [pipe]);
    // Whoever waits for the other end is let go with the test.
    const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(fd));
    for (const typed of commands) {
      const { stderr, code } = await place.ff(typed.split(" "));
      expect(stderr).toContain(`error: ${pipe} is a pipe (FIFO), not a file\n  hint: move it away`);
      expect(code).toBe(6);
    }
    expect(place.read(flagsFile)).toBe(before);
  });

  it("a terminal of no width", async () => {
    const { screen, code } = await inTerminal(placeWithFlags(), ["list"], { columns: 0 });
    expect(screen).toContain("new_dashboard");
    expect(code).toBe(0);
  });
});
