import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { chownSync, readdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileStore } from "../../src/store/file/file-store.js";
import { deleteFlags, type DocumentEdit } from "../../src/model/edits.js";
import { itKeepsTheContract, meta, rollOut } from "../contracts/flag-store.js";
import { litter, makeFolder, makePaths } from "./folder.js";

const now = (): Date => new Date();
const isRoot = process.getuid?.() === 0;

function editFlags(...edits: readonly DocumentEdit[]): DocumentEdit {
  return (document, time) => edits.flatMap((edit) => edit(document, time));
}

function makeStore(content?: string): { store: FileStore; file: string } {
  const file = makePaths().target;
  if (content !== undefined) writeFileSync(file, content);
  return { store: new FileStore(file, { now }), file };
}

describe("FileStore", () => {
  itKeepsTheContract(() => {
    const file = makePaths().target;
    return { store: new FileStore(file, { now }), other: new FileStore(file, { now }) };
  });

  it("leaves nothing beside the file but a folder that git ignores", async () => {
    const paths = makePaths();
    const store = new FileStore(paths.target, { now });
    await store.update(rollOut("checkout", 10), meta);
    expect(litter(paths)).toEqual([]);
    expect(readFileSync(join(paths.sidecar, ".gitignore"), "utf8")).toBe("*\n");
    expect(existsSync(paths.base)).toBe(false);
    const replaced = readFileSync(paths.target);
    await store.update(rollOut("checkout", 20), meta);
    expect(litter(paths)).toEqual([]);
    expect(readFileSync(paths.base)).toEqual(replaced);
  });

  it("reads without making anything", async () => {
    const { store, file } = makeStore("{}");
    await store.read();
    await store.history();
    expect(existsSync(join(file, "../.ff"))).toBe(false);
  });

  it("edits what a symbolic link leads to, and leaves the link", async () => {
    const { file } = makeStore("{}");
    const link = join(makeFolder(), "link.json");
    symlinkSync(file, link);
    await new FileStore(link, { now }).update(rollOut("checkout", 10), meta);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, "utf8")).toContain("checkout");
    expect(existsSync(join(link, "../.ff"))).toBe(false);
  });

  it("passes the file's mode on, and keeps its own files as private", async () => {
    const { store, file } = makeStore("{}");
    chmodSync(file, 0o600);
    await store.update(rollOut("checkout", 10), meta);
    const own = ["lock", "base", "history.jsonl"].map((end) => join(file, `../.ff/feature_flags.json.${end}`));
    for (const path of [file, ...own]) expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.skipIf(!isRoot)("leaves file and sidecars to their owner when root writes", async () => {
    const folder = makeFolder();
    chownSync(folder, 1234, 2345);
    const file = join(folder, "feature_flags.json");
    writeFileSync(file, "{}");
    chownSync(file, 1234, 2345);
    await new FileStore(file, { now }).update(rollOut("checkout", 10), meta);
    const sidecars = ["", "lock", "base", "history.jsonl"].map((end) =>
      end ? `.ff/feature_flags.json.${end}` : ".ff",
    );
    for (const path of ["feature_flags.json", ...sidecars])
      expect(statSync(join(folder, path))).toMatchObject({ uid: 1234, gid: 2345 });
  });

  it("lets everybody write in .ff/ who may write in the folder", async () => {
    const { store, file } = makeStore("{}");
    chmodSync(file, 0o664);
    chmodSync(join(file, ".."), 0o775);
    await store.update(rollOut("checkout", 10), meta);
    expect(statSync(join(file, "../.ff")).mode & 0o777).toBe(0o775);
    expect(statSync(join(file, "../.ff/feature_flags.json.lock")).mode & 0o777).toBe(0o664);
  });

  it("refuses a file that is marked read-only, even to root", async () => {
    const { store, file } = makeStore("{}");
    chmodSync(file, 0o444);
    await expect(store.update(rollOut("checkout", 10), meta)).rejects.toMatchObject({
      code: "IO",
      message: expect.stringMatching(isRoot ? /is marked read-only$/ : /permission denied/) as unknown,
    });
    expect(readFileSync(file, "utf8")).toBe("{}");
  });

  it.runIf(isRoot)("tells how to make it writable so that a shell takes it", async () => {
    const file = join(makeFolder(), "all flags.json");
    writeFileSync(file, "{}");
    chmodSync(file, 0o444);
    await expect(new FileStore(file, { now }).update(rollOut("checkout", 10), meta)).rejects.toMatchObject({
      hint: `make it writable first: chmod u+w '${file}'`,
    });
  });

  it("names what is in the way of its folder, and a folder that is missing", async () => {
    const { store, file } = makeStore("{}");
    writeFileSync(join(file, "../.ff"), "");
    await expect(store.update(rollOut("checkout", 10), meta)).rejects.toThrow(/\.ff is in the way/);
    const nowhere = new FileStore(join(file, "../missing/feature_flags.json"), { now });
    await expect(nowhere.update(rollOut("checkout", 10), meta)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  it.each<[string, (path: string) => unknown]>([
    ["a folder", (path) => mkdirSync(path)],
    ["a pipe (FIFO)", (path) => execFileSync("mkfifo", [path])],
  ])("makes nothing beside %s in the place of the file", async (kind, make) => {
    const { store, file } = makeStore();
    make(file);
    const refusal = { code: "IO", message: `${file} is ${kind}, not a flags file` };
    await expect(store.update(rollOut("checkout", 10), meta)).rejects.toMatchObject(refusal);
    await expect(store.create("init")).rejects.toMatchObject(refusal);
    expect(readdirSync(join(file, ".."))).toEqual([basename(file)]);
  });

  it("refuses a damaged file, and leaves it as it is", async () => {
    const { store, file } = makeStore('{ "checkout": {');
    await expect(store.update(rollOut("checkout", 10), meta)).rejects.toMatchObject({ code: "INVALID_FILE" });
    expect(readFileSync(file, "utf8")).toBe('{ "checkout": {');
  });

  it("merges with a program that rewrites the file while the edit is made", async () => {
    const { store, file } = makeStore("{}");
    let runs = 0;
    const { after } = await store.update((document, time) => {
      if (++runs === 1) writeFileSync(file, '{"theirs": {}}');
      return rollOut("ours", 10)(document, time);
    }, meta);
    expect(runs).toBe(2);
    expect([...after.keys()]).toEqual(["theirs", "ours"]);
    expect((await store.history()).entries).toHaveLength(1);
  });

  it("makes no new file of one flag where the file was removed while the edit was made", async () => {
    const { store, file } = makeStore('{"theirs": {}}');
    const update = store.update((document, time) => {
      rmSync(file);
      return rollOut("ours", 10)(document, time);
    }, meta);
    await expect(update).rejects.toMatchObject({ code: "CHANGED" });
    expect(existsSync(file)).toBe(false);
    expect((await store.history()).entries).toEqual([]);
  });

  it("gives up on a file that is rewritten all the time, with the history as it was", async () => {
    const { store, file } = makeStore("{}");
    await store.update(rollOut("first", 1), meta);
    let round = 0;
    const update = store.update((document, time) => {
      writeFileSync(`${file}.new`, `{"round": ${round++}}`);
      renameSync(`${file}.new`, file);
      return rollOut("ours", 10)(document, time);
    }, meta);
    await expect(update).rejects.toMatchObject({ code: "CHANGED" });
    expect((await store.history()).entries).toHaveLength(1);
    expect(readFileSync(file, "utf8")).not.toContain("ours");
  });

  it("records what was changed outside ff, flag by flag, with the next change", async () => {
    const { store, file } = makeStore();
    await store.update(rollOut("checkout", 10), meta);
    const changed = readFileSync(file, "utf8").replace('"percentage": 10', '"percentage": 99');
    writeFileSync(file, changed);
    expect((await store.history()).reachesNow).toBe(false);
    const { outside } = await store.update(rollOut("search", 20), meta);
    expect(outside.map((delta) => delta.key)).toEqual(["checkout"]);
    const { entries, reachesNow } = await store.history();
    expect(reachesNow).toBe(true);
    expect(entries.map(({ source, flag }) => [source, flag])).toEqual([
      ["ff", "checkout"],
      ["outside", "checkout"],
      ["ff", "search"],
    ]);
    expect(entries[1]).toMatchObject({ actor: null, before: entries[0]?.after, file_before: entries[0]?.file_after });
  });

  it.each<[what: string, edit: DocumentEdit]>([
    ["changed a flag", rollOut("checkout", 30)],
    ["made flags", editFlags(rollOut("search", 1), rollOut("beta", 2))],
    ["deleted a flag", deleteFlags(["cart"])],
  ])("tells apart what it did itself and what was changed outside after it had %s", async (_, edit) => {
    const { store, file } = makeStore(
      '{"checkout": {"name": "checkout"}, "cart": {}, "largest": 10000000000000000000001}',
    );
    const { after } = await store.update(edit, meta);
    writeFileSync(file, readFileSync(file, "utf8").replace("{", '{"theirs": {}, ').replace("0001", "0002"));
    const { outside } = await store.update(rollOut("last", 20), meta);
    expect(outside.map(({ key, before }) => [key, before])).toEqual([
      ["largest", after.text("largest")],
      ["theirs", null],
    ]);
  });

  it("says that it does not know what was changed outside when its copy is gone, or only the layout", async () => {
    const { store, file } = makeStore();
    await store.update(rollOut("checkout", 10), meta);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\n\n"));
    await store.update(rollOut("checkout", 20), meta);
    rmSync(join(file, "../.ff/feature_flags.json.base"));
    writeFileSync(file, "{}");
    await store.update(rollOut("checkout", 30), meta);
    const outside = (await store.history()).entries.filter((entry) => entry.source === "outside");
    expect(outside).toMatchObject([
      { flag: null, reason: "only the layout" },
      { flag: null, reason: "what it changed is not known" },
    ]);
  });

  it("writes together what is asked for at once, and a hundred at the most", async () => {
    const { store, file } = makeStore("{}");
    const numbers = Array.from({ length: 250 }, (_, number) => number);
    await Promise.all(numbers.map((number) => store.update(rollOut("checkout", number / 1000), meta)));
    const { entries, reachesNow } = await store.history();
    expect(reachesNow).toBe(true);
    expect(entries).toHaveLength(250);
    const lines = readFileSync(join(file, "../.ff/feature_flags.json.history.jsonl"), "utf8").trimEnd().split("\n");
    const sizes = lines.map((line) => (JSON.parse(line) as { batch_size?: number }).batch_size);
    expect(sizes).toEqual([...Array<number>(200).fill(100), ...Array<number>(50).fill(50)]);
  });

  it("keeps no more contents at a time than the memory should have to hold", async () => {
    const { store, file } = makeStore(JSON.stringify({ large: { note: "x".repeat(12 * 1024 * 1024) } }));
    const updates = await Promise.all([1, 2, 3, 4].map((number) => store.update(rollOut("checkout", number), meta)));
    expect(updates.map(({ after }) => after.get("checkout"))).toMatchObject(
      [1, 2, 3, 4].map((percentage) => ({ percentage })),
    );
    const lines = readFileSync(join(file, "../.ff/feature_flags.json.history.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { batch_size?: number }).batch_size)).toEqual([3, 3, 3, undefined]);
  });

  it("writes alone what may be cancelled, so that the others do not depend on it", async () => {
    const { store } = makeStore("{}");
    const cancel = new AbortController();
    const [one, cancelled, other] = [
      store.update(rollOut("one", 1), meta),
      store.update(rollOut("two", 2), meta, { signal: cancel.signal }),
      store.update(rollOut("three", 3), meta),
    ];
    cancel.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
    await Promise.all([one, other]);
    expect([...(await store.read()).keys()]).toEqual(["one", "three"]);
  });

  it("rejects all that were to be written together where nothing can be written", async () => {
    const { store, file } = makeStore("{}");
    chmodSync(file, 0o444);
    const updates = [1, 2].map((percentage) => store.update(rollOut("checkout", percentage), meta));
    for (const update of updates) await expect(update).rejects.toMatchObject({ code: "IO" });
    chmodSync(file, 0o644);
    await store.update(rollOut("checkout", 3), meta);
    expect((await store.history()).entries).toHaveLength(1);
  });

  it("keeps every entry when the history is rotated, and times that only go forward", async () => {
    const file = makePaths().target;
    const store = new FileStore(file, { now: () => new Date(0), rotateBytes: 2000 });
    for (let percentage = 1; percentage <= 9; percentage++) await store.update(rollOut("checkout", percentage), meta);
    const { entries, reachesNow } = await store.history();
    expect(existsSync(join(file, "../.ff/feature_flags.json.history.0002.jsonl"))).toBe(true);
    expect(entries.map((entry) => /"percentage": (\d)/.exec(entry.after ?? "")?.[1])).toEqual(Array.from("123456789"));
    expect(new Set(entries.map((entry) => entry.time)).size).toBe(9);
    expect(entries.map((entry) => entry.time)).toEqual(entries.map((entry) => entry.time).sort());
    expect(reachesNow).toBe(true);
  });

  it("gives changes that were written together times that go forward, where the clock stands still", async () => {
    const file = makePaths().target;
    const store = new FileStore(file, { now: () => new Date(0) });
    await Promise.all([1, 2, 3].map((percentage) => store.update(rollOut("checkout", percentage), meta)));
    const times = (await store.history()).entries.map((entry) => Date.parse(entry.time));
    expect(times).toEqual([0, 1, 2].map((later) => (times[0] ?? 0) + later));
  });

  it("takes up its work where .ff/ was removed", async () => {
    const { store, file } = makeStore();
    await store.update(rollOut("checkout", 10), meta);
    rmSync(join(file, "../.ff"), { recursive: true });
    await store.update(rollOut("checkout", 20), meta);
    expect((await store.history()).entries).toHaveLength(1);
  });

  it("keeps files beside each other apart", async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, ".ff"));
    const [one, other] = ["flags", "flags.next"].map((name) => new FileStore(join(folder, name), { now }));
    await other?.update(rollOut("checkout", 10), meta);
    await one?.update(rollOut("search", 10), meta);
    expect((await other?.history())?.entries).toHaveLength(1);
    expect((await one?.history())?.entries).toHaveLength(1);
  });
});
