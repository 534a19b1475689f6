import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { FileStore } from "../../src/store/file/file-store.js";
import type { FilePaths } from "../../src/store/file/paths.js";
import { meta, rollOut } from "../contracts/flag-store.js";
import { litter, makePaths } from "./folder.js";

const clock = (): Date => new Date();

/** A store after two changes, and the pieces from which a killed writer's traces can be laid out. */
async function afterTwoChanges() {
  const paths = makePaths();
  const store = new FileStore(paths.target, { now: clock });
  await store.update(rollOut("checkout", 1), meta);
  const before = readFileSync(paths.target);
  const historyBefore = statSync(paths.history).size;
  await store.update(rollOut("checkout", 2), meta);
  const after = readFileSync(paths.target);
  const group = (await store.history()).entries.at(-1)?.group ?? "";
  return { paths, store, before, after, historyBefore, staged: paths.staged(group) };
}

/** The same after a change and a batch of three, as it was written and with what comes before and after it. */
async function afterBatch() {
  const paths = makePaths();
  const store = new FileStore(paths.target, { now: clock });
  await store.update(rollOut("checkout", 1), meta);
  const before = readFileSync(paths.target);
  await Promise.all([2, 3, 4].map((percentage) => store.update(rollOut("checkout", percentage), meta)));
  const after = readFileSync(paths.target);
  const lines = readFileSync(paths.history, "utf8").split("\n");
  const group = (await store.history()).entries.at(-1)?.group ?? "";
  return { paths, store, before, after, lines, staged: paths.staged(group) };
}

async function told(store: FileStore): Promise<string[]> {
  const { entries } = await store.history();
  return entries.map(({ source, after }) => `${source} ${/"percentage": (\d+)/.exec(after ?? "")?.[1] ?? "?"}`);
}

/** What the next change makes of it: it has to find the others, and to leave nothing lying around. */
async function goOn(store: FileStore, paths: FilePaths): Promise<string[]> {
  await store.update(rollOut("search", 50), meta);
  expect(litter(paths)).toEqual([]);
  return told(store);
}

describe("a writer that was killed", () => {
  it("while it staged: nothing had happened", async () => {
    const { paths, store, after } = await afterTwoChanges();
    writeFileSync(paths.staged("20990101000000000-0123abcd"), after.subarray(0, 20));
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "ff 50"]);
  });

  it("before it announced, though the same content had been announced before: nothing had happened", async () => {
    const { paths, store, before, after } = await afterTwoChanges();
    writeFileSync(paths.target, before);
    writeFileSync(paths.staged("20990101000000000-0123abcd"), after);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "outside 1", "ff 50"]);
  });

  it("in the middle of the announcement: nothing had happened", async () => {
    const { paths, store, before, after, staged, historyBefore } = await afterTwoChanges();
    writeFileSync(paths.target, before);
    writeFileSync(staged, after);
    truncateSync(paths.history, historyBefore + 40);
    expect(await told(store)).toEqual(["ff 1"]);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 50"]);
  });

  it("between announcement and swap, and another program has written since: nothing of ours had happened", async () => {
    const { paths, store, before, after, staged } = await afterTwoChanges();
    writeFileSync(paths.target, before.toString().replace('"percentage": 1', '"percentage": 3'));
    writeFileSync(staged, after);
    expect(await told(store)).toEqual(["ff 1"]);
    expect((await store.history()).reachesNow).toBe(false);
    expect(await goOn(store, paths)).toEqual(["ff 1", "outside 3", "ff 50"]);
  });

  it("before it placed the first file: nothing had happened", async () => {
    const { paths, store, before, staged, historyBefore } = await afterTwoChanges();
    const [first] = (await store.history()).entries;
    rmSync(staged, { force: true });
    rmSync(paths.target);
    truncateSync(paths.history, historyBefore);
    writeFileSync(paths.staged(first?.group ?? ""), before);
    expect((await store.history()).entries).toEqual([]);
    expect(await goOn(store, paths)).toEqual(["ff 50"]);
  });

  it("after the swap: it had happened", async () => {
    const { paths, store, before, staged } = await afterTwoChanges();
    writeFileSync(staged, before);
    expect(await told(store)).toEqual(["ff 1", "ff 2"]);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "ff 50"]);
  });

  it("after the swap: what it replaced still tells what others changed since", async () => {
    const { paths, store, before, staged } = await afterTwoChanges();
    writeFileSync(staged, before);
    rmSync(paths.base);
    await store.update(() => [], meta);
    writeFileSync(paths.target, readFileSync(paths.target, "utf8").replace('"percentage": 2', '"percentage": 3'));
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "outside 3", "ff 50"]);
  });

  it("after the swap, and what it replaced can't be kept: it had happened, and the next change is made", async () => {
    const { paths, store, before, staged } = await afterTwoChanges();
    writeFileSync(staged, before);
    rmSync(paths.base);
    mkdirSync(paths.base);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "ff 50"]);
  });

  it("while others went on writing after the swap: their write stays, and the change is in the history", async () => {
    const { paths, store, before, staged } = await afterTwoChanges();
    writeFileSync(staged, before);
    writeFileSync(paths.target, readFileSync(paths.target, "utf8").replace('"percentage": 2', '"percentage": 3'));
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "outside 3", "ff 50"]);
  });

  it("in the middle of a transaction of several flags: none of its entries stays", async () => {
    const { paths, store } = await afterTwoChanges();
    const [line = ""] = readFileSync(paths.history, "utf8").split("\n");
    appendFileSync(
      paths.history,
      `${line.replace('"group_size":1', '"group_size":2').replaceAll('"group":"', '"group":"9')}\n`,
    );
    expect(await told(store)).toEqual(["ff 1", "ff 2"]);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "ff 50"]);
  });

  it("with its copy half written: what others change next is told as far as it is known", async () => {
    const { paths, store, before } = await afterTwoChanges();
    truncateSync(paths.base, 10);
    writeFileSync(paths.target, before);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "outside ?", "ff 50"]);
  });
});

describe.each([
  ["a change", afterTwoChanges],
  ["several changes at once", afterBatch],
])("a writer of %s that was killed", (_, prepare) => {
  it("between announcement and swap: nothing had happened, and readers are not told otherwise", async () => {
    const { paths, store, before, after, staged } = await prepare();
    writeFileSync(paths.target, before);
    writeFileSync(staged, after);
    expect(await told(store)).toEqual(["ff 1"]);
    expect((await store.history()).reachesNow).toBe(true);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 50"]);
  });

  it("after the swap had displaced another program's write: that write is put back", async () => {
    const { paths, store, staged } = await prepare();
    writeFileSync(staged, '{"theirs": {}}');
    const displaced = statSync(staged).ino;
    expect(await told(store)).toEqual(["ff 1"]);
    await store.update(() => [], meta);
    expect(readFileSync(paths.target, "utf8")).toBe('{"theirs": {}}');
    expect(statSync(paths.target).ino).toBe(displaced);
    expect(litter(paths)).toEqual([]);
    expect(await told(store)).toEqual(["ff 1"]);
  });
});

describe("a writer of several changes at once that was killed", () => {
  it.each([1, 2])("in the middle of the announcement, after %i of them: nothing had happened", async (count) => {
    const { paths, store, before, after, lines, staged } = await afterBatch();
    writeFileSync(paths.target, before);
    writeFileSync(staged, after);
    writeFileSync(paths.history, lines.slice(0, 1 + count).join("\n") + "\n");
    expect(await told(store)).toEqual(["ff 1"]);
    expect((await store.history()).reachesNow).toBe(true);
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 50"]);
  });

  it("after the swap: all had happened, and what it replaced tells what others change next", async () => {
    const { paths, store, before, staged } = await afterBatch();
    writeFileSync(staged, before);
    rmSync(paths.base);
    await store.update(() => [], meta);
    expect(readFileSync(paths.base)).toEqual(before);
    writeFileSync(paths.target, readFileSync(paths.target, "utf8").replace('"percentage": 4', '"percentage": 5'));
    expect(await goOn(store, paths)).toEqual(["ff 1", "ff 2", "ff 3", "ff 4", "outside 5", "ff 50"]);
  });
});

describe("a history that can't be read", () => {
  it("is refused by name, and leaves reading the flags alone", async () => {
    const { paths, store, after } = await afterTwoChanges();
    copyFileSync(paths.history, `${paths.history}.kept`);
    for (const damage of ["not JSON\n", "null\n"]) {
      copyFileSync(`${paths.history}.kept`, paths.history);
      appendFileSync(paths.history, damage);
      await expect(store.history()).rejects.toThrow(`the history ${paths.history} has a line that is no entry of it`);
      await expect(store.update(rollOut("search", 50), meta)).rejects.toMatchObject({ code: "INVALID_FILE" });
    }
    expect((await store.read()).bytes).toEqual(new Uint8Array(after));
    expect(existsSync(paths.history)).toBe(true);
  });
});

it("a last version that can't be read, where others changed the file since, is told as that, and nothing is changed", async () => {
  const { paths, store, before } = await afterTwoChanges();
  writeFileSync(paths.target, before);
  rmSync(paths.base);
  symlinkSync(paths.base, paths.base);
  const history = readFileSync(paths.history, "utf8");
  await expect(store.update(rollOut("search", 50), meta)).rejects.toMatchObject({
    code: "IO",
    message: `can't read ${paths.target} and its history: the symbolic links lead in a circle (ELOOP)`,
  });
  expect(readFileSync(paths.target)).toEqual(before);
  expect(readFileSync(paths.history, "utf8")).toBe(history);
  expect(litter(paths)).toEqual([]);
});
