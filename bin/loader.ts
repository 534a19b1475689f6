import { readFileSync } from "node:fs";
import type { CodeCache } from "./code-cache.js";

type Require = (id: string) => unknown;
type ModuleFunction = (
  exports: unknown,
  require: Require,
  module: { exports: unknown },
  filename: string,
  dirname: string,
) => void;

/**
 * Loads the files that the program is built into: CommonJS modules of one folder that require each other by
 * `./name.cjs`. Node's own `require` looks for path, real path and package of each, which takes longer than to run it.
 *
 * @param requireOther for all that is not `./` there: packages, and modules of Node
 */
export function loaderFor(folder: string, requireOther: Require, codeCache: CodeCache): (name: string) => unknown {
  const modules = new Map<string, { exports: unknown }>();
  const require: Require = (id) => (id.startsWith("./") ? load(id.slice(2)) : requireOther(id));
  function load(name: string): unknown {
    const loaded = modules.get(name);
    if (loaded !== undefined) return loaded.exports;
    const module = { exports: {} };
    // Before it runs: modules may require each other.
    modules.set(name, module);
    const file = `${folder}/${name}`;
    const source = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, "utf8")}\n})`;
    const run = codeCache.scriptOf(source, file, name).runInThisContext() as ModuleFunction;
    run(module.exports, require, module, file, folder);
    return module.exports;
  }
  return load;
}
