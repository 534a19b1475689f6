import { appendFileSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { HistoryFile, historyLines } from "../../src/store/file/history.js";
import { makeSidecar } from "../../src/store/file/sidecar.js";
import type { FilePaths } from "../../src/store/file/paths.js";
import type * as synchroniseModule from "../../src/store/file/synchronise.js";
import type { HistoryEntry } from "../../src/store/store.js";
import { makePaths } from "./folder.js";

/** The folders that were made durable. */
const settled = vi.hoisted(() => [] as string[]);

vi.mock("../../src/store/file/synchronise.js", async (importOriginal) => {
  const { syncFolder, synchronise } = await importOriginal<typeof synchroniseModule>();
  return {
    synchronise,
    syncFolder: (path: string): Promise<void> => {
      settled.push(path);
      return syncFolder(path);
    },
  };
});

async function makeHistory(rotateBytes?: number): Promise<{ paths: FilePaths; history: HistoryFile }> {
  const paths = makePaths();
  await makeSidecar(paths);
  return { paths, history: new HistoryFile(paths, rotateBytes) };
}

/** A transaction of so many entries, of which each is about as long. */
function transaction(group: string, entries = 1, length = 1): HistoryEntry[] {
  return Array.from({ length: entries }, (_, index) => ({
    id: `${group}.${index + 1}`,
    group,
    time: "2026-01-01T00:00:00.000Z",
    source: "ff",
    actor: "ada",
    command: "rollout",
    reason: null,
    flag: "checkout",
    before: null,
    after: "x".repeat(length),
    follows: null,
    undoes: null,
    file_before: null,
    file_after: group,
  }));
}

/** What stands in a line of the history. */
const line = { ...transaction("x")[0], group_size: 1 };

describe("HistoryFile", () => {
  it("gives every entry back as it was", async () => {
    const { history } = await makeHistory();
    const all = [transaction("a"), transaction("b", 3)];
    for (const one of all) await history.append(history.end(), historyLines([one]));
    await expect(history.readAll()).resolves.toEqual({ entries: all.flat(), newest: 3 });
  });

  it.each([1, 1000])("finds a newest transaction of %i entries, longer than one look backwards", async (count) => {
    const { history } = await makeHistory();
    await history.append(history.end(), historyLines([transaction("a")]));
    const newest = transaction("b", count, Math.ceil(700_000 / count));
    const mark = history.end();
    await history.append(mark, historyLines([newest]));
    const tail = history.repairedTail();
    expect(tail?.mark).toEqual(mark);
    expect(tail?.entries.map((entry) => entry.id)).toEqual(newest.map((entry) => entry.id));
  });

  it("cuts off a torn line and half a transaction, and keeps what is whole", async () => {
    const { paths, history } = await makeHistory();
    await history.append(history.end(), historyLines([transaction("a"), transaction("b", 2)]));
    const [, first = ""] = readFileSync(paths.history, "utf8").split("\n");
    for (const torn of [first.slice(0, 30), `${first.replace('"b"', '"c"')}\n`]) {
      appendFileSync(paths.history, torn);
      expect((await history.readAll()).entries.map((entry) => entry.id)).toEqual(["a.1", "b.1", "b.2"]);
      expect(history.repairedTail()?.entries).toHaveLength(2);
    }
    await history.append(history.end(), historyLines([transaction("d")]));
    expect((await history.readAll()).entries.map((entry) => entry.id)).toEqual(["a.1", "b.1", "b.2", "d.1"]);
  });

  it("takes transactions that were written together for one: all of them are whole, or none", async () => {
    const { paths, history } = await makeHistory();
    await history.append(history.end(), historyLines([transaction("a")]));
    const mark = history.end();
    await history.append(mark, historyLines([[...transaction("b", 2), ...transaction("c")]]));
    expect(await history.readAll()).toEqual({
      entries: [...transaction("a"), ...transaction("b", 2), ...transaction("c")],
      newest: 3,
    });
    const tail = history.repairedTail();
    expect(tail?.mark).toEqual(mark);
    expect(tail?.entries.map((entry) => entry.id)).toEqual(["b.1", "b.2", "c.1"]);
    const lines = readFileSync(paths.history, "utf8").split("\n");
    for (const kept of [2, 3]) {
      writeFileSync(paths.history, lines.slice(0, kept).join("\n") + "\n");
      expect(await history.readAll()).toEqual({ entries: transaction("a"), newest: 1 });
      expect(history.repairedTail()?.entries.map((entry) => entry.id)).toEqual(["a.1"]);
    }
  });

  it.each<[string, object]>([
    ["nothing but the keys that frame it", { group: "x", group_size: 1 }],
    ...Object.entries({
      id: 7,
      group: null,
      group_size: 0,
      batch: 7,
      batch_size: "2",
      time: 5,
      source: "elsewhere",
      actor: 7,
      command: null,
      reason: false,
      flag: 7,
      before: {},
      after: 7,
      follows: [],
      undoes: 7,
      file_before: 7,
      file_after: null,
    }).map(([key, value]): [string, object] => [`another kind of ${key}`, { ...line, [key]: value }]),
    ["a time that there never was", { ...line, time: "2026-13-01T00:00:00.000Z" }],
    ["a time in another form", { ...line, time: "2026-01-01 00:00" }],
    ["a list", [line]],
  ])("refuses a line that is JSON and no entry: %s", async (_, wrong) => {
    const { paths, history } = await makeHistory();
    await history.append(history.end(), historyLines([transaction("a")]));
    appendFileSync(paths.history, `${JSON.stringify(wrong)}\n`);
    const refusal = {
      code: "INVALID_FILE",
      message: `the history ${paths.history} has a line that is no entry of it`,
    };
    await expect(history.readAll()).rejects.toMatchObject(refusal);
    expect(() => history.repairedTail()).toThrow(expect.objectContaining(refusal));
  });

  it("takes a line for an entry that has keys of a later version too", async () => {
    const { paths, history } = await makeHistory();
    writeFileSync(paths.history, `${JSON.stringify({ ...line, colour: { of: "later" } })}\n`);
    expect((await history.readAll()).entries).toMatchObject([{ id: "x.1" }]);
    expect(history.repairedTail()?.entries).toMatchObject([{ id: "x.1" }]);
  });

  it("finds the tail before a rotation that was followed by nothing", async () => {
    const { history } = await makeHistory(10);
    await history.append(history.end(), historyLines([transaction("a")]));
    const mark = history.end();
    await history.append(mark, historyLines([transaction("b")]));
    history.cut(mark);
    expect(history.repairedTail()?.entries).toMatchObject([{ id: "a.1" }]);
    await history.append(history.end(), historyLines([transaction("c")]));
    expect((await history.readAll()).entries.map((entry) => entry.id)).toEqual(["a.1", "c.1"]);
  });

  it("takes nothing back where nothing came to be written", async () => {
    const { history } = await makeHistory();
    history.cut(history.end());
    await expect(history.readAll()).resolves.toEqual({ entries: [], newest: 0 });
  });

  it("makes the name of each new file durable, and of no other", async () => {
    const { paths, history } = await makeHistory(300);
    const made: number[] = [];
    for (const group of ["a", "b", "c"]) {
      settled.length = 0;
      await history.append(history.end(), historyLines([transaction(group)]));
      expect(settled.every((path) => path === paths.sidecar)).toBe(true);
      made.push(settled.length);
    }
    expect(made).toEqual([1, 0, 1]);
  });

  it("keeps more than 9999 closed files in their order", async () => {
    const { paths, history } = await makeHistory(10);
    await history.append(history.end(), historyLines([transaction("a")]));
    renameSync(paths.history, paths.history.replace(".jsonl", ".9999.jsonl"));
    for (const group of ["b", "c", "d"]) await history.append(history.end(), historyLines([transaction(group)]));
    expect((await history.readAll()).entries.map((entry) => entry.group)).toEqual(["a", "b", "c", "d"]);
  });

  it("names a file of it that is a link to nothing", async () => {
    const { paths, history } = await makeHistory();
    await history.append(history.end(), historyLines([transaction("a")]));
    const closed = paths.history.replace(".jsonl", ".0001.jsonl");
    symlinkSync("moved-away", closed);
    await expect(history.readAll()).rejects.toMatchObject({
      code: "IO",
      message: `the history ${closed} stands in its folder, but can't be found`,
    });
  });

  it("hides nothing from a reader while files are closed", async () => {
    const { history } = await makeHistory(1);
    const state = { isDone: false };
    const writing = (async () => {
      for (let number = 0; number < 60; number++)
        await history.append(history.end(), historyLines([transaction(`${number}`)]));
      state.isDone = true;
    })();
    for (let least = 0; !state.isDone;) {
      const groups = (await history.readAll()).entries.map((entry) => Number(entry.group));
      expect(groups).toEqual(Array.from({ length: groups.length }, (_, number) => number));
      expect(groups.length).toBeGreaterThanOrEqual(least);
      least = groups.length;
    }
    await writing;
  });
});
