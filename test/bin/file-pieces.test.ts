import type * as nodeFs from "node:fs";
import { fstatSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { filePieces } from "../../bin/file-pieces.js";

/** The descriptors that were read from, and how many reads work before the disk fails. */
const disk = vi.hoisted(() => ({ descriptors: [] as number[], works: Infinity }));

vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof nodeFs>();
  const read = (descriptor: number, ...[buffer, offset, length, position, done]: ReadArguments): void => {
    const fails = disk.descriptors.push(descriptor) > disk.works;
    if (fails) setImmediate(() => done(Object.assign(new Error("i/o error"), { code: "EIO" }), 0, buffer));
    else fs.read(descriptor, buffer, offset, length, position, done);
  };
  return { ...fs, read };
});

type Done = (error: NodeJS.ErrnoException | null, length: number, buffer: Buffer) => void;
type ReadArguments = [buffer: Buffer, offset: number, length: number, position: number | null, done: Done];

function fileOf(bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), "ff-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "users.csv");
  writeFileSync(file, "x".repeat(bytes));
  return file;
}

describe("the pieces of a file", () => {
  it("tell of a read that failed ahead of who asks for it, and leave no descriptor open", async () => {
    disk.works = 1;
    const unheard: unknown[] = [];
    const listen = (reason: unknown): void => void unheard.push(reason);
    process.on("unhandledRejection", listen);
    onTestFinished(() => void process.off("unhandledRejection", listen));

    const pieces = filePieces(fileOf(200_000));
    expect((await pieces.next()).value).toHaveLength(64 * 1024);
    // As while a full pipe is waited for: the read ahead has failed by then.
    await nextTurn();
    await nextTurn();
    expect(unheard).toEqual([]);
    await expect(pieces.next()).rejects.toMatchObject({ code: "EIO" });
    expect(() => fstatSync(disk.descriptors[0] ?? 0)).toThrow("EBADF");
  });
});
