import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

function placeWithFlags(...names: string[]): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText(["new_dashboard", ...names].map((name) => flag(name))));
  return place;
}

describe("the output of a mutation", () => {
  it("tells before and after, what it does to users, the file and the way back", async () => {
    const place = placeWithFlags();
    await place.ff(["rollout", "new_dashboard", "10"]);
    const { screen } = await inTerminal(place, ["rollout", "new_dashboard", "50", "--reason", "went well"]);
    expect(screen).toBe(
      [
        "updated new_dashboard",
        "  before:  ██░░░░░░░░░░░░░░░░░░ 10% of users",
        "  after:   ██████████░░░░░░░░░░ 50% of users",
        "  effect:  40% more of the users get it; nobody who has it loses it",
        "  file:    feature_flags.json",
        "  undo:    ff undo new_dashboard",
        "",
      ].join("\n"),
    );
  });

  it("tells every other field that changed", async () => {
    const { stdout } = await placeWithFlags().ff([
      "update",
      "new_dashboard",
      "--strategy",
      "all",
      "--owner",
      "growth",
      "--users",
      "a,b",
    ]);
    expect(stdout).toContain("before\tnobody\nafter\teverybody\n");
    expect(stdout).toContain("metadata.owner\tnone → growth\n");
    expect(stdout).toContain("user_ids\t");
  });

  it.each([
    ["rollout new_dashboard 0 --reason 'again'", 1],
    ["disable new_dashboard", 0],
    ["resume new_dashboard", 0],
    ["update new_dashboard --strategy none", 0],
  ])("unchanged is said as such, and exits 0: ff %s", async (typed, before) => {
    const place = placeWithFlags();
    if (before === 1) await place.shell(`ff ${typed}`);
    const text = place.read(flagsFile);
    const { stdout, stderr, code } = await place.shell(`ff ${typed}`);
    expect(stdout).toMatch(/^new_dashboard is unchanged: .+\n$/);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(place.read(flagsFile)).toBe(text);
    expect(JSON.parse((await place.shell(`ff ${typed} --json`)).stdout)).toMatchObject({
      action: "unchanged",
      changed: false,
    });
  });

  it("has the way back in a form that a shell takes", async () => {
    const names = [
      "it's new",
      "日本語",
      "$(touch gone)",
      "a;b",
      '"quoted"',
      "__proto__",
      "-n",
      "\u001b[31mred",
      "\u009b'\u202e\\",
    ];
    const place = placeWithFlags(...names.slice(1));
    for (const name of names) {
      const before = place.read(flagsFile);
      const { stdout } = await place.ff(["pause", "--", name]);
      const undo = /^undo\t(.+)$/m.exec(stdout)?.[1] ?? "";
      expect((await place.shell(undo)).code, undo).toBe(0);
      expect(place.read(flagsFile), undo).toBe(before);
    }
    expect(readdirSync(place.folder).sort()).toEqual([".ff", flagsFile]);
  });
});

describe("a flag that is not there", () => {
  it("is created, which is said prominently, with close names and the way back", async () => {
    const place = placeWithFlags("it's new");
    const { stdout, stderr, code } = await place.ff(["rollout", "new_dashbord", "50"]);
    expect(stdout).toMatch(/^created new_dashbord\n/);
    expect(stderr).toBe(
      'note: there was no flag "new_dashbord" in feature_flags.json: created it. Did you mean new_dashboard? Then take this back with: ff undo new_dashbord\n',
    );
    expect(code).toBe(0);
  });

  it.each([
    ["--must-exist", {}],
    ["", { FF_MUST_EXIST: "1" }],
  ])("is refused with exit code 3: %s %j", async (option, env) => {
    const place = placeWithFlags();
    const text = place.read(flagsFile);
    for (const typed of [
      "enable nope",
      "rollout nope 5",
      "ab-test nope A=50 B=50",
      "enable-users nope a",
      "pause nope",
    ]) {
      const { stderr, code } = await place.shell(`ff ${typed} ${option}`, { env });
      expect(stderr).toContain('no flag "nope"');
      expect(code).toBe(3);
    }
    expect(place.read(flagsFile)).toBe(text);
  });

  it("is never made by ff update or ff delete", async () => {
    const place = placeWithFlags();
    const [update, deletion] = await Promise.all([
      place.ff(["update", "nope", "--owner", "me"]),
      place.ff(["delete", "new_dashboard", "nope", "--yes"]),
    ]);
    expect([update.code, deletion.code]).toEqual([3, 3]);
    expect(JSON.parse(place.read(flagsFile))).toHaveProperty("new_dashboard");
  });
});

it("a flag that is there already is not created again: ff update is named", async () => {
  const { stderr, code } = await placeWithFlags().ff(["create", "new_dashboard"]);
  expect(stderr).toContain('"new_dashboard" exists already');
  expect(stderr).toContain("ff update new_dashboard");
  expect(code).toBe(5);
});

describe("--dry-run", () => {
  it.each([
    ["create other --percentage 10", "would create other"],
    ["enable new_dashboard", "would update new_dashboard"],
    ["rollout nope 5", "would create nope"],
    ["delete new_dashboard", "would delete new_dashboard"],
    ["ab-test new_dashboard A=50 B=50", "would update new_dashboard"],
    ["enable-domains new_dashboard company.com", "would update new_dashboard"],
    ["undo new_dashboard", "would update new_dashboard"],
  ])("ff %s changes nothing", async (typed, said) => {
    const place = placeWithFlags();
    await place.ff(["pause", "new_dashboard"]);
    const text = place.read(flagsFile);
    const history = await place.ff(["log", "--json"]);
    const { stdout, code } = await place.shell(`ff ${typed} --dry-run`);
    expect(stdout).toContain(said);
    expect(stdout).toContain("dry run\tnothing was changed\n");
    expect(code).toBe(0);
    expect(place.read(flagsFile)).toBe(text);
    expect(await place.ff(["log", "--json"])).toEqual(history);
  });

  it("makes no file either", async () => {
    const place = makePlace();
    expect((await place.ff(["create", "one", "-n"])).code).toBe(0);
    expect(readdirSync(place.folder)).toEqual([]);
  });
});

describe("any name", () => {
  it.each(["__proto__", "constructor", "日本語", "two words", `it's "quoted"`, "🫠", "-n", "--json", "a\u0301"])(
    "%s is created, found, changed, checked and deleted",
    async (name) => {
      const place = placeWithFlags();
      const quoted = `-- "$NAME"`;
      const { stdout, stderr } = await place.shell(
        [
          `ff create --percentage 10 ${quoted} > /dev/null`,
          `ff enable ${quoted} > /dev/null`,
          `ff check --exit-code ${quoted} > /dev/null && echo checked`,
          `ff show --json ${quoted} > /dev/null`,
          `ff delete --yes ${quoted} > /dev/null`,
        ].join(" && "),
        { env: { NAME: name } },
      );
      expect(stderr).toBe("");
      expect(stdout).toBe("checked\n");
      expect(Object.keys(JSON.parse(place.read(flagsFile)) as object)).toEqual(["new_dashboard"]);
    },
  );
});

it("toggling one flag of seventy changes the lines of that flag alone in git diff", async () => {
  const place = makePlace();
  const fixture = join(import.meta.dirname, "../../fixtures/vectors/feature_flags.json");
  place.write(flagsFile, readFileSync(fixture));
  const git = (...words: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...words], {
      cwd: place.folder,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: place.folder },
    });
  git("init", "-q");
  git("add", flagsFile);
  git("commit", "-qm", "flags");
  const flags = JSON.parse(place.read(flagsFile)) as Record<string, { enabled?: boolean }>;
  expect(Object.keys(flags).length).toBeGreaterThanOrEqual(70);
  const toggled = Object.entries(flags).filter(([, one]) => one.enabled === true)[20]?.[0] ?? "";
  expect((await place.ff(["pause", "--", toggled])).code).toBe(0);
  const changed = git("diff", "--unified=0")
    .split("\n")
    .filter((line) => /^[+-](?![+-])/.test(line));
  expect(changed.map((line) => line.replace(/"updated_at": ".*"/, '"updated_at": …').replace(/,$/, ""))).toEqual([
    '-    "enabled": true',
    '+    "enabled": false',
    '-    "updated_at": …',
    '+    "updated_at": …',
  ]);
  expect(git("status", "--porcelain", "--untracked-files=all")).toBe(` M ${flagsFile}\n`);
});
