import { appendFileSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { KeyFinder } from "../../src/json/key-finder.js";
import { FileStore } from "../../src/store/file/file-store.js";
import { findValue } from "../../src/store/file/find-value.js";
import { makePaths } from "./folder.js";

const longAgo = new Date(2020, 0, 1);

/** Makes a file large enough that one flag is read without the others. */
const padding = `"padding": ${JSON.stringify({ name: "padding", metadata: { text: '{[\\"x'.repeat(60_000) } })}`;

function storeOf(...members: string[]): FileStore {
  const { target } = makePaths();
  writeFileSync(target, `{\n  ${members.join(",\n  ")}\n}\n`);
  // Nobody has written in this very moment, which would be a reason to look twice.
  utimesSync(target, longAgo, longAgo);
  return new FileStore(target, { now: () => new Date() });
}

describe.each([
  ["a small file", []],
  ["a large file", [padding]],
])("one flag of %s", (_size, more) => {
  it("is the one that reading the file gives", async () => {
    const store = storeOf('"a": {"name": "a", "percentage": 5}', ...more, '"b": {"name": "b"}', '"c": 5');
    const document = await store.read();
    for (const key of ["a", "b", "c", "none", "name", "__proto__"])
      expect(await store.readFlag(key, { text: true })).toEqual(document.stored(key));
  });

  it("is the last of two, however they are spelled", async () => {
    const store = storeOf(
      '"a": {"name": "one"}',
      ...more,
      '"a": {"name": "two"}',
      '"b": {}',
      '"\\u0062": {"name": "b"}',
    );
    const document = await store.read();
    expect(await store.readFlag("a", { text: true })).toEqual(document.stored("a"));
    expect(document.stored("a")).toMatchObject({ flag: { name: "two" }, duplicateLines: [2, more.length + 3] });
    expect(await store.readFlag("b")).toMatchObject({
      flag: { name: "b" },
      duplicateLines: [more.length + 4, more.length + 5],
    });
  });

  it.each([
    ["日本", String.raw`"\u65e5\u672c"`, String.raw`"\u65e5\u672c"`],
    ["日本", '"日本"', String.raw`"\u65e5本"`],
    ["far", '"far"', `"far"${" ".repeat(40)}`],
  ])("is told to stand there twice: %s, as %s and %s", async (key, one, other) => {
    const store = storeOf(`${one}: {}`, ...more, `${other}: {"name": "last"}`);
    const duplicateLines = [2, more.length + 3];
    expect(await store.readFlag(key)).toMatchObject({ flag: { name: "last" }, duplicateLines });
  });

  it("is refused with its place where it is no JSON", async () => {
    const store = storeOf(...more, '"a": {"name": "one",}');
    await expect(store.readFlag("a")).rejects.toMatchObject({ code: "INVALID_FILE", location: { column: 23 } });
  });

  it("is not taken out of a file whose brackets do not close", async () => {
    const store = storeOf('"a": {"name": "one"}', ...more, '"b": {');
    await expect(store.readFlag("a")).rejects.toMatchObject({ code: "INVALID_FILE" });
  });

  it("is told to be missing with the file", async () => {
    const store = new FileStore(makePaths().target, { now: () => new Date() });
    await expect(store.readFlag("a")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });
});

describe("a large file", () => {
  it("gives a flag although another one is damaged inside", async () => {
    const store = storeOf('"a": {"name": "one"}', padding, '"b": {"percentage": 010}');
    expect(await store.readFlag("a")).toMatchObject({ flag: { name: "one" } });
    await expect(store.read()).rejects.toMatchObject({ code: "INVALID_FILE" });
  });

  it("tells the line of a flag only where it is asked for", async () => {
    const store = storeOf('"a": {"name": "one"}', padding, '"b":\n{"name": "b"}', '"c": {"name": "c"}');
    expect(await store.readFlag("c")).toMatchObject({ flag: { name: "c" }, line: null });
    expect(await store.readFlag("c", { text: true })).toMatchObject({ line: 6 });
    expect(findValue(store.location, "c", true)).toMatchObject({ line: 6 });
  });

  it("gives a flag that is longer than what is read at once", async () => {
    const ids = Array.from({ length: 50_000 }, (_, index) => `user${index}`);
    const { location } = storeOf(padding, `"a": ${JSON.stringify({ name: "a", user_ids: ids })}`, '"b": {}');
    expect(JSON.parse(findValue(location, "a")?.text ?? "null")).toMatchObject({ user_ids: ids });
  });

  it("is not believed when it was written while it was read", () => {
    const { location } = storeOf(padding, '"a": {"name": "one"}');
    const { take } = KeyFinder.prototype;
    const taking = vi.spyOn(KeyFinder.prototype, "take").mockImplementation(function (this: KeyFinder, count, isLast) {
      if (isLast) writeFileSync(location, readFileSync(location, "utf8").replace("one", "two"));
      take.call(this, count, isLast);
    });
    expect(findValue(location, "a")).toBeUndefined();
    taking.mockRestore();
  });

  it("is not looked for in a file that is larger than can be read as a whole", async () => {
    const { target } = makePaths();
    writeFileSync(target, '{"a": {"name": "a"}, "padding": "');
    // What is skipped takes no room on the disk.
    truncateSync(target, 512 * 1024 * 1024);
    appendFileSync(target, '"}');
    utimesSync(target, longAgo, longAgo);
    const store = new FileStore(target, { now: () => new Date() });
    const refusal = { code: "INVALID_FILE", message: `${target} is larger than ff can read (512 MiB)` };
    await expect(store.readFlag("a")).rejects.toMatchObject(refusal);
    await expect(store.read()).rejects.toMatchObject(refusal);
  });

  it("is not believed in the moment in which it is written", () => {
    const { location } = storeOf('"a": {"name": "one"}', padding);
    // Or, by a clock that is behind, in a minute: that moment lasts long enough for a busy machine.
    const soon = new Date(Date.now() + 60_000);
    utimesSync(location, soon, soon);
    expect(findValue(location, "a")).toBeUndefined();
  });
});
