import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Ended } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

describe("a file that is not valid", () => {
  const text = '{\n  "日本": {"name": "日本", "enabled": tru }\n}\n';

  it("is shown with place, excerpt, caret and hint", async () => {
    const place = makePlace();
    place.write(flagsFile, text);
    const ended = await place.ff(["enable", "日本"]);
    expect(ended).toEqual({
      stdout: "",
      stderr: [
        'error: feature_flags.json is not a valid flags file: expected a value, found "tru"',
        "  --> feature_flags.json:2:35",
        '  2 |   "日本": {"name": "日本", "enabled": tru }',
        "    |                                       ^",
        "  hint: mend the file at that place",
        "        nothing was changed",
        "  code: INVALID_FILE (exit 4)",
        "",
      ].join("\n"),
      code: 4,
    });
    expect(place.read(flagsFile)).toBe(text);
  });

  it("is excerpted around the place where its only line is very long", async () => {
    const place = makePlace();
    const long = JSON.stringify(
      Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`flag_${index}`, flag(`flag_${index}`)])),
    );
    place.write(flagsFile, long.replace('"name":"flag_777"', '"name":?'));
    const { screen, code } = await inTerminal(place, ["list"]);
    const [excerpt = "", caret = ""] = screen.split("\n").slice(2);
    expect(code).toBe(4);
    expect(excerpt.length).toBeLessThanOrEqual(80);
    expect(excerpt[caret.indexOf("^")]).toBe("?");
  });

  it("has all problems of a changes file told together, each with its place", async () => {
    const place = makePlace();
    place.write(
      "changes.json",
      '{"changes": [\n  {"op": "rolout", "flag": "a"},\n  {"op": "rollout", "flag": "a", "percentage": 101},\n  {"op": "enable"}\n]}',
    );
    const { stderr, code } = await place.ff(["apply", "changes.json"]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      [
        'error: unknown operation "rolout"',
        "  --> changes.json:2:10",
        '  2 |   {"op": "rolout", "flag": "a"},',
        "    |          ^",
        "       101 is not a percentage",
        "  --> changes.json:3:48",
        '  3 |   {"op": "rollout", "flag": "a", "percentage": 101},',
        "    |                                                ^",
        '       "flag" is missing, expected a text',
        "  --> changes.json:4:3",
        '  4 |   {"op": "enable"}',
        "    |   ^",
        "  hint: did you mean rollout?",
        "        a percentage is a number from 0 to 100",
        "        nothing was changed",
        "  code: USAGE (exit 2)",
        "",
      ].join("\n"),
    );
  });

  it("has every problem as data, with its place", async () => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("dashboard")]));
    place.write(
      "changes.json",
      '{"changes": [{"op": "delete", "flag": "dashbord"},\n{"op": "update", "flag": "b", "set": {}}]}',
    );
    const { stderr } = await place.ff(["apply", "changes.json", "--json"]);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: "FLAG_NOT_FOUND",
        message: 'no flag "dashbord" in feature_flags.json\nno flag "b" in feature_flags.json',
        hint: "did you mean dashboard?\nsee what there is: ff list\nnothing was changed",
        location: { file: "changes.json", line: 1, column: 39 },
        problems: [
          {
            message: 'no flag "dashbord" in feature_flags.json',
            location: { file: "changes.json", line: 1, column: 39 },
          },
          { message: 'no flag "b" in feature_flags.json', location: { file: "changes.json", line: 2, column: 26 } },
        ],
      },
    });
  });
});

it.each([
  "apply nowhere",
  "enable-users a --from-file nowhere",
  "rollout a 10 --preview nowhere",
  "check a --users nowhere",
  "validate nowhere",
  "diff nowhere nowhere.json",
  "list --file nowhere",
])("ff %s: a file that is not there is not found", async (typed) => {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("a")]));
  const { stderr, code } = await place.shell(`ff ${typed}`);
  expect(stderr).toMatch(/there is no (users |flags )?file "?nowhere/);
  expect(stderr).toContain("code: FILE_NOT_FOUND (exit 3)");
  expect(code).toBe(3);
});

it("an unknown flag is answered with close names", async () => {
  const place = makePlace();
  place.write(
    flagsFile,
    flagsText(["new_dashboard", "new_dashboard_2", "dashboard", "dash", "other"].map((name) => flag(name))),
  );
  for (const typed of [
    "show new_dashbord",
    "check new_dashbord",
    "delete new_dashbord --yes",
    "rollout new_dashbord 5 --must-exist",
  ]) {
    const { stderr, code } = await place.shell(`ff ${typed}`);
    expect(code).toBe(3);
    expect(stderr).toContain('error: no flag "new_dashbord" in feature_flags.json');
    expect(/did you mean (.*)\?/.exec(stderr)?.[1]?.split(", ").length).toBeLessThanOrEqual(3);
    expect(stderr).toContain("did you mean new_dashboard");
  }
});

describe("that nothing was changed", () => {
  it.each([
    ["rollout 'nothing changed' 5 --must-exist"],
    ["init --file nowhere/flags.json"],
    ["validate --fix --file broken.json nowhere.json"],
    ["enable new_dashboard --file broken.json"],
    ["undo"],
  ])("is told once by ff %s, in a line of its own", async (typed) => {
    const place = makePlace();
    place.write(flagsFile, "{}");
    place.write("broken.json", "");
    const { stderr } = await place.shell(`ff ${typed}`);
    expect(stderr.match(/^ +(hint: )?nothing was changed$/gm)).toHaveLength(1);
    expect(stderr.match(/was changed/g)).toHaveLength(1);
  });

  it.each([
    ["list --file broken.json"],
    ["list --file ."],
    ["check new_dashboard --users ."],
    ["validate nowhere.json"],
    ["log nope"],
  ])("is not worth a word where nothing was to be: ff %s", async (typed) => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("new_dashboard")]));
    place.write("broken.json", "");
    const { stderr, code } = await place.shell(`ff ${typed}`);
    expect(code).toBeGreaterThan(2);
    expect(stderr).not.toContain("changed");
  });
});

describe("a command that an error names", () => {
  const other = "my flags.json";
  const hint = /^ {2}hint: (?:.*: )?(ff .*)$/m;

  it.each([
    ["init", "ff list --file 'my flags.json'"],
    ["show nope", "ff list --file 'my flags.json'"],
    ["check ''", "ff list --file 'my flags.json'"],
    ["undo broken", "ff log --file 'my flags.json'"],
    ["check broken --user u --at 2020-01-01", "ff log --file 'my flags.json'"],
    ["create 'two words'", "ff update 'two words' … --file 'my flags.json'"],
    ["create -- -x", "ff update … --file 'my flags.json' -- -x"],
    ["simulate broken", "ff show broken --file 'my flags.json'"],
  ])("is about the file that ff %s was about", async (typed, named) => {
    const place = makePlace();
    place.write(flagsFile, "{}");
    place.write(other, JSON.stringify({ "two words": flag("two words"), "-x": flag("-x"), broken: {} }));
    const { stderr } = await place.shell(`ff --file '${other}' ${typed}`);
    expect(hint.exec(stderr)?.[1]).toBe(named);
  });

  it("would not fail for want of the flag", async () => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("new_dashboard")]));
    await place.shell("ff enable new_dashboard && ff create later");
    await place.ff(["delete", "later", "--yes"]);
    const at = new Date().toISOString();
    const check = (name: string): Promise<Ended> => place.ff(["check", name, "--user", "u", "--at", at]);
    expect((await check("new_dashbord")).stderr).toContain("did you mean new_dashboard?");
    expect((await check("other")).stderr).toContain("see what there is: ff list\n");
    expect((await check("later")).stderr).toContain("see its changes: ff log later\n");
  });

  it("is so in notes, and in a terminal", async () => {
    const place = makePlace();
    place.write("empty\u009b.json", "{}");
    place.write(other, '{"broken": {}}');
    expect((await place.ff(["list", "--file", other])).stderr).toContain(
      ": ff list --state damaged --file 'my flags.json'\n",
    );
    for (const typed of [["list"], ["check", "--all"], ["check", "--all", "--users", "10"]]) {
      const { screen } = await inTerminal(place, [...typed, "--file", "empty\u009b.json"]);
      expect(screen).toContain("empty\\u009b.json has no flags yet.");
      expect(screen).toContain("ff create new_dashboard --file $'empty\\U0000009b.json'");
    }
  });
});

it("words behind -- are no options of its report either", async () => {
  const place = makePlace();
  place.write(flagsFile, "{}");
  const { stderr } = await place.ff(["show", "--", "--json"]);
  expect(stderr).toMatch(/^error: no flag "--json"/);
  expect(JSON.parse((await place.ff(["show", "--json", "--", "--debug"])).stderr)).not.toHaveProperty("error.stack");
});

describe("stack traces", () => {
  const trace = /^ +at .*\.cjs:\d+/m;

  it.each([
    [["show", "nope"], {}, false],
    [["show", "nope", "--debug"], {}, true],
    [["show", "nope"], { FF_DEBUG: "1" }, true],
    [["show", "nope"], { FF_DEBUG: "0" }, false],
    [["show", "nope", "--debug", "--quiet"], {}, true],
  ])("%j with %j: %s", async (words, env, shown) => {
    const place = makePlace();
    place.write(flagsFile, "{}");
    expect(trace.test((await place.ff(words, { env })).stderr)).toBe(shown);
  });

  it("stand in the document of --json, which stays one", async () => {
    const place = makePlace();
    place.write(flagsFile, "{}");
    const { stderr } = await place.ff(["show", "nope", "--json"], { env: { FF_DEBUG: "1" } });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: "FLAG_NOT_FOUND", stack: expect.stringMatching(trace) as unknown },
    });
  });

  it("--debug tells which file is used, and why", async () => {
    const place = makePlace();
    place.write("flags.json", "{}");
    const [option, variable] = await Promise.all([
      place.ff(["list", "--debug", "--file", "flags.json"]),
      place.ff(["list", "--debug"], { env: { FF_FILE: "flags.json" } }),
    ]);
    expect(option.stderr).toBe(`note: flags file: ${place.path("flags.json")} (from --file)\n`);
    expect(variable.stderr).toBe(`note: flags file: ${place.path("flags.json")} (from FF_FILE)\n`);
  });
});
