import type * as fsModule from "node:fs";
import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { deleteFlags } from "../../src/model/edits.js";
import { FileStore } from "../../src/store/file/file-store.js";
import type * as nativeModule from "../../src/store/file/native.js";
import type { FilePaths } from "../../src/store/file/paths.js";
import type * as synchroniseModule from "../../src/store/file/synchronise.js";
import { meta, rollOut } from "../contracts/flag-store.js";
import { litter, makePaths } from "./folder.js";

type Swap = (one: string, other: string) => void;

/** What happens right before each exchange or link, and while its folder is made durable, in their order. */
const { before, linking, settling, real } = vi.hoisted(() => ({
  before: [] as (() => void)[],
  linking: [] as (() => void)[],
  settling: [] as (() => void)[],
  real: { swap: null as Swap | null },
}));

vi.mock("../../src/store/file/native.js", async (importOriginal) => {
  const native = await (await importOriginal<typeof nativeModule>()).loadNative();
  real.swap = (one, other) => native.swapSync(one, other);
  const swapSync: Swap = (one, other) => {
    before.shift()?.();
    real.swap?.(one, other);
  };
  return { loadNative: () => Promise.resolve({ ...native, swapSync }) };
});

vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof fsModule>();
  const linkSync: typeof fs.linkSync = (existing, made) => {
    linking.shift()?.();
    fs.linkSync(existing, made);
  };
  return { ...fs, linkSync };
});

vi.mock("../../src/store/file/synchronise.js", async (importOriginal) => {
  const { syncFolder, synchronise } = await importOriginal<typeof synchroniseModule>();
  return {
    synchronise,
    syncFolder: async (path: string): Promise<void> => {
      if (path === paths.directory) settling.shift()?.();
      await syncFolder(path);
    },
  };
});

let paths: FilePaths;
let store: FileStore;

beforeEach(async () => {
  before.length = 0;
  linking.length = 0;
  settling.length = 0;
  paths = makePaths();
  store = new FileStore(paths.target, { now: () => new Date() });
  await store.update(rollOut("checkout", 10), meta);
});

function fail(code: string): never {
  throw Object.assign(new Error(`${code}: the file system has no such call`), { code });
}

const theirs = (name: string): string => `{"${name}": {}}`;

function writeInPlace(content: string): void {
  writeFileSync(paths.target, content);
}

function writeByRename(content: string): void {
  writeFileSync(`${paths.target}.new`, content);
  renameSync(`${paths.target}.new`, paths.target);
}

describe("another program that writes at the last moment before the swap", () => {
  it.each([
    ["in place", writeInPlace],
    ["by rename", writeByRename],
  ])("%s gets its content back, and the edit is made anew from it", async (_, write) => {
    before.push(() => write(theirs("theirs")));
    const { after } = await store.update(rollOut("ours", 20), meta);
    expect([...after.keys()]).toEqual(["theirs", "ours"]);
    expect(readFileSync(paths.target)).toEqual(Buffer.from(after.bytes));
    const { entries, reachesNow } = await store.history();
    expect(entries.map(({ source, flag }) => [source, flag])).toEqual([
      ["ff", "checkout"],
      ["outside", "checkout"],
      ["outside", "theirs"],
      ["ff", "ours"],
    ]);
    expect(reachesNow).toBe(true);
    expect(litter(paths)).toEqual([]);
  });

  it("and once more before it is put back keeps the newer of its contents", async () => {
    before.push(
      () => writeByRename(theirs("older")),
      () => writeByRename(theirs("newer")),
    );
    const { after } = await store.update(rollOut("ours", 20), meta);
    expect([...after.keys()]).toEqual(["newer", "ours"]);
    expect(litter(paths)).toEqual([]);
  });

  it("goes on writing into the flags file when it has opened that before", async () => {
    const torn = theirs("theirs").slice(0, 5);
    before.push(() => {
      writeInPlace(torn);
      setTimeout(() => writeInPlace(theirs("theirs")), 30);
    });
    const { after } = await store.update(rollOut("ours", 20), meta);
    expect([...after.keys()]).toEqual(["theirs", "ours"]);
  });

  it("has the file from before the swap and empties it only after the first look: it goes on in the flags file", async () => {
    const opened = openSync(paths.target, "r+");
    settling.push(() => {
      ftruncateSync(opened);
      setTimeout(() => {
        writeSync(opened, theirs("theirs"), 0);
        closeSync(opened);
      }, 30);
    });
    const { after } = await store.update(rollOut("ours", 20), meta);
    expect([...after.keys()]).toEqual(["theirs", "ours"]);
    const { entries } = await store.history();
    expect(entries.filter(({ flag }) => flag === "ours")).toHaveLength(1);
    expect(litter(paths)).toEqual([]);
  });

  it("has opened ours before it was taken back: what it writes there later is the newer of its contents", async () => {
    let opened = 0;
    before.push(
      () => writeInPlace(theirs("older")),
      () => (opened = openSync(paths.target, "r+")),
    );
    settling.push(() => {
      ftruncateSync(opened);
      writeSync(opened, theirs("newer"), 0);
      closeSync(opened);
    });
    const { after } = await store.update(rollOut("ours", 20), meta);
    expect([...after.keys()]).toEqual(["newer", "ours"]);
    expect(litter(paths)).toEqual([]);
  });

  it("removes the file: it is not made anew", async () => {
    before.push(() => rmSync(paths.target));
    await expect(store.update(rollOut("ours", 20), meta)).rejects.toMatchObject({ code: "CHANGED" });
    expect(existsSync(paths.target)).toBe(false);
  });
});

it("makes changes that were to be written together anew, all of them, when another program was displaced", async () => {
  before.push(() => writeByRename(theirs("theirs")));
  const updates = ["one", "other"].map((name) => store.update(rollOut(name, 20), meta));
  const [one, other] = await Promise.all(updates);
  expect([...(one?.after.keys() ?? [])]).toEqual(["theirs", "one"]);
  expect([...(other?.after.keys() ?? [])]).toEqual(["theirs", "one", "other"]);
  expect([one, other].map((update) => update?.outside.map(({ key }) => key))).toEqual([["checkout", "theirs"], []]);
  expect((await store.history()).entries.map((entry) => entry.flag)).toEqual([
    "checkout",
    "checkout",
    "theirs",
    "one",
    "other",
  ]);
});

it("tries no swap when the file has changed since it was read", async () => {
  let swaps = 0;
  before.push(() => swaps++);
  let runs = 0;
  await store.update((document, now) => {
    if (runs++ === 0) writeByRename(theirs("theirs"));
    return rollOut("ours", 20)(document, now);
  }, meta);
  expect({ runs, swaps }).toEqual({ runs: 2, swaps: 1 });
});

describe.each(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"])("where a link is answered with %s", (code) => {
  beforeEach(() => {
    rmSync(paths.target);
    rmSync(paths.sidecar, { recursive: true });
  });

  it("the first file is put into place all the same", async () => {
    linking.push(() => fail(code));
    await store.create("init");
    expect(readFileSync(paths.target, "utf8")).toBe("{}\n");
    expect(litter(paths)).toEqual([]);
  });

  it("a file that another program has made meanwhile stays, and the edit is made anew from it", async () => {
    linking.push(() => {
      writeInPlace(theirs("theirs"));
      fail(code);
    });
    const { after, createdFile } = await store.update(rollOut("ours", 20), meta);
    expect([...after.keys()]).toEqual(["theirs", "ours"]);
    expect(createdFile).toBe(false);
    expect((await store.history()).reachesNow).toBe(true);
    expect(litter(paths)).toEqual([]);
  });
});

it("compares once more before it replaces the file where names can't be exchanged", async () => {
  const { swap } = real;
  onTestFinished(() => {
    real.swap = swap;
  });
  real.swap = () => fail("EINVAL");
  before.push(() => writeByRename(theirs("theirs")));
  const { after } = await store.update(rollOut("ours", 20), meta);
  expect([...after.keys()]).toEqual(["theirs", "ours"]);
  expect(readFileSync(paths.target)).toEqual(Buffer.from(after.bytes));
  expect((await store.history()).reachesNow).toBe(true);
});

it("leaves what can't be inspected to the next writer, and says that the change is in place", async () => {
  const swap = real.swap;
  real.swap = (one, other) => {
    swap?.(one, other);
    rmSync(one);
  };
  const update = store.update(rollOut("ours", 20), meta);
  const others = [store.update(() => [], meta), store.update(deleteFlags(["serach"]), meta)];
  await expect(update).rejects.toMatchObject({ code: "UNCONFIRMED", exitCode: 6 });
  await expect(others[0]).resolves.toMatchObject({ deltas: [] });
  await expect(others[1]).rejects.toMatchObject({ code: "FLAG_NOT_FOUND" });
  real.swap = swap;
  expect(readFileSync(paths.target, "utf8")).toContain("ours");
  await store.update(rollOut("next", 30), meta);
  const { entries, reachesNow } = await store.history();
  expect(entries.map((entry) => entry.flag)).toEqual(["checkout", "ours", "next"]);
  expect(reachesNow).toBe(true);
});
