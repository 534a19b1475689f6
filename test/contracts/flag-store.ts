import { beforeEach, describe, expect, it } from "vitest";
import { changesToUndo, undoEdit } from "../../src/history/undo.js";
import { deleteFlags, editFlag, rolloutTo, targetBy, type DocumentEdit } from "../../src/model/edits.js";
import type { FfError } from "../../src/errors.js";
import type { ChangeMeta, FlagStore, Update } from "../../src/store/store.js";

/** How the suite gets at the store under test. */
export interface Opened {
  readonly store: FlagStore;
  /** One more way to the same flags, as another process would have it; the store itself where there is none. */
  readonly other: FlagStore;
}

export const meta: ChangeMeta = { actor: "ada", command: "rollout", reason: "Tuesday's launch" };

const addUser = (flag: string, user: string): DocumentEdit =>
  editFlag(flag, "either", targetBy("user_list", [user], "add"));
export const rollOut = (flag: string, percentage: number): DocumentEdit =>
  editFlag(flag, "either", rolloutTo(percentage));

/** What every store promises. @param open opens a store in which nothing was made yet */
export function itKeepsTheContract(open: () => Opened): void {
  let store: FlagStore;
  let other: FlagStore;

  beforeEach(() => {
    ({ store, other } = open());
  });

  describe("where nothing was made yet", () => {
    it("reads nothing, and says so", async () => {
      await expect(store.read()).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
      await expect(store.history()).resolves.toEqual({ entries: [], reachesNow: true });
    });

    it("is made empty, once", async () => {
      await store.create("init");
      expect((await store.read()).size).toBe(0);
      await store.update(rollOut("checkout", 10), meta);
      await expect(other.create("init")).rejects.toMatchObject({ code: "EXISTS" });
      expect([...(await store.read()).keys()]).toEqual(["checkout"]);
    });

    it("is made by the first change, which says so", async () => {
      await expect(store.update(rollOut("checkout", 10), meta)).resolves.toMatchObject({ createdFile: true });
      await expect(store.update(rollOut("checkout", 20), meta)).resolves.toMatchObject({ createdFile: false });
      const { entries } = await store.history();
      expect(entries[0]).toMatchObject({ file_before: null });
      expect(entries[1]?.file_before).toBe(entries[0]?.file_after);
    });

    it("is not made by an edit that changes nothing, nor by one that fails", async () => {
      await expect(store.update(() => [], meta)).resolves.toMatchObject({ deltas: [], createdFile: false });
      await expect(store.update(deleteFlags(["checkout"]), meta)).rejects.toMatchObject({ code: "FLAG_NOT_FOUND" });
      await expect(store.read()).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    });
  });

  describe("an update", () => {
    it("is seen by everybody, and tells before and after", async () => {
      await store.update(rollOut("checkout", 10), meta);
      const update = await other.update(rollOut("checkout", 20), meta);
      expect(update.before.get("checkout")).toMatchObject({ percentage: 10 });
      expect(update.after.get("checkout")).toMatchObject({ percentage: 20 });
      expect(update.deltas).toEqual([
        {
          key: "checkout",
          before: update.before.text("checkout"),
          after: update.after.text("checkout"),
          follows: null,
        },
      ]);
      expect((await store.read()).bytes).toEqual(update.after.bytes);
    });

    it("that changes nothing writes nothing", async () => {
      await store.update(rollOut("checkout", 10), meta);
      const { bytes } = await store.read();
      await expect(store.update(rollOut("checkout", 10), meta)).resolves.toMatchObject({ deltas: [] });
      expect((await store.read()).bytes).toEqual(bytes);
      expect((await store.history()).entries).toHaveLength(1);
    });

    it("whose edit fails rejects with the edit's own error and changes nothing", async () => {
      await store.update(rollOut("checkout", 10), meta);
      const { bytes } = await store.read();
      const refusal = new Error("no");
      const edit: DocumentEdit = () => {
        throw refusal;
      };
      await expect(store.update(edit, meta)).rejects.toBe(refusal);
      expect((await store.read()).bytes).toEqual(bytes);
      await expect(store.update(rollOut("checkout", 20), meta)).resolves.toMatchObject({ createdFile: false });
    });

    it("that was cancelled before it began changes nothing", async () => {
      await store.update(rollOut("checkout", 10), meta);
      const cancelled = store.update(rollOut("checkout", 20), meta, { signal: AbortSignal.abort() });
      await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
      expect((await store.read()).get("checkout")).toMatchObject({ percentage: 10 });
      expect((await store.history()).entries).toHaveLength(1);
    });

    it("is not lost to another one at the same time", async () => {
      const users = Array.from({ length: 20 }, (_, number) => `user${number}`);
      await Promise.all(
        users.map((user, number) => (number % 2 ? store : other).update(addUser("checkout", user), meta)),
      );
      const flag = (await store.read()).get("checkout");
      expect(flag).toHaveProperty("user_ids.length", users.length);
      expect(flag).toMatchObject({ user_ids: expect.arrayContaining(users) as unknown });
      expect((await store.history()).entries).toHaveLength(users.length);
    });
  });

  describe("updates that are asked for at once", () => {
    it("are made in that order, each on what those before it left, and each is told what became of it", async () => {
      const settled: string[] = [];
      const asked = (name: string, edit: DocumentEdit): Promise<Update> =>
        store.update(edit, { ...meta, command: name }).finally(() => settled.push(name));
      const outcomes = await Promise.allSettled([
        asked("ten", rollOut("checkout", 10)),
        asked("same", rollOut("checkout", 10)),
        asked("missing", deleteFlags(["serach"])),
        asked("twenty", rollOut("checkout", 20)),
        asked("search", rollOut("search", 30)),
      ]);
      expect(settled).toEqual(["ten", "same", "missing", "twenty", "search"]);
      const told = outcomes.map((outcome) =>
        outcome.status === "rejected"
          ? (outcome.reason as FfError).code
          : [outcome.value.createdFile, outcome.value.before.text("checkout"), outcome.value.after.text("checkout")],
      );
      const [ten, twenty] = (await store.history()).entries.map((entry) => entry.after);
      expect(told).toEqual([
        [true, undefined, ten],
        [false, ten, ten],
        "FLAG_NOT_FOUND",
        [false, ten, twenty],
        [false, twenty, twenty],
      ]);
      expect((await other.read()).bytes).toEqual((outcomes[4] as PromiseFulfilledResult<Update>).value.after.bytes);
    });

    it("are as many entries of the history, each going on from the one before and later than it", async () => {
      await Promise.all([1, 2, 3].map((percentage) => store.update(rollOut("checkout", percentage), meta)));
      const { entries, reachesNow } = await store.history();
      expect(reachesNow).toBe(true);
      expect(entries.map((entry) => /"percentage": (\d)/.exec(entry.after ?? "")?.[1])).toEqual(["1", "2", "3"]);
      expect(new Set(entries.map((entry) => entry.group)).size).toBe(3);
      expect(entries.slice(1).map((entry) => [entry.file_before, entry.before])).toEqual(
        entries.slice(0, -1).map((entry) => [entry.file_after, entry.after]),
      );
    });
  });

  it("gives one flag as reading all of them does", async () => {
    await expect(store.readFlag("checkout")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await store.update(rollOut("checkout", 10), meta);
    const { flag, text, line, duplicateLines } = (await other.readFlag("checkout", { text: true })) ?? {};
    expect(flag).toEqual((await store.read()).get("checkout"));
    expect(text).toBe((await store.read()).text("checkout"));
    expect({ line, duplicateLines }).toEqual({ line: 2, duplicateLines: [] });
    expect(await other.readFlag("checkout")).toMatchObject({ flag, duplicateLines });
    expect(await other.readFlag("chekout")).toBeUndefined();
  });

  describe("the history", () => {
    it("keeps who changed what, by what and why, flag by flag", async () => {
      const { after, deltas } = await store.update(rollOut("checkout", 10), meta);
      const { entries, reachesNow } = await store.history();
      expect(reachesNow).toBe(true);
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({
        source: "ff",
        actor: "ada",
        command: "rollout",
        reason: "Tuesday's launch",
        flag: "checkout",
        before: null,
        after: after.text("checkout"),
        follows: deltas[0]?.follows ?? null,
        undoes: null,
      });
      expect(entries[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    it("groups what one transaction did, and names everything once", async () => {
      const both: DocumentEdit = (document, now) => [
        ...rollOut("checkout", 10)(document, now),
        ...rollOut("search", 20)(document, now),
      ];
      await store.update(both, meta);
      await other.update(rollOut("search", 30), meta);
      const { entries } = await store.history();
      expect(entries.map((entry) => entry.flag)).toEqual(["checkout", "search", "search"]);
      expect(entries[0]?.group).toBe(entries[1]?.group);
      expect(entries[2]?.group).not.toBe(entries[1]?.group);
      expect(new Set(entries.map((entry) => entry.id)).size).toBe(3);
      expect(entries[2]?.file_before).toBe(entries[1]?.file_after);
      expect(entries.map((entry) => entry.time)).toEqual(entries.map((entry) => entry.time).sort());
    });

    it("is enough to take a change back, byte for byte, and to tell that it was", async () => {
      await store.update(rollOut("checkout", 10), meta);
      await store.update(rollOut("search", 20), meta);
      const { bytes } = await store.read();
      await store.update(deleteFlags(["checkout"]), { ...meta, command: "delete" });
      const undone = changesToUndo((await store.history()).entries, "checkout");
      await other.update(undoEdit(undone), { ...meta, command: "undo", undoes: new Map([["checkout", "id-1"]]) });
      expect((await store.read()).bytes).toEqual(bytes);
      expect((await store.history()).entries.at(-1)).toMatchObject({ command: "undo", undoes: "id-1" });
    });
  });
}
