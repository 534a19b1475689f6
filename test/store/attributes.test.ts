import { chmodSync, fstatSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FileStore } from "../../src/store/file/file-store.js";
import type * as nativeModule from "../../src/store/file/native.js";
import type { FilePaths } from "../../src/store/file/paths.js";
import { meta, rollOut } from "../contracts/flag-store.js";
import { attributesOf, lacksAttributes, setAccessList, setAttribute } from "../support/attributes.js";
import { litter, makePaths } from "./folder.js";

/**
 * How the system answers when an attribute is set, by its name; whether there is a native package at all; the modes of
 * the files that were given an attribute, from before.
 */
const system = vi.hoisted(() => ({ answers: new Map<string, string>(), hasPackage: true, modes: [] as number[] }));

vi.mock("../../src/store/file/native.js", async (importOriginal) => {
  const native = await (await importOriginal<typeof nativeModule>()).loadNative();
  const setAttrSync: typeof native.setAttrSync = (fd, name, ...value) => {
    system.modes.push(fstatSync(fd).mode & 0o777);
    const code = system.answers.get(name);
    if (code !== undefined) throw Object.assign(new Error("refused"), { code });
    native.setAttrSync(fd, name, ...value);
  };
  return {
    loadNative: () =>
      system.hasPackage ? Promise.resolve({ ...native, setAttrSync }) : Promise.reject(new Error("no binary")),
  };
});

let paths: FilePaths;
let store: FileStore;

beforeEach(() => {
  system.answers.clear();
  system.hasPackage = true;
  system.modes.length = 0;
  paths = makePaths();
  store = new FileStore(paths.target, { now: () => new Date() });
});

const accessList = "system.posix_acl_access";
const oneUser = { owner: 6, users: { 1234: 6 }, group: 0, mask: 6, other: 0 };
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const change = (percentage: number) => store.update(rollOut("checkout", percentage), meta);

function makeFile(): void {
  writeFileSync(paths.target, "{}\n");
  chmodSync(paths.target, 0o640);
}

describe.skipIf(lacksAttributes())("extended attributes", () => {
  it("are those of the file that was replaced, its access control list among them", async () => {
    makeFile();
    setAccessList(paths.target, oneUser);
    setAttribute(paths.target, "user.team", Buffer.from("checkout"));
    setAttribute(paths.target, "user.empty", Buffer.alloc(0));
    const before = attributesOf(paths.target);
    expect(Object.keys(before)).toEqual(expect.arrayContaining([accessList, "user.team", "user.empty"]));
    await change(10);
    expect(attributesOf(paths.target)).toEqual(before);
    expect(modeOf(paths.target)).toBe(0o660);
  });

  it("give nobody a right to what stands in .ff/ who has none to the file", async () => {
    makeFile();
    setAccessList(paths.target, oneUser);
    const { [accessList]: list } = attributesOf(paths.target);
    await change(10);
    await change(20);
    for (const own of [paths.lock, paths.history, paths.base])
      expect(attributesOf(own)).toMatchObject({ [accessList]: list });
  });

  it("come before the mode, by which the group could open what waits for the swap", async () => {
    makeFile();
    setAccessList(paths.target, oneUser);
    await change(10);
    expect(system.modes).toEqual([0o600, 0o600, 0o600]);
  });

  it("of a folder for new files are not taken over where the file has no list", async () => {
    makeFile();
    setAccessList(paths.directory, { ...oneUser, owner: 7 }, "default");
    await change(10);
    await change(20);
    for (const path of [paths.target, paths.lock, paths.history, paths.base]) {
      expect(attributesOf(path)).not.toHaveProperty(accessList);
      expect(modeOf(path)).toBe(0o640);
    }
  });

  it("let the same people into .ff/ as into the folder", async () => {
    setAccessList(paths.directory, { owner: 7, users: { 1234: 7 }, group: 5, mask: 7, other: 0 });
    await change(10);
    const { [accessList]: list } = attributesOf(paths.directory);
    expect(attributesOf(paths.sidecar)).toMatchObject({ [accessList]: list });
    expect(modeOf(paths.sidecar)).toBe(0o770);
    // What stands in it is not to be run, but the group still may not write.
    expect(attributesOf(paths.lock)).toHaveProperty(accessList);
    expect(modeOf(paths.lock)).toBe(0o660);
  });

  it("are refused to be lost where they are an access control list, and nothing is changed", async () => {
    makeFile();
    await change(10);
    setAccessList(paths.target, oneUser);
    const before = readFileSync(paths.target);
    const attributes = attributesOf(paths.target);
    system.answers.set(accessList, "EPERM");
    await expect(change(20)).rejects.toMatchObject({
      code: "IO",
      message: `can't pass on the attributes and the rights of ${paths.target}: not permitted (EPERM)`,
    });
    expect(readFileSync(paths.target)).toEqual(before);
    expect(attributesOf(paths.target)).toEqual(attributes);
    expect((await store.history()).entries).toHaveLength(1);
    expect(litter(paths)).toEqual([]);
  });

  it.each(["EPERM", "EACCES", "ENOTSUP"])("are left out where setting them is answered with %s", async (code) => {
    makeFile();
    setAttribute(paths.target, "user.team", Buffer.from("checkout"));
    system.answers.set("user.team", code);
    await change(10);
    expect(attributesOf(paths.target)).not.toHaveProperty("user.team");
  });

  it("that find no room refuse the change", async () => {
    makeFile();
    setAttribute(paths.target, "user.team", Buffer.from("checkout"));
    system.answers.set("user.team", "ENOSPC");
    await expect(change(10)).rejects.toMatchObject({ code: "IO" });
    expect(readFileSync(paths.target, "utf8")).toBe("{}\n");
  });

  it("are not passed on without the native package, and the change is made", async () => {
    makeFile();
    setAttribute(paths.target, "user.team", Buffer.from("checkout"));
    system.hasPackage = false;
    await change(10);
    expect(readFileSync(paths.target, "utf8")).toContain("checkout");
    expect(attributesOf(paths.target)).not.toHaveProperty("user.team");
  });
});
