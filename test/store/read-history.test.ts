import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { FileStore } from "../../src/store/file/file-store.js";
import type * as readModule from "../../src/store/file/read.js";
import { meta, rollOut } from "../contracts/flag-store.js";
import { makePaths } from "./folder.js";

/** What happens right after the flags file was read. */
const afterReading = vi.hoisted(() => [] as (() => void)[]);

vi.mock("../../src/store/file/read.js", async (importOriginal) => {
  const { readFlagsFile } = await importOriginal<typeof readModule>();
  return {
    readFlagsFile: async (...file: Parameters<typeof readFlagsFile>) => {
      const read = await readFlagsFile(...file);
      afterReading.shift()?.();
      return read;
    },
  };
});

it("tells a change that is made between the looks at what is announced and at the file", async () => {
  const paths = makePaths();
  const store = new FileStore(paths.target, { now: () => new Date() });
  await store.update(rollOut("checkout", 1), meta);
  const before = readFileSync(paths.target);
  await store.update(rollOut("checkout", 2), meta);
  const after = readFileSync(paths.target);
  // As a writer leaves it right before the swap.
  const staged = paths.staged((await store.history()).entries.at(-1)?.group ?? "");
  writeFileSync(paths.target, before);
  writeFileSync(staged, after);
  afterReading.push(() => {
    renameSync(staged, paths.target);
    writeFileSync(staged, before);
  });
  const { entries, reachesNow } = await store.history();
  expect(entries).toHaveLength(2);
  expect(reachesNow).toBe(true);
});
