import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolvePaths, statFlagsFile } from "../../src/store/file/paths.js";

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ff-paths-")));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("resolvePaths", () => {
  it("puts the sidecars beside the file that a link leads to", () => {
    mkdirSync(join(folder, "data"));
    writeFileSync(join(folder, "data/flags.json"), "{}");
    symlinkSync("data/flags.json", join(folder, "link.json"));
    const paths = resolvePaths(join(folder, "link.json"));
    expect(paths.target).toBe(join(folder, "data/flags.json"));
    expect(paths.lock).toBe(join(folder, "data/.ff/flags.json.lock"));
    expect(paths.named(paths.lock)).toBe(paths.lock);
  });

  it("names what is beside the file as the file is named", () => {
    const given = relative(process.cwd(), join(folder, "flags.json"));
    const { named, lock, directory } = resolvePaths(given);
    expect(named(lock)).toBe(join(dirname(given), ".ff/flags.json.lock"));
    expect(named(directory)).toBe(dirname(given));
    const here = resolvePaths("flags.json");
    expect([here.sidecar, here.directory].map(here.named)).toEqual([".ff", "."]);
  });

  it("refuses a link that leads nowhere, and a circle of links", () => {
    symlinkSync("gone.json", join(folder, "dangling.json"));
    symlinkSync("circle.json", join(folder, "circle.json"));
    expect(() => resolvePaths(join(folder, "dangling.json"))).toThrow(/symbolic link to a file that does not exist/);
    expect(() => resolvePaths(join(folder, "circle.json"))).toThrow(/symbolic links lead in a circle/);
  });

  it("knows staged content, and takes nothing else for them", () => {
    const { isStaged, staged } = resolvePaths(join(folder, "flags.json"));
    const name = staged("20260101000000000-0123abcd").slice(join(folder, ".ff/").length);
    expect(isStaged(name)).toBe(true);
    expect(isStaged("flags.json.next.next.20260101000000000-0123abcd")).toBe(false);
    for (const kept of ["flags.json.lock", "flags.json.base", "flags.json.history.jsonl", ".gitignore", `${name}.bak`])
      expect(isStaged(kept)).toBe(false);
  });
});

describe("statFlagsFile", () => {
  it("tells a missing file from one that is none", () => {
    expect(statFlagsFile(join(folder, "flags.json"))).toBeNull();
    expect(() => statFlagsFile(folder)).toThrow(`${folder} is a folder, not a flags file`);
  });
});
