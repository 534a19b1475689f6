import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

/** A flag that went from nobody to 10% to everybody. */
async function placeWithHistory(): Promise<Place> {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard"), flag("other")]));
  const env = { FF_ACTOR: "ann" };
  await place.ff(["rollout", "new_dashboard", "10", "--reason", "first users"], { env });
  await place.ff(["enable", "new_dashboard"], { env: { GITHUB_ACTOR: "ci-bot" } });
  return place;
}

interface Entry {
  readonly time: string;
  readonly flag: string;
  readonly command: string;
  readonly id: string;
  readonly undoes: string | null;
}

async function log(place: Place, ...words: string[]): Promise<Entry[]> {
  return JSON.parse((await place.ff(["log", "--json", ...words])).stdout) as Entry[];
}

describe("ff log", () => {
  it("tells who changed what, when and why, newest first", async () => {
    const { screen } = await inTerminal(await placeWithHistory(), ["log"]);
    expect(screen.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/gm, "TIME UTC")).toBe(
      [
        "TIME UTC  new_dashboard  enable by ci-bot",
        "  10% of users → everybody",
        "",
        "TIME UTC  new_dashboard  rollout by ann",
        "  nobody → 10% of users",
        "  why  first users",
        "",
      ].join("\n"),
    );
  });

  it("is a table in a pipe, and whole in JSON", async () => {
    const place = await placeWithHistory();
    const { stdout } = await place.ff(["log"]);
    expect(stdout.split("\n").map((line) => line.split("\t").slice(1).join("|"))).toEqual([
      "flag|command|actor|change|reason",
      "new_dashboard|enable|ci-bot|10% of users → everybody|",
      "new_dashboard|rollout|ann|nobody → 10% of users|first users",
      "",
    ]);
    expect(await log(place)).toMatchObject([
      { command: "enable", actor: "ci-bot", before: { strategy: "percentage" }, after: { strategy: "all" } },
      { command: "rollout", actor: "ann", reason: "first users", after: { percentage: 10 } },
    ]);
  });

  it("of one flag, of the newest, since a moment", async () => {
    const place = await placeWithHistory();
    await place.ff(["pause", "other"]);
    const [newest] = await log(place);
    const [one, limited, since] = await Promise.all([
      log(place, "new_dashboard"),
      log(place, "--limit", "2"),
      log(place, "--since", newest?.time ?? ""),
    ]);
    expect(one.map(({ command }) => command)).toEqual(["enable", "rollout"]);
    expect(limited.map(({ command }) => command)).toEqual(["pause", "enable"]);
    expect(since.map(({ command }) => command)).toEqual(["pause"]);
  });

  it("says why there is nothing to tell", async () => {
    const place = await placeWithHistory();
    const nothing = (said: string) => ({ stdout: "", stderr: `note: ${said}\n`, code: 0 });
    expect(await place.ff(["log", "other"])).toEqual(nothing("the history has no change of other"));
    expect(await place.ff(["log", "other", "--json"])).toEqual({
      ...nothing("the history has no change of other"),
      stdout: "[]\n",
    });
    expect(await place.ff(["log", "new_dashboard", "--since", "2999-01-01"])).toEqual(
      nothing("the history has no change of new_dashboard since 2999-01-01T00:00:00.000Z"),
    );
    place.write("fresh.json", flagsText([flag("new_dashboard")]));
    const empty = nothing("the history is empty: ff has not changed this file yet");
    expect(await place.ff(["log", "--file", "fresh.json"])).toEqual(empty);
    expect(await place.ff(["log", "new_dashboard", "--file", "fresh.json"])).toEqual(empty);
    expect((await place.ff(["log", "--file", "gone.json"])).code).toBe(3);
  });

  it("knows flags that are gone, and suggests them too", async () => {
    const place = await placeWithHistory();
    await place.ff(["delete", "new_dashboard", "--yes"]);
    expect((await log(place, "new_dashboard")).map(({ command }) => command)).toEqual(["delete", "enable", "rollout"]);
    const { stdout, stderr, code } = await place.ff(["log", "new_dashbord"]);
    expect(stderr).toContain('no flag "new_dashbord" in feature_flags.json\n  hint: did you mean new_dashboard?');
    expect({ stdout, code }).toEqual({ stdout: "", code: 3 });
  });

  it("tells that the file has moved on since the newest entry", async () => {
    const place = await placeWithHistory();
    expect((await place.ff(["log"])).stderr).toBe("");
    place.write(flagsFile, place.read(flagsFile).replace('"enabled": true', '"enabled": false'));
    const { stdout, stderr } = await place.ff(["log", "new_dashboard", "--json"]);
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(stderr).toBe(
      "note: feature_flags.json has been changed outside ff since the newest entry: ff records what, when it next writes\n",
    );
  });

  it("tells changes that were made outside", async () => {
    const place = await placeWithHistory();
    place.write(flagsFile, place.read(flagsFile).replace('"enabled": true', '"enabled": false'));
    const { stderr } = await place.ff(["pause", "other"]);
    expect(stderr).toContain("had been changed outside ff (new_dashboard)");
    expect((await inTerminal(place, ["log"])).screen).toContain(
      "new_dashboard  changed outside ff\n  everybody → paused: everybody\n",
    );
  });
});

describe("ff undo", () => {
  it("tells of a field that it takes out as the log does", async () => {
    const place = makePlace();
    place.write(flagsFile, '{"short": {"name": "short", "enabled": false}}');
    expect((await place.ff(["rollout", "short", "10"])).code).toBe(0);
    expect((await place.ff(["undo", "short"])).stdout).toContain("percentage\t10 → none\n");
    expect((await place.ff(["log", "short"])).stdout).toContain("; percentage: 10 → none\t");
  });

  it("takes back the last change of a flag, and itself", async () => {
    const place = await placeWithHistory();
    const undone = await place.ff(["undo", "new_dashboard"]);
    expect(undone.stdout).toContain("after\t██░░░░░░░░░░░░░░░░░░ 10% of users\n");
    const redone = await place.ff(["undo", "new_dashboard"]);
    expect(redone.stdout).toContain("after\teverybody\n");
    expect((await log(place)).map(({ command }) => command)).toEqual(["undo", "undo", "enable", "rollout"]);
  });

  it("is named with the file that the change was made in", async () => {
    const place = await placeWithHistory();
    const { stdout } = await place.ff(["--file", "other flags.json", "enable", "new_dashboard"]);
    expect(stdout).toContain("undo\tff undo new_dashboard --file 'other flags.json'\n");
    expect((await place.shell("ff undo new_dashboard --file 'other flags.json'")).code).toBe(0);
    expect(place.read("other flags.json")).toBe("{}\n");
  });

  it("brings back what was deleted, byte for byte", async () => {
    const place = await placeWithHistory();
    const before = place.read(flagsFile);
    await place.ff(["delete", "new_dashboard", "--yes"]);
    expect((await place.ff(["undo", "new_dashboard"])).code).toBe(0);
    expect(place.read(flagsFile)).toBe(before);
  });

  it("refuses where another program has changed the flag since", async () => {
    const place = await placeWithHistory();
    place.write(flagsFile, place.read(flagsFile).replace('"enabled": true', '"enabled": false'));
    const text = place.read(flagsFile);
    const { stderr, code } = await place.ff(["undo", "new_dashboard"]);
    expect(stderr).toContain("nothing was changed");
    expect(code).toBe(5);
    expect(place.read(flagsFile)).toBe(text);
  });

  it("says so where there is nothing to take back", async () => {
    const { stderr, code } = await (await placeWithHistory()).ff(["undo", "other"]);
    expect(stderr).toContain("other");
    expect(code).toBe(3);
  });
});

describe("ff check --at", () => {
  it("answers as of then", async () => {
    const place = await placeWithHistory();
    const [enable, rollout] = await log(place);
    const at = async (time: string | undefined, ...words: string[]) =>
      place.ff(["check", "new_dashboard", "--at", time ?? "", ...words]);
    const [during, after, before] = await Promise.all([
      at(rollout?.time, "--json"),
      at(enable?.time, "--json"),
      at("2020-01-01"),
    ]);
    expect(JSON.parse(during.stdout)).toMatchObject({ strategy: "percentage", at: rollout?.time });
    expect(JSON.parse(after.stdout)).toMatchObject({ strategy: "all", enabled: true, at: enable?.time });
    expect(before.stderr).toContain("does not reach back");
    expect(before).toMatchObject({ stdout: "", code: 3 });
  });

  it("says of a flag that another program added whether it was there then, or that this is not certain", async () => {
    const place = await placeWithHistory();
    const then = new Date().toISOString();
    place.write(flagsFile, place.read(flagsFile).replace('"other"', '"added": {"name": "added"},\n  "other"'));
    await place.ff(["pause", "other"]);
    const { stdout, stderr, code } = await place.ff(["check", "added", "--at", then]);
    expect({ stdout, code }).toEqual({ stdout: "", code: 3 });
    expect(stderr).toContain(
      `it is not certain whether there was a flag "added" at ${then}: the flag was changed outside`,
    );
    expect(stderr).toContain("hint: see its changes: ff log added");
    const before = (await log(place, "new_dashboard"))[0]?.time ?? "";
    expect((await place.ff(["check", "added", "--at", before])).stderr).toContain(
      `there was no flag "added" at ${before}`,
    );
  });

  it("says that it is not certain where the history has times still to come", async () => {
    const place = await placeWithHistory();
    const [enable, rollout] = await log(place);
    const history = `.ff/${flagsFile}.history.jsonl`;
    place.write(history, place.read(history).replace(enable?.time ?? "", "2999-01-01T00:00:00.000Z"));
    const then = new Date().toISOString();
    const { stdout, stderr } = await place.ff(["check", "new_dashboard", "--at", then, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ strategy: "percentage", at: then, certain: false });
    expect(stderr).toBe(
      `note: the flag was changed after ${rollout?.time} by a clock that was ahead: the history says ` +
        "2999-01-01T00:00:00.000Z; this is the answer from before that\n",
    );
  });

  it("needs a history", async () => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("one")]));
    expect((await place.ff(["check", "one", "--at", "2024-01-01"])).code).toBe(3);
  });
});

describe("ff apply", () => {
  const changes = JSON.stringify({
    reason: "release 2.4",
    changes: [
      { op: "rollout", flag: "new_dashboard", percentage: 25 },
      { op: "disable", flag: "other" },
      { op: "create", flag: "fresh", set: { percentage: 5, metadata: { owner: "growth" } } },
    ],
  });

  it("makes all changes in one transaction, taken back by one undo", async () => {
    const place = await placeWithHistory();
    const before = place.read(flagsFile);
    place.write("changes.json", changes);
    const { stdout, code } = await place.ff(["apply", "changes.json"]);
    expect(code).toBe(0);
    expect(stdout).toContain("undo\tff undo\n");
    const entries = await log(place, "--limit", "2");
    expect(entries).toMatchObject([{ command: "apply", reason: "release 2.4" }, { command: "apply" }]);
    const made = (await log(place, "--limit", "2")).map(({ flag, id }) => [flag, id]);
    expect((await place.ff(["undo"])).code).toBe(0);
    expect((await log(place, "--limit", "2")).map(({ flag, undoes }) => [flag, undoes])).toEqual(made);
    expect(place.read(flagsFile)).toBe(before);
  });

  it("shows the whole difference with --dry-run, and changes nothing", async () => {
    const place = await placeWithHistory();
    const before = place.read(flagsFile);
    const { stdout } = await place.ff(["apply", "-", "--dry-run"], { input: changes });
    expect(stdout).toContain(
      "would update new_dashboard\nbefore\teverybody\nafter\t█████░░░░░░░░░░░░░░░ 25% of users\n",
    );
    expect(stdout).toContain("would create fresh\n");
    expect(stdout).toContain("metadata.owner\tnone → growth\n");
    expect(stdout).toContain("dry run\tnothing was changed\n");
    expect(stdout).toContain(`--- ${flagsFile}\n+++ ${flagsFile}\n@@ `);
    expect(stdout).toContain('-    "strategy": "all",\n-    "percentage": 10,\n+    "strategy": "percentage",\n');
    expect(place.read(flagsFile)).toBe(before);
  });

  it("says so where there is nothing to do, and what other readers round", async () => {
    const place = await placeWithHistory();
    const nothing = await place.ff(["apply", "-"], { input: '{"changes": []}' });
    expect(nothing).toEqual({ stdout: `nothing to change in ${flagsFile}\n`, stderr: "", code: 0 });
    const input = '{"changes": [{"op": "rollout", "flag": "other", "percentage": 11.5}]}';
    expect((await place.ff(["apply", "-"], { input })).stderr).toContain("round 11.5% up to 12%");
  });

  it("makes none where one can't be made", async () => {
    const place = await placeWithHistory();
    const before = place.read(flagsFile);
    const input = changes.replace('"fresh"', '"other"');
    const { stderr, code } = await place.ff(["apply", "-"], { input });
    expect(stderr).toContain("exists already");
    expect(stderr).toContain("nothing was changed");
    expect(code).toBe(5);
    expect(place.read(flagsFile)).toBe(before);
  });
});
