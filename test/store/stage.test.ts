import { beforeEach, describe, expect, it, vi } from "vitest";
import { Pieces } from "../../src/json/pieces.js";
import { stage } from "../../src/store/file/stage.js";
import type * as synchroniseModule from "../../src/store/file/synchronise.js";
import { makePaths } from "./folder.js";

/** How the disk answers, and whether it is done with the content. */
const disk = vi.hoisted(() => ({
  contentError: null as Error | null,
  folderError: null as Error | null,
  isDone: false,
}));

vi.mock("../../src/store/file/synchronise.js", async (importOriginal) => {
  const { syncFolder, synchronise } = await importOriginal<typeof synchroniseModule>();
  return {
    synchronise: async (fd: number): Promise<void> => {
      await synchronise(fd);
      disk.isDone = true;
      if (disk.contentError !== null) throw disk.contentError;
    },
    syncFolder: async (path: string): Promise<void> => {
      if (disk.folderError !== null) throw disk.folderError;
      await syncFolder(path);
    },
  };
});

beforeEach(() => {
  Object.assign(disk, { contentError: null, folderError: null, isDone: false });
});

const content = new Pieces([new TextEncoder().encode("{}\n")]);
const stageAnd = <T>(meanwhile: () => T): Promise<T> =>
  stage(`${makePaths().directory}/staged`, content, null, meanwhile);

describe("what is done while the disk is at work", () => {
  const broken = new Error("what is done meanwhile fails");
  const fail = (): never => {
    throw broken;
  };

  it("is given back when the content is durable", async () => {
    await expect(stageAnd(() => disk.isDone)).resolves.toBe(false);
    expect(disk.isDone).toBe(true);
  });

  it("may fail, which is told when the disk is done", async () => {
    await expect(stageAnd(fail)).rejects.toBe(broken);
    expect(disk.isDone).toBe(true);
  });

  it("may fail as the disk does, and then one of the two is told", async () => {
    disk.contentError = new Error("the disk fails");
    await expect(stageAnd(fail)).rejects.toBe(disk.contentError);
  });
});

it("closes no file that the disk is still at work on, though its folder could not be made durable", async () => {
  disk.folderError = new Error("too many files are open");
  await expect(stageAnd(() => undefined)).rejects.toBe(disk.folderError);
  expect(disk.isDone).toBe(true);
});
