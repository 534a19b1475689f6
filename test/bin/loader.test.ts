import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

import { CodeCache } from "../../bin/code-cache.js";
import { loaderFor } from "../../bin/loader.js";

/** Loads from a folder with these files. */
function load(files: Readonly<Record<string, string>>, name: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), "ff-load-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [file, source] of Object.entries(files)) writeFileSync(join(folder, file), source);
  const noCache = new CodeCache({ ...process, env: {} }, folder);
  return loaderFor(folder, (id) => `other ${id}`, noCache)(name);
}

it("gives what a file exports, and runs it once", () => {
  const files = {
    "main.cjs": 'require("./count.cjs").count++; module.exports = require("./count.cjs").count;',
    "count.cjs": "exports.count = 41;",
  };
  expect(load(files, "main.cjs")).toBe(42);
});

it("lets files require each other", () => {
  const files = {
    "one.cjs": 'exports.name = () => "one"; exports.other = require("./other.cjs").name();',
    "other.cjs": 'const one = require("./one.cjs"); exports.name = () => `not ${one.name()}`;',
  };
  expect(load(files, "one.cjs")).toMatchObject({ other: "not one" });
});

it("tells files where they are", () => {
  expect(load({ "main.cjs": "module.exports = [__filename.startsWith(__dirname), __filename]" }, "main.cjs")).toEqual([
    true,
    expect.stringMatching(/ff-load-\w+\/main\.cjs$/),
  ]);
});

it("asks for everything else elsewhere", () => {
  expect(load({ "main.cjs": 'module.exports = require("node:fs");' }, "main.cjs")).toBe("other node:fs");
});

it("names file and line where something is thrown", () => {
  const files = { "main.cjs": '"use strict";\nexports.fail = () => {\n  throw new Error("here");\n};' };
  const { fail } = load(files, "main.cjs") as { fail: () => void };
  expect(fail).toThrow(
    expect.objectContaining({ stack: expect.stringMatching(/ff-load-\w+\/main\.cjs:3:9/) as string }),
  );
});
