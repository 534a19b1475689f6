import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";

import { ruleList } from "../../src/validate/rules/rules.js";
import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, run, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";
import { cases } from "../validate/cases.js";

/** With UPDATE_FIXTURES=1 the fixtures are brought up to what the program prints, to be looked at and committed. */
const require = createRequire(import.meta.url);
const update = process.env["UPDATE_FIXTURES"] === "1";

function placeWith(name: string): Place {
  const place = makePlace();
  const found = cases.find((one) => one.name === name);
  place.write(flagsFile, found?.bytes ?? "");
  return place;
}

describe("ff validate", () => {
  it.each(cases.map((one) => [one.name, one] as const))("%s", async (name, { typed, expected, expectedFile }) => {
    const { stdout, stderr, code } = await placeWith(name).shell(typed);
    const told = `${stdout}exit ${code}\n`;
    if (update) writeFileSync(expectedFile, told);
    else expect(told).toBe(expected);
    expect(stderr).toBe("");
  });

  it("tells each problem in a terminal, set in lines of its width, and what can be done at once", async () => {
    const place = placeWith("domains-that-never-match");
    place.write(flagsFile, place.read(flagsFile).replace('"metadata": { "owner": "sales" }', '"percentage": 101'));
    const { screen, code } = await inTerminal(place, ["validate"]);
    expect(screen).toMatch(/^feature_flags\.json:2:3 {4}warning {2}no-owner\n/);
    expect(screen.split("\n\n").slice(-4).join("\n\n")).toBe(`\
feature_flags.json:13:7   warning  domain-form
  partner_beta: "ada@company.com" is not an email domain
  hint: write the part behind the @, such as company.com, or remove it

feature_flags.json:14:7   warning  domain-form
  partner_beta: "" is not an email domain
  hint: write the part behind the @, such as company.com, or remove it

feature_flags.json:16:19  error    percentage-range
  partner_beta: "percentage" is 101, expected 0 to 100
  hint: 100 is everybody

1 error, 10 warnings in feature_flags.json (1 flag)
2 of them can be mended with: ff validate --fix feature_flags.json
`);
    expect(screen.split("\n").every((line) => line.length <= 80)).toBe(true);
    expect(code).toBe(4);
  });

  it("says in a terminal that nothing is wrong", async () => {
    const { screen, code } = await inTerminal(placeWith("nothing-wrong"), ["validate"]);
    expect({ screen, code }).toEqual({ screen: "feature_flags.json: 2 flags, no problems\n", code: 0 });
  });

  it("shows a terminal the most important of many problems, and a pipe all of them", async () => {
    const place = makePlace();
    const many = Array.from({ length: 300 }, (_, index) => flag(`flag_${index}`));
    place.write(flagsFile, flagsText([...many, flag("last", { percentage: -1 })]));
    const { screen } = await inTerminal(place, ["validate"]);
    expect(screen).toContain("percentage-range");
    expect(screen).toContain("252 more not shown: no-owner 252; all of them: ff validate … | less\n");
    expect((await place.ff(["validate"])).stdout.match(/\tno-owner\t/g)).toHaveLength(301);
  });

  it("checks several files, the one in use, standard input, and what a shell makes of a command", async () => {
    const place = placeWith("nothing-wrong");
    place.write("other/flags.json", "{]");
    const several = await place.ff(["validate", flagsFile, "other/flags.json"]);
    expect(several.stdout).toBe(
      'feature_flags.json\t2 flags, no problems\nother/flags.json:1:2\terror\tsyntax\texpected a key in double quotes or }, found "]"\tmend the file at that place\nother/flags.json\t1 error\n',
    );
    expect(several.code).toBe(4);
    const named = await place.ff(["validate", "--file", "other/flags.json"]);
    expect(named.stdout).toMatch(/^other\/flags\.json:1:2\t/);
    const piped = await place.ff(["validate", "-"], { input: '{"a": 1}' });
    expect(piped.stdout).toMatch(/^standard input:1:7\terror\ttype\ta: the flag is 1, expected an object\t/);
    const made = await place.shell(`ff validate <(echo '{}')`);
    expect((await place.shell(`ff validate --file <(echo '{}')`)).code).toBe(0);
    expect(made).toMatchObject({ stdout: expect.stringMatching(/\t0 flags, no problems\n$/) as unknown, code: 0 });
  });

  it.each(["validate pipe", "validate --file pipe"])("ff %s: a pipe with a name is no flags file", async (typed) => {
    const { stdout, stderr, code } = await makePlace().shell(`mkfifo pipe; ff ${typed}`);
    expect({ stdout, code }).toEqual({ stdout: "", code: 6 });
    expect(stderr).toContain("pipe is a pipe (FIFO), not a flags file");
  });

  it("refuses a larger file than ff reads, as list does, before it reads it", async () => {
    const place = makePlace();
    place.write(flagsFile, "");
    truncateSync(place.path(flagsFile), 512 * 1024 * 1024 + 1);
    const [validated, listed] = [await place.ff(["validate"]), await place.ff(["list"])];
    expect(validated).toEqual(listed);
    expect(validated).toMatchObject({
      stdout: "",
      stderr: expect.stringContaining(`${flagsFile} is larger than ff can read (512 MiB)\n`) as unknown,
      code: 4,
    });
  });

  it("counts as all of ff does", async () => {
    const place = makePlace();
    const metadata = { owner: "growth" };
    place.write(flagsFile, flagsText(Array.from({ length: 1500 }, (_, index) => flag(`flag_${index}`, { metadata }))));
    expect((await place.ff(["validate"])).stdout).toContain("1,500 flags");
  });

  it("refuses what can't be read before it tells or mends anything", async () => {
    const place = placeWith("domains-that-never-match");
    const missing = await place.ff(["validate", flagsFile, "nowhere.json", "--fix"]);
    expect(missing).toMatchObject({ stdout: "", code: 3 });
    expect(missing.stderr).toContain("there is no flags file nowhere.json");
    expect(missing.stderr).toContain("nothing was changed");
    expect((await place.ff(["validate", "nowhere.json"])).stderr).not.toContain("changed");
    expect((await place.ff(["validate", "."])).code).toBe(6);
    expect((await makePlace().ff(["validate"])).code).toBe(3);
  });

  it.each([
    [["--format", "xml"], "is none of table, json, github, sarif, junit"],
    [["--format", "sarif", "--json"], "both say what to print"],
    [["--file", flagsFile, flagsFile], "both say what to check"],
    [["--dry-run"], "belong to --fix"],
    [["--reason", "tidy"], "belong to --fix"],
    [["--fix", "--preview", "100"], "unknown option --preview"],
    [["--max-flips", "5"], "unknown option --max-flips"],
    [["-", "--fix"], "can't mend standard input"],
    [[""], "the name of a file is empty"],
  ])("refuses %j", async (words, said) => {
    const { stderr, code } = await placeWith("nothing-wrong").ff(["validate", ...words]);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it("is silent with --quiet but for its exit code", async () => {
    const place = placeWith("out-of-range");
    expect(await place.ff(["validate", "--quiet"])).toEqual({ stdout: "", stderr: "", code: 4 });
  });

  it("tells all of two hundred thousand problems", async () => {
    const place = makePlace();
    const flags = Array.from(
      { length: 100_000 },
      (_, index) => `"flag_${index}": {"name": "flag_${index}", "jira": 1}`,
    );
    place.write(flagsFile, `{\n${flags.join(",\n")}\n}`);
    const lines = (await place.ff(["validate"])).stdout.split("\n");
    expect(lines).toHaveLength(200_002);
    expect(lines[199_999]).toMatch(/^feature_flags\.json:100001:38\twarning\tunknown-key\tflag_99999: /);
  });
});

interface Told {
  readonly files: readonly { readonly problems: readonly { readonly rule: string }[] }[];
}

describe("the formats", () => {
  it("json is what --json prints", async () => {
    const place = placeWith("strict-in-ci");
    const [byFormat, byOption] = await Promise.all([
      place.ff(["validate", "--format", "json"]),
      place.ff(["validate", "--json"]),
    ]);
    expect(byFormat).toEqual(byOption);
    expect(JSON.parse(byOption.stdout)).toEqual({
      files: [
        {
          file: "feature_flags.json",
          flags: 1,
          problems: [
            {
              line: 2,
              column: 3,
              flag: "new_dashboard",
              rule: "no-owner",
              severity: "warning",
              message: "nobody is named as its owner",
              hint: 'add "owner" to "metadata", such as a team\'s name',
              fixable: false,
            },
          ],
        },
      ],
      errors: 0,
      warnings: 1,
    });
  });

  it("github escapes what would end a property or a message", async () => {
    const place = makePlace();
    const file = "50%,a:b\r\nc.json";
    place.write(file, '{"100%\\r\\n": {"name": "100%", "strategy": "all", "metadata": {"owner": "x"}}}');
    const { stdout, code } = await place.ff(["validate", file, "--format", "github"]);
    expect(stdout).toBe(
      "::error file=50%25%2Ca%3Ab%0D%0Ac.json,line=1,col=23,title=key-is-name::" +
        String.raw`"100%25\r\n": the key is "100%25\r\n", the name is "100%25"%0A` +
        "hint: make them the same: another key is another flag for applications, another name other users for a rollout\n",
    );
    expect(code).toBe(4);
  });

  it("github and sarif name a file from the root of the workspace, wherever in it they run", async () => {
    const place = makePlace();
    place.write("repo/web/..flags.json", '{"a": 1}');
    place.write("repo/feature_flags.json", '{"a": 1}');
    const named = async (root: string | undefined, file: string): Promise<unknown[]> => {
      const from = { cwd: place.path("repo/web"), env: { GITHUB_WORKSPACE: root } };
      const github = await place.ff(["validate", file, "--format", "github"], from);
      const sarif = await place.ff(["validate", file, "--format", "sarif"], from);
      const [, inGithub] = /^::error file=(.*?),/.exec(github.stdout) ?? [];
      const [, inSarif] = /"uri": "(.*?)"/.exec(sarif.stdout) ?? [];
      return [inGithub, inSarif];
    };
    const both = (path: string): string[] => [path, path];
    expect(await named(place.path("repo"), "../feature_flags.json")).toEqual(both("feature_flags.json"));
    expect(await named(place.path("repo/"), "..flags.json")).toEqual(both("web/..flags.json"));
    expect(await named(place.path("repo/web"), "..flags.json")).toEqual(both("..flags.json"));
    expect(await named(place.path("repo/web"), "../feature_flags.json")).toEqual(both("../feature_flags.json"));
    for (const none of [undefined, ""]) expect(await named(none, "..flags.json")).toEqual(both("..flags.json"));
  });

  it("sarif is valid by its schema, for every case of the fixtures", async () => {
    const {
      id: _,
      $schema: __,
      ...schema
    } = JSON.parse(
      readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
    ) as Record<string, unknown>;
    const formats = {
      uri: URL.canParse,
      "uri-reference": (uri: string) => /^[\w\-.~%/:]*$/.test(uri),
      "date-time": true,
    } as const;
    // The pattern for languages in it is none by the stricter rules of Unicode patterns.
    const isSarif = new Ajv({ strict: false, unicodeRegExp: false, formats }).compile(schema);
    const place = makePlace();
    const files = cases.map(({ name, bytes }) => {
      place.write(`${name} %#é/flags.json`, bytes);
      return `${name} %#é/flags.json`;
    });
    const ended = await place.ff(["validate", ...files, "--format", "sarif"]);
    const log = JSON.parse(ended.stdout) as { runs: [{ results: unknown[]; tool: { driver: { rules: unknown[] } } }] };
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    const told = JSON.parse((await place.ff(["validate", ...files, "--json"])).stdout) as Told;
    const problems = told.files.flatMap((file) => file.problems);
    const [{ results, tool }] = log.runs;
    expect(results).toHaveLength(problems.length);
    expect(tool.driver.rules).toHaveLength(ruleList.length);
    expect(results).toContainEqual(
      expect.objectContaining({
        ruleId: "percentage-range",
        ruleIndex: ruleList.findIndex(({ name }) => name === "percentage-range"),
        level: "error",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "out-of-range%20%25%23%C3%A9/flags.json" },
              region: { startLine: 2, startColumn: 96 },
            },
            logicalLocations: [{ name: "everybody_and_more", kind: "object" }],
          },
        ],
      }),
    );
    expect(isSarif({ ...log, runs: [{ ...log.runs[0], results: [{ level: "fatal" }] }] })).toBe(false);
  });

  it("junit is well-formed XML whatever a flag is called, with a case for each rule", async () => {
    const place = makePlace();
    place.write("<&\">'.json", '{"\\u0000<b>]]>\\uffff\\ud83d&": 1, "no_owner": {"name": "no_owner"}}');
    place.write("broken.json", "{");
    const parse = (words: readonly string[]): Promise<unknown> =>
      place.ff(["validate", "<&\">'.json", "broken.json", "--format", "junit", ...words]).then(async ({ stdout }) => {
        const script =
          "import sys, json, xml.etree.ElementTree as tree\nroot = tree.fromstring(sys.stdin.buffer.read())\n" +
          "print(json.dumps([[s.attrib, [[c.get('name'), [[o.tag, o.get('message'), o.text] for o in c]] for c in s if len(c)]] for s in root]))";
        const ended = await run(["python3", "-c", script], { cwd: place.folder, env: process.env, input: stdout });
        expect(ended.stderr).toBe("");
        return JSON.parse(ended.stdout) as unknown;
      });
    const count = `${ruleList.length}`;
    const failed = [
      [
        "type",
        [
          [
            "failure",
            String.raw`"\u0000<b>]]>\u{ffff}\ud83d&": the flag is 1, expected an object`,
            expect.stringContaining("<&\">'.json:1:"),
          ],
        ],
      ],
    ];
    const output =
      '<&">\'.json:1:34 no_owner: nobody is named as its owner\n  hint: add "owner" to "metadata", such as a team\'s name';
    const skipped = ruleList.slice(1).map(({ name }) => [name, [["skipped", null, null]]]);
    const broken = [
      ["syntax", [["failure", expect.stringContaining("found the end of the text"), expect.anything()]]],
      ...skipped,
    ];
    const counts = (failures: string, skips: string) => ({ tests: count, failures, errors: "0", skipped: skips });
    expect(await parse([])).toEqual([
      [{ name: "<&\">'.json", ...counts("1", "0") }, [...failed, ["no-owner", [["system-out", null, output]]]]],
      [{ name: "broken.json", ...counts("1", String(ruleList.length - 1)) }, broken],
    ]);
    const [strict] = (await parse(["--strict"])) as [[unknown, [string, [string][]][]]];
    expect(strict[0]).toMatchObject({ failures: "2" });
    expect(strict[1].map(([rule, [[element] = [""]]]) => [rule, element])).toEqual([
      ["type", "failure"],
      ["no-owner", "failure"],
    ]);
  });
});

describe("--fix", () => {
  const before = `{
\t"company_beta": {"name": "company_beta", "strategy": "email_domain",   "enabled": false,
\t\t"email_domains": [ "Company.com",  "b.org", "b.org" ], "big": 12345678901234567890,
\t\t"metadata": {"owner": "sales"}, "created_at": "2024-01-25T10:30:00+01:00", "updated_at": null},
\t"untouched" : { "name" : "untouched", "created_at": "2024-01-25T10:30:00" , "percentage": 200 }
}`;

  it("mends what has one safe answer as an ordinary edit, and nothing else", async () => {
    const place = makePlace();
    place.write(flagsFile, before);
    const dry = await place.ff(["validate", "--fix", "--dry-run"]);
    expect(dry.stdout).toContain("would update company_beta\n");
    expect(place.read(flagsFile)).toBe(before);
    const { stdout, code } = await place.ff(["validate", "--fix", "--reason", "tidy"], { env: { FF_ACTOR: "ada" } });
    expect(stdout).toMatch(
      /^updated company_beta\nbefore\tpaused: domains Company\.com, b\.org, b\.org\nafter\tpaused: domains company\.com, b\.org\n/,
    );
    expect(stdout).toContain("created_at\t2024-01-25T10:30:00+01:00 → 2024-01-25T09:30:00\n");
    expect(stdout).not.toContain("effect\t");
    expect(stdout).toContain("\nfeature_flags.json:5:92\terror\tpercentage-range\t");
    expect(stdout).not.toMatch(/\t(domain-case|duplicate-item|timestamp-format)\t/);
    expect(code).toBe(4);
    const after = place.read(flagsFile);
    expect(after.replace(/"updated_at": "[\d:T-]{19}"/, '"updated_at": null')).toBe(
      before
        .replace('"Company.com",  "b.org", "b.org"', '"company.com",  "b.org"')
        .replace("10:30:00+01:00", "09:30:00"),
    );
    const { stdout: log } = await place.ff(["log", "--json"]);
    expect(JSON.parse(log)).toMatchObject([
      { command: "validate", actor: "ada", reason: "tidy", flag: "company_beta" },
    ]);
    await place.ff(["undo"]);
    expect(place.read(flagsFile)).toBe(before);
  });

  it("tells of both timestamps where they are all that it writes anew", async () => {
    const place = makePlace();
    place.write(
      flagsFile,
      '{"f": {"name": "f", "created_at": "2024-01-25T10:30:00Z", "updated_at": "2024-01-26T10:30Z"}}',
    );
    const told =
      "created_at\t2024-01-25T10:30:00Z → 2024-01-25T10:30:00\nupdated_at\t2024-01-26T10:30Z → 2024-01-26T10:30:00\n";
    expect((await place.ff(["validate", "--fix", "--dry-run"])).stdout).toContain(told);
    expect((await place.ff(["validate", "--fix"])).stdout).toContain(told);
    expect(place.read(flagsFile)).toContain('"created_at": "2024-01-25T10:30:00", "updated_at": "2024-01-26T10:30:00"');
  });

  it("leaves it to a person to switch a flag on for a company, and names the command that does", async () => {
    const place = makePlace();
    const inUse = flagsText([
      flag("company beta", { strategy: "email_domain", email_domains: ["Company.com", "b.org", "b.org"] }),
    ]);
    place.write("staging.json", inUse);
    const { stdout, code } = await place.ff(["validate", "--fix", "staging.json"]);
    expect(stdout).toContain("\tdomain-case\t");
    expect(stdout).not.toContain("\tduplicate-item\t");
    expect(code).toBe(0);
    const asked = ["check", "company beta", "--user", "ada", "--email", "ada@company.com", "--exit-code"];
    expect((await place.ff([...asked, "--file", "staging.json"])).code).toBe(10);
    const [, typed = ""] = /if its users are to get the flag, type: (ff .*)/.exec(stdout) ?? [];
    expect(typed).toBe("ff enable-domains 'company beta' company.com b.org --file staging.json");
    expect((await place.shell(typed)).code).toBe(0);
    expect((await place.ff([...asked, "--file", "staging.json"])).code).toBe(0);
    expect((await place.ff(["validate", "staging.json"])).stdout).not.toContain("domain");
    const piped = await place.ff(["validate", "-"], { input: inUse });
    expect(piped.stdout).toContain('if its users are to get the flag, write "company.com"\n');
  });

  it("mends the files that are named, says so beside the formats of machines, and how to go back", async () => {
    const place = makePlace();
    place.write("one.json", before);
    place.write("two.json", before);
    const { stdout, stderr } = await place.ff(["validate", "--fix", "one.json", "two.json", "--format", "github"]);
    expect(stderr).toBe("note: mended 1 flag in one.json\nnote: mended 1 flag in two.json\n");
    expect(stdout).not.toContain("domain-case");
    expect(place.read("two.json")).toContain('"company.com"');
    const again = await place.ff(["validate", "--fix", "two.json", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ files: [{ file: "two.json" }] });
    expect(again.stdout).not.toContain('"mended"');
    place.write("two.json", before);
    const told = await place.ff(["validate", "--fix", "two.json", "--json"]);
    const { files } = JSON.parse(told.stdout) as { files: [{ mended: [object] }] };
    expect(Object.keys(files[0].mended[0])).toEqual(["flag", "action", "before", "after", "moves"]);
    expect(JSON.parse(told.stdout)).toMatchObject({
      files: [{ mended: [{ flag: "company_beta", action: "updated" }], dry_run: false }],
    });
    const shown = await inTerminal(placeWith("domains-that-never-match"), ["validate", "--fix", flagsFile]);
    expect(shown.screen).toContain("  undo:      ff undo partner_beta --file feature_flags.json\n");
  });

  it("leaves alone a file that is no JSON, or holds a flag twice, and a damaged flag damaged", async () => {
    const place = makePlace();
    const twice = before.replace('"untouched"', '"company_beta"');
    place.write("twice.json", twice);
    place.write("broken.json", before.slice(0, -1));
    const damaged = before.replace('"updated_at": null', '"updated_at": 5');
    place.write("damaged.json", damaged);
    const { stderr, code } = await place.ff(["validate", "--fix", "twice.json", "broken.json", "damaged.json"]);
    expect(stderr).toContain("is not mended");
    expect(code).toBe(4);
    expect(place.read("twice.json")).toBe(twice);
    expect(place.read("broken.json")).toBe(before.slice(0, -1));
    expect(place.read("damaged.json")).toContain('"company.com"');
    expect((await place.ff(["check", "company_beta", "--file", "damaged.json", "--exit-code"])).code).toBe(10);
  });

  it("mends none of several files when one of them is refused", async () => {
    const place = makePlace();
    place.write("one.json", before);
    place.write("two.json", before);
    // What a shell makes of a command can be checked, but it is no file to write to.
    const { stderr, stdout, code } = await place.shell("ff validate --fix one.json <(cat two.json)");
    expect(stderr).toContain("nothing was changed");
    expect(stderr).not.toContain("mended before it");
    expect({ stdout, code }).toEqual({ stdout: "", code: 6 });
    expect(place.read("one.json")).toBe(before);
  });

  it("tells what was mended before a file that can't be written", async () => {
    const place = makePlace();
    place.write("one.json", before);
    place.write("locked/two.json", before);
    // The folder of the lock can't be made where a file has its name.
    place.write("locked/.ff", "");
    const { stderr, stdout, code } = await place.ff(["validate", "--fix", "one.json", "locked/two.json"]);
    expect(stderr).toContain("nothing was changed");
    expect(stderr).toContain("mended before it: one.json\n");
    expect({ stdout, code }).toEqual({ stdout: "", code: 6 });
  });
});
