import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openFile, openIfThere, type Access } from "../../src/store/file/open-file.js";
import { readIfThere, readTextIfThere } from "../../src/store/file/read-if-there.js";
import { makeFolder } from "./folder.js";

async function makeSocket(path: string): Promise<void> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(path, resolve));
}

describe("openFile", () => {
  it.each<[string, Access, (path: string) => unknown]>([
    ["a folder", "r", (path) => mkdirSync(path)],
    ["a socket", "r", makeSocket],
    ["a socket", "a", makeSocket],
  ])("refuses %s, opened with %s", async (kind, access, make) => {
    const path = join(makeFolder(), "f.json.lock");
    await make(path);
    expect(() => openFile(path, access)).toThrow(
      expect.objectContaining({ code: "IO", message: `${path} is ${kind}, not a file` }),
    );
  });

  it("refuses a device", () => {
    expect(() => openFile("/dev/null", "w")).toThrow("/dev/null is a device, not a file");
  });
});

describe("a file that may not be there", () => {
  it("is null where it is not, and read where it is", async () => {
    const path = join(makeFolder(), "f.json.base");
    expect([openIfThere(path), readIfThere(path), await readTextIfThere(path)]).toEqual([null, null, null]);
    writeFileSync(path, "{}");
    expect([readIfThere(path), await readTextIfThere(path)]).toEqual([readFileSync(path), "{}"]);
  });
});
