import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import ts from "typescript";

const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** The declaration files that a consumer's compiler opens when it starts at `entry`. */
function reachableFrom(entry) {
  const reached = new Set([entry]);
  for (const file of reached) {
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
      if (fileName.startsWith(".")) reached.add(path.resolve(path.dirname(file), fileName.replace(/\.js$/, ".d.ts")));
    }
  }
  return reached;
}

/**
 * Writes the library's types. The compiler emits a declaration for every source file that index.ts needs at run time;
 * what the public types do not mention is removed, so that the package shows nothing that is not API.
 */
export function writeDeclarations(directory) {
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", directory], { stdio: "inherit" });
  const reached = reachableFrom(path.resolve(directory, "index.d.ts"));
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = path.resolve(entry.parentPath, entry.name);
    if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
  }
  const folders = entries.filter((entry) => entry.isDirectory());
  for (const folder of folders
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort((a, b) => b.length - a.length)) {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}
