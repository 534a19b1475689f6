import { execFileSync } from "node:child_process";
import { closeSync, openSync, renameSync, rmSync, utimesSync, writeFileSync, writeSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFlagsFile } from "../../src/store/file/read.js";
import { makePaths } from "./folder.js";

const names = { given: "flags.json" };
const longAgo = new Date(2020, 0, 1);

describe("readFlagsFile", () => {
  it("gives null where there is no file", async () => {
    await expect(readFlagsFile(makePaths().target, names.given)).resolves.toBeNull();
  });

  it("refuses a FIFO before it is opened", async () => {
    const { target } = makePaths();
    execFileSync("mkfifo", [target]);
    await expect(readFlagsFile(target, names.given)).rejects.toThrow(/is a pipe \(FIFO\)/);
  });

  it("waits until a program that is rewriting the file in place is done", async () => {
    const { target } = makePaths();
    const fd = openSync(target, "w");
    const reading = readFlagsFile(target, names.given);
    writeSync(fd, '{"checkout": ');
    await new Promise((resolve) => setImmediate(resolve));
    writeSync(fd, "{}}");
    closeSync(fd);
    await expect(reading).resolves.toHaveProperty("document.size", 1);
  });

  it("believes a damaged file that nobody has touched for a while", async () => {
    const { target } = makePaths();
    writeFileSync(target, "{");
    utimesSync(target, longAgo, longAgo);
    await expect(readFlagsFile(target, names.given)).rejects.toMatchObject({ code: "INVALID_FILE" });
  });

  it("believes a damaged file from the future too", async () => {
    const { target } = makePaths();
    writeFileSync(target, "{");
    utimesSync(target, new Date(2099, 0, 1), new Date(2099, 0, 1));
    await expect(readFlagsFile(target, names.given)).rejects.toMatchObject({ code: "INVALID_FILE" });
  });

  it("gives another stamp for another file of the same content and times", async () => {
    const { target } = makePaths();
    const stamps = [];
    for (const name of [target, `${target}.new`]) {
      writeFileSync(name, "{}");
      utimesSync(name, longAgo, longAgo);
      if (name !== target) renameSync(name, target);
      stamps.push((await readFlagsFile(target, names.given))?.stamp);
    }
    expect(stamps[0]).not.toBe(stamps[1]);
    rmSync(target);
  });
});
