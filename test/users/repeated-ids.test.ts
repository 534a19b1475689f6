import { expect, it } from "vitest";

import { RepeatedIds, repeatedIdsJson, repeatsCaution } from "../../src/users/repeated-ids.js";

/** What came of these ids, and whether all of them were handed on. */
async function counted(...batches: readonly (readonly string[])[]) {
  const users = batches.map((ids) => ids.map((userId) => ({ userId })));
  const ids = new RepeatedIds();
  const passed: unknown[] = [];
  for await (const batch of ids.among(oneByOne(users))) passed.push(batch);
  expect(passed).toEqual(users);
  return ids.repeats;
}

async function* oneByOne<T>(batches: readonly T[]): AsyncGenerator<T> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

const many = Array.from({ length: 100_000 }, (_, index) => `user${index}`);

it("counts every id that came before", async () => {
  const repeats = await counted(["ann", "bob", "ann"], ["ann", "__proto__", "bob"]);
  expect(repeats).toEqual({ count: 3, isExact: true });
  expect(repeatedIdsJson(repeats)).toBe(3);
  expect(repeatsCaution(repeats, 6)).toEqual([
    "3 of the 6 rows repeat an earlier user id: the figures are of rows, and a p-value holds for different users only",
  ]);
});

it("says nothing of ids that are all different", async () => {
  const repeats = await counted(many);
  expect(repeats).toEqual({ count: 0, isExact: true });
  expect(repeatsCaution(repeats, many.length)).toEqual([]);
});

it.each([
  ["none is seen", ["late", "late"], 0, "(the first 100,000 different ids are remembered): the figures"],
  ["some are", ["user99999", "late", "user0"], 2, "are remembered), at least 2 do: the figures"],
])("beyond a hundred thousand it is not known, and cautions where %s", async (_, more, count, words) => {
  const repeats = await counted(many, more);
  expect(repeats).toEqual({ count, isExact: false });
  expect(repeatedIdsJson(repeats)).toBeNull();
  expect(repeatsCaution(repeats, many.length + more.length)).toEqual([expect.stringContaining(words)]);
});
