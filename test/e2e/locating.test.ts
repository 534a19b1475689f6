import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace } from "../support/program.js";

const one = flagsText([flag("one")]);
const two = flagsText([flag("two")]);

describe("the flags file", () => {
  it("is the nearest upward, and named as it would be typed from there", async () => {
    const place = makePlace();
    place.write(flagsFile, one);
    mkdirSync(place.path("app/src"), { recursive: true });
    const [inside, here] = await Promise.all([
      place.ff(["pause", "one"], { cwd: place.path("app/src") }),
      place.ff(["list"]),
    ]);
    expect(inside.stdout).toContain("file\t../../feature_flags.json\n");
    expect(here.stdout).toContain("one\t");
  });

  it("is backend/data/feature_flags.json upward where there is no nearer kind", async () => {
    const place = makePlace();
    place.write("backend/data/feature_flags.json", one);
    mkdirSync(place.path("app/src"), { recursive: true });
    const far = await place.ff(["list", "--json"], { cwd: place.path("app/src") });
    expect(JSON.parse(far.stdout)).toMatchObject([{ name: "one" }]);
    place.write(flagsFile, two);
    const near = await place.ff(["list", "--json"], { cwd: place.path("app/src") });
    expect(JSON.parse(near.stdout)).toMatchObject([{ name: "two" }]);
  });

  it("is FF_FILE's, unless that is empty; --file's before both", async () => {
    const place = makePlace();
    place.write(flagsFile, one);
    place.write("sub/two.json", two);
    mkdirSync(place.path("deep"));
    const [variable, relative, empty, option] = await Promise.all([
      place.ff(["list"], { env: { FF_FILE: place.path("sub/two.json") } }),
      place.ff(["list"], { env: { FF_FILE: "../sub/two.json" }, cwd: place.path("deep") }),
      place.ff(["list"], { env: { FF_FILE: "" } }),
      place.ff(["list", "--file", flagsFile], { env: { FF_FILE: "sub/two.json" } }),
    ]);
    expect(variable.stdout).toContain("\ntwo\t");
    expect(relative.stdout).toBe(variable.stdout);
    expect(empty.stdout).toContain("\none\t");
    expect(option.stdout).toBe(empty.stdout);
  });
});

describe("what is no flags file", () => {
  it.each(["rollout one 10", "init", "list", "check one"])("- is none of ff %s", async (typed) => {
    const place = makePlace();
    for (const ended of [
      await place.ff([...typed.split(" "), "--file", "-"], { input: one }),
      await place.ff(typed.split(" "), { env: { FF_FILE: "-" }, input: one }),
    ]) {
      expect(ended).toMatchObject({ stdout: "", code: 2 });
      expect(ended.stderr).toContain("the flags file can't be standard input");
      expect(ended.stderr).toContain("./-");
    }
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it("is called - where that is meant", async () => {
    const place = makePlace();
    expect((await place.ff(["rollout", "one", "10", "--file", "./-"])).code).toBe(0);
    expect(place.read("-")).toContain('"one"');
  });

  it("is called a pipe where the shell hands one over", async () => {
    const place = makePlace();
    place.write(flagsFile, one);
    for (const typed of ["list", "rollout one 10"]) {
      const { stderr, code } = await place.shell(`ff ${typed} --file <(cat ${flagsFile})`);
      expect(stderr).toMatch(/error: \/dev\/fd\/\d+ is a pipe \(FIFO\), not a flags file/);
      expect(code).toBe(6);
    }
  });
});

describe("where no file is found", () => {
  it.each([
    ["list"],
    ["show one"],
    ["check one --user u"],
    ["log"],
    ["undo"],
    ["update one --owner me"],
    ["delete one --yes"],
    ["enable one --must-exist"],
  ])("ff %s says where it looked, and exits 3", async (typed) => {
    const place = makePlace();
    const { stdout, stderr, code } = await place.shell(`ff ${typed}`);
    expect({ stdout, code }).toEqual({ stdout: "", code: 3 });
    expect(stderr).toContain(
      `looked for feature_flags.json or backend/data/feature_flags.json in ${place.folder} and the folders above it`,
    );
    expect(stderr).toContain("ff init");
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it("offers to make the file that was named", async () => {
    const { stderr } = await makePlace().ff(["list", "--file", "no where.json"]);
    expect(stderr).toContain("make one with: ff init --file 'no where.json'\n");
  });

  it.each([["list --file nowhere.json"], ["enable one --must-exist --file nowhere.json"]])(
    "ff %s names that file",
    async (typed) => {
      const { stderr, code } = await makePlace().shell(`ff ${typed}`);
      expect(stderr).toContain("nowhere.json");
      expect(code).toBe(3);
    },
  );

  it.each([
    ["create one", flagsFile],
    ["rollout one 10", flagsFile],
    ["enable-tiers one pro --file flags.json", "flags.json"],
    ["ab-test one A=50 B=50 --file ./flags.json", "flags.json"],
  ])("ff %s makes it, and says so", async (typed, file) => {
    const place = makePlace();
    const { stdout, code } = await place.shell(`ff ${typed}`);
    expect(stdout).toContain(`file\t${file} (new)\n`);
    expect(code).toBe(0);
    expect(JSON.parse(place.read(file))).toMatchObject({ one: { name: "one" } });
  });

  it.each(["create one --file config/flags.json", "init --file config/flags.json"])(
    "ff %s makes no folder",
    async (typed) => {
      const place = makePlace();
      const { stderr, code } = await place.shell(`ff ${typed}`);
      expect([3, 6]).toContain(code);
      expect(stderr).toContain("config");
      expect(existsSync(place.path("config"))).toBe(false);
    },
  );
});

describe("ff init", () => {
  it("makes an empty file here, though there is one above", async () => {
    const place = makePlace();
    place.write(flagsFile, one);
    mkdirSync(place.path("app"));
    const { stdout, code } = await place.ff(["init"], { cwd: place.path("app") });
    expect(stdout).toContain("created feature_flags.json");
    expect(code).toBe(0);
    expect(JSON.parse(place.read(`app/${flagsFile}`))).toEqual({});
    expect(place.read(flagsFile)).toBe(one);
  });

  it.each(["", "not JSON", one])("never over what is there: %j", async (content) => {
    const place = makePlace();
    place.write(flagsFile, content);
    const { stderr, code } = await place.ff(["init"]);
    expect(stderr).toContain(content === one ? "feature_flags.json exists already" : "is not a valid flags file");
    expect(code).toBe(content === one ? 5 : 4);
    expect(place.read(flagsFile)).toBe(content);
  });
});
