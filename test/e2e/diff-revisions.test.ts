import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Ended, type Place } from "../support/program.js";
import { makeRepository, type GitPlace } from "../support/repository.js";

/** A flags file with one rollout at this percentage. */
const at = (percentage: number): string => flagsText([flag("checkout", { strategy: "percentage", percentage })]);

interface Told {
  readonly a: { readonly source: string; readonly commit: string | null };
  readonly b: { readonly source: string; readonly commit: string | null };
  readonly added: { readonly flag: string }[];
  readonly removed: { readonly flag: string }[];
  readonly changed: { readonly flag: string; readonly differences: object[]; readonly effect: string | null }[];
  readonly same: number;
  readonly warnings: { readonly flag: string; readonly kind: string; readonly message: string }[];
}

async function told(place: Place, words: readonly string[], options: Parameters<Place["ff"]>[1] = {}): Promise<Told> {
  const { stdout, stderr, code } = await place.ff(["diff", ...words, "--json"], options);
  expect({ stderr, code }, words.join(" ")).toEqual({ stderr: "", code: 0 });
  return JSON.parse(stdout) as Told;
}

/** The percentages that a comparison found: before and after. */
async function step(place: Place, words: readonly string[], options?: Parameters<Place["ff"]>[1]): Promise<unknown> {
  const { changed } = await told(place, words, options);
  return changed.map(({ differences }) => differences);
}

const from = (before: number, after: number): unknown => [[{ field: "percentage", before, after }]];

async function refusal(place: Place, words: readonly string[], options?: Parameters<Place["ff"]>[1]): Promise<Ended> {
  const ended = await place.ff(["diff", ...words], options);
  expect(ended.stdout).toBe("");
  return ended;
}

/** main: 10% → 20%, tagged v1 and v2; topic left main at v1 and is at 50%; in the working tree, 70%. */
async function branches(file = flagsFile): Promise<GitPlace> {
  const place = await makeRepository();
  await place.commit({ [file]: at(10) });
  await place.git("tag", "v1");
  await place.git("branch", "topic");
  await place.commit({ [file]: at(20) });
  await place.git("tag", "--annotate", "--message=two", "v2");
  await place.git("switch", "--quiet", "topic");
  await place.commit({ [file]: at(50) });
  place.write(file, at(70));
  return place;
}

describe("revisions", () => {
  it("the flags file against one, and two of them", async () => {
    const place = await branches();
    const { stdout } = await place.git("rev-parse", "topic~1");
    expect(await step(place, ["HEAD"])).toEqual(from(50, 70));
    expect(await step(place, ["HEAD~1"])).toEqual(from(10, 70));
    expect(await step(place, ["main"])).toEqual(from(20, 70));
    expect(await step(place, ["v2"])).toEqual(from(20, 70));
    expect(await step(place, [stdout.trim().slice(0, 10)])).toEqual(from(10, 70));
    expect(await step(place, ["v1", "topic"])).toEqual(from(10, 50));
    expect(await step(place, ["topic", "v1"])).toEqual(from(50, 10));
  });

  it("ranges, from one to the other or from where they parted", async () => {
    const place = await branches();
    expect(await step(place, ["main.."])).toEqual(from(20, 50));
    expect(await step(place, ["..main"])).toEqual(from(50, 20));
    expect(await step(place, ["main..topic"])).toEqual(from(20, 50));
    expect(await step(place, ["main..."])).toEqual(from(10, 50));
    expect(await step(place, ["topic...main"])).toEqual(from(10, 20));
  });

  it("are named with the file and the commit", async () => {
    const place = await branches("config/flags.json");
    const { stdout } = await place.git("rev-parse", "v1");
    const base = stdout.trim();
    const { a, b } = await told(place, ["main...", "--file", "config/flags.json"]);
    expect(a).toEqual({ source: `${base.slice(0, 12)}:config/flags.json`, commit: base });
    expect(b).toEqual({ source: "HEAD:config/flags.json", commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string });
    expect((await told(place, ["v2", "--file", "config/flags.json"])).b).toEqual({
      source: "config/flags.json",
      commit: null,
    });
  });

  it("any file of one", async () => {
    const place = await branches();
    await place.commit({ "old/flags.json": at(1), "a:b.json": at(2) });
    expect(await step(place, ["topic:old/flags.json"])).toEqual(from(1, 70));
    expect(await step(place, ["v1:feature_flags.json", "topic:old/flags.json"])).toEqual(from(10, 1));
    expect(await step(place, ["topic:a:b.json", "old/flags.json"])).toEqual(from(2, 1));
    expect(await step(place, ["topic:./flags.json"], { cwd: place.path("old") })).toEqual(from(1, 70));
    expect(await step(place, ["topic:../old/flags.json"], { cwd: place.path("old") })).toEqual(from(1, 70));
  });

  it("are those of the flags file's repository, wherever ff is run", async () => {
    const place = await branches("config/flags.json");
    const outside = makePlace();
    mkdirSync(place.path("deep/down"), { recursive: true });
    const file = place.path("config/flags.json");
    expect(await step(place, ["HEAD", "--file", file], { cwd: outside.folder })).toEqual(from(50, 70));
    expect(await step(place, ["HEAD", "--file", "../../config/flags.json"], { cwd: place.path("deep/down") })).toEqual(
      from(50, 70),
    );
    expect(await step(place, ["HEAD:config/flags.json", "--file", file], { cwd: outside.folder })).toEqual(
      from(50, 70),
    );
    symlinkSync(file, outside.path(flagsFile));
    expect(await step(outside, ["HEAD"])).toEqual(from(50, 70));
  });

  it("are found from a hook, which git tells where its repository is", async () => {
    const place = await branches("config/flags.json");
    expect(await step(place, ["HEAD", "--file", "config/flags.json"], { env: { GIT_DIR: ".git" } })).toEqual(
      from(50, 70),
    );
  });

  it("compare a flags file that is not there any more", async () => {
    const place = await branches("config/flags.json");
    rmSync(place.path("config"), { recursive: true });
    expect(await step(place, ["main", "topic", "--file", "config/flags.json"])).toEqual(from(20, 50));
    expect((await refusal(place, ["main", "--file", "config/flags.json"])).code).toBe(3);
  });

  it("take the bytes of the file itself, not what .gitattributes makes readable of it", async () => {
    const place = await branches();
    place.write(".gitattributes", "*.json diff=shout\n");
    await place.git("config", "diff.shout.textconv", "echo shouted; false");
    await place.git("config", "diff.external", "false");
    expect(await step(place, ["HEAD"])).toEqual(from(50, 70));
  });

  it("give git's own warning along", async () => {
    const place = await branches();
    await place.git("tag", "topic", "v1");
    const { stderr, code } = await place.ff(["diff", "topic"]);
    expect(stderr).toContain(`note: git says of "topic": refname 'topic' is ambiguous.`);
    expect(code).toBe(0);
  });
});

describe("a flags file that a revision does not have", () => {
  it("has all its flags added, or removed, and that is said", async () => {
    const place = await makeRepository();
    await place.commit({ README: "nothing yet" });
    await place.commit({ [flagsFile]: at(10) });
    const forth = await place.ff(["diff", "HEAD~1", "HEAD"]);
    expect(forth.stdout).toMatch(/^checkout\tadded\t10% of users\t/m);
    expect(forth.stderr).toBe("note: there is no HEAD~1:feature_flags.json: all flags count as added\n");
    const back = await place.ff(["diff", "HEAD", "HEAD~1"]);
    expect(back.stdout).toMatch(/^checkout\tremoved\twas 10% of users\t/m);
    expect(back.stderr).toContain("all flags count as removed");
  });

  it("may have had another path then", async () => {
    const place = await makeRepository();
    await place.commit({ [flagsFile]: at(10) });
    mkdirSync(place.path("config"));
    renameSync(place.path(flagsFile), place.path("config/feature_flags.json"));
    await place.git("add", "--all");
    await place.commit({});
    const { stdout, stderr } = await place.ff(["diff", "HEAD~1", "--file", "config/feature_flags.json"]);
    expect(stdout).toContain("\tadded\t");
    expect(stderr).toContain("Did you mean HEAD~1:feature_flags.json?");
    expect((await told(place, ["HEAD~1:feature_flags.json", "--file", "config/feature_flags.json"])).same).toBe(1);
  });

  it("is an error where it was named, or is on neither side", async () => {
    const place = await branches();
    await place.commit({ "config/flags.json": at(1) });
    const misspelt = await refusal(place, ["HEAD:confg/flags.json"]);
    expect(misspelt.stderr).toContain(
      'error: HEAD has no file "confg/flags.json"\n  hint: did you mean HEAD:config/flags.json?',
    );
    expect(misspelt.code).toBe(3);
    const nowhere = await refusal(place, ["v1", "v2", "--file", "config/flags.json"]);
    expect(nowhere.stderr).toContain("error: there is neither v1:config/flags.json nor v2:config/flags.json");
    expect(nowhere.code).toBe(3);
  });

  it("is one of another kind", async () => {
    const place = await branches();
    await place.commit({ "config/flags.json": at(1) });
    symlinkSync("config/flags.json", place.path("link.json"));
    await place.git("add", "link.json");
    await place.commit({});
    const folder = await refusal(place, ["HEAD:config"]);
    expect(folder.stderr).toMatch(/error: [0-9a-f]{12}:config is a folder, not a flags file/);
    const link = await refusal(place, ["HEAD:link.json"]);
    expect(link.stderr).toContain("link.json is a symbolic link, not a flags file");
    expect([folder.code, link.code]).toEqual([6, 6]);
  });
});

describe("a word that may be a file or a revision", () => {
  it("is the file that is there", async () => {
    const place = await branches();
    place.write("staging.json", at(5));
    expect(await step(place, ["staging.json"])).toEqual(from(5, 70));
    expect(await step(place, ["staging.json", "main"])).toEqual(from(5, 20));
    expect(await step(place, ["-", "main"], { input: at(7) })).toEqual(from(7, 20));
    expect(await step(place, ["staging.json", "-"], { input: at(7) })).toEqual(from(5, 7));
  });

  it("is refused where it is both, and either spelling is taken", async () => {
    const place = await branches();
    place.write("main", at(5));
    const { stderr, code } = await refusal(place, ["main"]);
    expect(stderr).toContain('error: "main" is a file, and a revision of git\n');
    expect(stderr).toContain(
      "hint: type ./main for the file, or main:feature_flags.json for the flags file of the revision\n",
    );
    expect(code).toBe(2);
    expect(await step(place, ["./main"])).toEqual(from(5, 70));
    expect(await step(place, ["main:feature_flags.json"])).toEqual(from(20, 70));
    expect(await step(place, ["main.."])).toEqual(from(20, 50));
  });

  it("is the revision where there is but a folder of that name", async () => {
    const place = await branches();
    mkdirSync(place.path("main"));
    expect(await step(place, ["main"])).toEqual(from(20, 70));
  });

  it("that is neither is looked for as both", async () => {
    const place = await branches();
    place.write("staging.json", at(5));
    mkdirSync(place.path("config"));
    const hints = async (...words: string[]): Promise<string> => {
      const { stderr, code } = await refusal(place, words);
      expect(code, words.join(" ")).toBe(3);
      return stderr;
    };
    expect(await hints("topci")).toMatch(
      /no file "topci", and there is no revision "topci"\n {2}hint: did you mean topic\?/,
    );
    expect(await hints("stagin.json")).toContain("hint: did you mean the file staging.json?");
    expect(await hints("config")).toContain('error: "config" is a folder, and there is no revision "config"');
    expect(await hints("HEAD~9")).toContain("hint: see how far back it goes: git log --oneline HEAD");
    await place.git("branch", "one&two");
    expect(await hints("one&two~9")).toContain("git log --oneline 'one&two'\n");
    expect(await hints("one&two:gone")).toContain("git ls-tree -r --name-only 'one&two'\n");
    expect(await hints("main..topci")).toMatch(/error: there is no revision "topci"\n {2}hint: did you mean topic\?/);
    expect(await hints("../flags.json")).toContain('no file "../flags.json"');
  });

  it("never is an option of git", async () => {
    const place = await branches();
    for (const word of ["--all", "--since=2001-01-01", "-x", "--output=pwned", "--upload-pack=touch pwned"]) {
      const { stderr, code } = await refusal(place, ["--", word]);
      expect(stderr).toContain(`there is no revision ${JSON.stringify(word)}`);
      expect(code).toBe(3);
    }
    for (const range of ["--since=2001-01-01..", "..--output=pwned", "--all...topic", "-x:flags.json"])
      expect((await refusal(place, ["--", range])).stderr).toContain("error: there is no revision");
    expect((await place.git("status", "--porcelain")).stdout).not.toContain("pwned");
  });
});

describe("what can't be compared", () => {
  it.each([
    [["main..", "HEAD"], '"main.." names both sides'],
    [["HEAD", "main.."], '"main.." names both sides'],
    [["-", "-"], "both sides are standard input"],
    [[flagsFile], "both sides are feature_flags.json"],
    [["./feature_flags.json"], "both sides are ./feature_flags.json"],
    [[":feature_flags.json"], "has no revision in front of the colon"],
    [["main:"], "has no path behind the colon"],
    [["HEAD", "--json", "--format", "table"], "--json and --format are two ways to print it"],
    [["HEAD", "--format", "xml"], "table, markdown"],
    [[], "missing <a>"],
    [[""], "<a>: it is empty"],
  ])("%j is a usage error", async (words, said) => {
    const { stderr, code } = await refusal(await branches(), words);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it("a damaged file, with the side named", async () => {
    const place = await branches();
    await place.commit({ [flagsFile]: '{"checkout": {]}' });
    const committed = await refusal(place, ["HEAD", "main"]);
    expect(committed.stderr).toMatch(
      /error: HEAD:feature_flags.json is not a valid flags file: .*\n {2}--> HEAD:feature_flags.json:1:15/,
    );
    const typed = await refusal(place, ["main", "-"], { input: "[]" });
    expect(typed.stderr).toContain("error: standard input is not a valid flags file");
    expect([committed.code, typed.code]).toEqual([4, 4]);
  });

  it("a revision where there is no repository, no commit, no git or no past", async () => {
    const alone = makePlace();
    alone.write(flagsFile, at(10));
    alone.write("old.json", at(5));
    const env = { GIT_CEILING_DIRECTORIES: alone.folder };
    expect(await refusal(alone, ["HEAD"], { env })).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/no file "HEAD", and revisions can't be looked up: not a git repository/) as string,
    });
    expect(await refusal(alone, ["HEAD.."], { env })).toMatchObject({ code: 3 });
    expect(await refusal(alone, ["HEAD.."], { env: { PATH: "/nowhere" } })).toMatchObject({
      code: 6,
      stderr: expect.stringContaining(
        "error: revisions can't be looked up: git is not installed, or not in PATH",
      ) as string,
    });
    expect(await step(alone, ["old.json"], { env: { PATH: "/nowhere" } })).toEqual(from(5, 10));

    const unborn = await makeRepository();
    unborn.write(flagsFile, at(10));
    expect(await refusal(unborn, ["HEAD"])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("hint: there is no commit yet: make one first") as string,
    });

    const place = await branches();
    await place.git("clone", "--quiet", "--depth=1", `file://${place.folder}`, "shallow");
    expect(await refusal(place, ["HEAD~1"], { cwd: place.path("shallow") })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("git fetch --unshallow") as string,
    });
  });

  it("two branches with no past in common by where they parted", async () => {
    const place = await branches();
    await place.git("switch", "--quiet", "--discard-changes", "--orphan", "apart");
    await place.commit({ [flagsFile]: at(3) });
    expect(await refusal(place, ["main..."])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("main and HEAD have no commit in common") as string,
    });
    expect(await step(place, ["main.."])).toEqual(from(20, 3));
  });
});

it("forty megabytes of a revision are compared whole", async () => {
  const place = await makeRepository();
  const many = (percentage: number): string =>
    flagsText(
      Array.from({ length: 120_000 }, (_, index) =>
        flag(`flag_${index}`, { strategy: "percentage", percentage: index === 119_999 ? percentage : 50 }),
      ),
    );
  expect(many(10).length).toBeGreaterThan(40_000_000);
  await place.commit({ [flagsFile]: many(10) });
  place.write(flagsFile, many(20));
  const { changed, same } = await told(place, ["HEAD"]);
  expect([changed.map(({ flag: key }) => key), same]).toEqual([["flag_119999"], 119_999]);
});
