import {
  mkdirSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

import { CodeCache } from "../../bin/code-cache.js";

type Process = ConstructorParameters<typeof CodeCache>[0];

/** A folder with a source in it, and a cache for that folder. */
function makePlace(): { folder: string; source: string; cached: string } {
  const folder = mkdtempSync(join(tmpdir(), "ff-code-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const name = encodeURIComponent(folder);
  const cached = join(folder, "cache/flagfile", `${process.version}-${process.arch}`, name, "check/answer.cjs");
  writeFileSync(join(folder, "answer.cjs"), "() => 41");
  return { folder, source: join(folder, "answer.cjs"), cached };
}

/** What the source answers in a process of its own, which ends here. */
function answerIn(folder: string, changes: Partial<Process> = {}): unknown {
  const atExit: (() => void)[] = [];
  const on = (_: string, listener: () => void): void => void atExit.push(listener);
  const { arch, execPath, pid, platform, version } = process;
  const argv = ["node", "ff", "check"];
  const getuid = (): number => process.getuid?.() ?? 0;
  const env = { XDG_CACHE_HOME: join(folder, "cache") };
  const around = { arch, argv, env, execPath, getuid, on, pid, platform, version, ...changes } as Process;
  const file = join(folder, "answer.cjs");
  const script = new CodeCache(around, folder).scriptOf(readFileSync(file, "utf8"), file, "answer.cjs");
  const answer = (script.runInThisContext() as () => unknown)();
  for (const listener of atExit) listener();
  return answer;
}

/** The same file for a V8 that marks its code by another number. */
function otherMagic(kept: Buffer): Buffer {
  const start = kept.indexOf("\n", kept.indexOf("\n") + 1) + 1;
  return Buffer.from(kept).fill(0xff, start, start + 4);
}

/** Changes when the file is written anew. */
const stamp = (file: string): string => `${statSync(file).ino} ${statSync(file).mtimeMs}`;

it("keeps what was compiled, for this user alone, and then leaves it as it is", () => {
  const { folder, cached } = makePlace();
  expect(answerIn(folder)).toBe(41);
  expect(readdirSync(dirname(cached))).toEqual(["answer.cjs"]);
  expect([statSync(cached).mode & 0o777, statSync(dirname(cached)).mode & 0o777]).toEqual([0o600, 0o700]);
  const before = stamp(cached);
  expect(answerIn(folder)).toBe(41);
  expect(stamp(cached)).toBe(before);
});

it("never runs what was compiled from another source, though it is as long", () => {
  const { folder, source, cached } = makePlace();
  answerIn(folder);
  const before = stamp(cached);
  writeFileSync(`${source}.new`, "() => 42");
  renameSync(`${source}.new`, source);
  expect(answerIn(folder)).toBe(42);
  expect(stamp(cached)).not.toBe(before);
});

it("does not use what another Node compiled, though it calls itself the same version", () => {
  const { folder, cached } = makePlace();
  const other = join(folder, "node");
  writeFileSync(other, "");
  answerIn(folder);
  const before = stamp(cached);
  expect(answerIn(folder, { execPath: other })).toBe(41);
  expect(stamp(cached)).not.toBe(before);
});

it.each([
  ["that was cut off", (kept: Buffer) => kept.subarray(0, -1)],
  ["that is empty", () => Buffer.alloc(0)],
  ["that V8 refuses", otherMagic],
])("compiles anew in place of a file %s", (_, damaged) => {
  const { folder, cached } = makePlace();
  answerIn(folder);
  const kept = readFileSync(cached);
  writeFileSync(cached, damaged(kept));
  expect(answerIn(folder)).toBe(41);
  expect(readFileSync(cached).length).toBe(kept.length);
});

it.each([0o777, 0o770])("does without a folder that others may write to (mode %o)", (mode) => {
  const { folder, cached } = makePlace();
  answerIn(folder);
  chmodSync(dirname(cached), mode);
  const before = stamp(cached);
  writeFileSync(cached, "code of somebody else");
  expect(answerIn(folder)).toBe(41);
  expect(readFileSync(cached, "utf8")).toBe("code of somebody else");
  expect(stamp(cached)).not.toBe(before);
});

it.each([
  ["list", "list"],
  ["--json", "any"],
  ["../../elsewhere", "any"],
])("keeps what %s compiled by itself, in %s", (word, expected) => {
  const { folder, cached } = makePlace();
  answerIn(folder, { argv: ["node", "ff", word] });
  expect(readdirSync(dirname(dirname(cached)))).toEqual([expected]);
});

it("keeps nothing of what was typed wrong", () => {
  const { folder } = makePlace();
  expect(answerIn(folder, { argv: ["node", "ff", "lst"], exitCode: 2 })).toBe(41);
  expect(readdirSync(folder)).toEqual(["answer.cjs"]);
});

it("does without a folder of another user", () => {
  const { folder, cached } = makePlace();
  answerIn(folder);
  const before = stamp(cached);
  expect(answerIn(folder, { getuid: () => 4711 })).toBe(41);
  expect(stamp(cached)).toBe(before);
});

it.each<[string, Record<string, string>]>([
  ["where it is switched off", { NODE_DISABLE_COMPILE_CACHE: "1" }],
  ["where nobody says where", { XDG_CACHE_HOME: "" }],
])("keeps nothing %s", (_, env) => {
  const { folder } = makePlace();
  expect(answerIn(folder, { env: { XDG_CACHE_HOME: join(folder, "cache"), ...env } })).toBe(41);
  expect(readdirSync(folder)).toEqual(["answer.cjs"]);
});

it.each<[NodeJS.Platform, Record<string, string>, string]>([
  ["linux", { HOME: "home" }, "home/.cache"],
  ["darwin", { HOME: "home" }, "home/Library/Caches"],
  ["win32", { LOCALAPPDATA: "local" }, "local"],
])("keeps it on %s where users keep such things", (platform, env, expected) => {
  const { folder } = makePlace();
  mkdirSync(join(folder, "home/Library"), { recursive: true });
  const inFolder = Object.entries(env).map(([name, value]) => [name, join(folder, value)]);
  answerIn(folder, { platform, env: Object.fromEntries(inFolder) as Record<string, string> });
  expect(readdirSync(join(folder, expected))).toEqual(["flagfile"]);
});

it("makes no home for somebody who has none", () => {
  const { folder } = makePlace();
  expect(answerIn(folder, { env: { HOME: join(folder, "nobody") } })).toBe(41);
  expect(readdirSync(folder)).toEqual(["answer.cjs"]);
});

it.each(["node", "/usr/bin/node (deleted)"])("keeps nothing where Node is not to be found at %s", (execPath) => {
  const { folder } = makePlace();
  expect(answerIn(folder, { execPath })).toBe(41);
  expect(readdirSync(folder)).toEqual(["answer.cjs"]);
});

it("keeps nothing of a file that was taken away meanwhile", () => {
  const { folder, source } = makePlace();
  const cache = new CodeCache({ ...process, env: { XDG_CACHE_HOME: join(folder, "cache") } }, folder);
  rmSync(source);
  expect(cache.scriptOf("41", source, "answer.cjs").runInThisContext()).toBe(41);
});

it("is no reason to fail where it can't be kept", () => {
  const { folder } = makePlace();
  writeFileSync(join(folder, "cache"), "a file, where the folder would be");
  expect(answerIn(folder)).toBe(41);
  expect(readdirSync(folder)).toEqual(["answer.cjs", "cache"]);
});
