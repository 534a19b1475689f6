import { execFileSync, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";

/** A small program over the terminal layer, built as `ff` is: real streams can only be had in a process of its own. */
export interface Program {
  readonly folder: string;
  readonly file: string;
  /** Runs a shell command in which `$PROGRAM` is this program. */
  shell(command: string): SpawnSyncReturns<string>;
  remove(): void;
}

const source = join(import.meta.dirname, "../../src");

/** Builds a program from its TypeScript text; `@/` is the source folder. */
export async function buildProgram(text: string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "ff-term-"));
  const entry = join(folder, "program.ts");
  writeFileSync(entry, text.replaceAll('"@/', `"${source}/`));
  const bundle = await rolldown({ input: entry, platform: "node", logLevel: "silent" });
  await bundle.write({ dir: folder, format: "cjs", entryFileNames: "program.cjs", chunkFileNames: "[name].cjs" });
  await bundle.close();
  const file = join(folder, "program.cjs");
  return {
    folder,
    file,
    shell: (command) =>
      spawnSync("bash", ["--norc", "-c", command], {
        encoding: "utf8",
        env: { PATH: process.env["PATH"], LANG: "C.UTF-8", PROGRAM: `${process.execPath} ${file}`, FOLDER: folder },
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Makes a file system of 64 KiB at this path. */
export function mountSmall(path: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path]);
}
