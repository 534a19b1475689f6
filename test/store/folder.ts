import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { resolvePaths, type FilePaths } from "../../src/store/file/paths.js";

/** A fresh folder, removed when the test is over. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ff-store-")));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The paths of a flags file in a fresh folder. */
export function makePaths(): FilePaths {
  return resolvePaths(join(makeFolder(), "feature_flags.json"));
}

/** What stands in `.ff/` that a settled store does not keep there. */
export function litter(paths: FilePaths): string[] {
  const kept = /^(\.gitignore|feature_flags\.json\.(lock|base|history(\.\d+)?\.jsonl))$/;
  return readdirSync(paths.sidecar).filter((name) => !kept.test(name));
}
