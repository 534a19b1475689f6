import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";

import { build } from "rolldown";

import { wat } from "./wat.mjs";

const shared = {
  platform: "node",
  tsconfig: "tsconfig.json",
  // The native binaries cannot be bundled: the package is installed beside ours.
  external: ["fs-native-extensions"],
  transform: { target: "node20.17" },
  logLevel: "warn",
};

/** A chunk that is one package is named after it: most packages' entry file is called index, lib or source. */
function chunkName(chunk) {
  return packageOf(chunk.facadeModuleId ?? "") ?? chunk.name;
}

/** The package that a module of node_modules belongs to, as it is spelled in an import. */
export function packageOf(moduleId) {
  const parts = moduleId.split(path.sep);
  const start = parts.lastIndexOf("node_modules") + 1;
  if (start === 0) return undefined;
  return parts[start].startsWith("@") ? `${parts[start]}/${parts[start + 1]}` : parts[start];
}

/**
 * Which modules are one file, each with all that it imports; the first that fits takes a module. A file more costs a
 * start more than code that is not run, so what `ff check` needs is one file with the program itself: it is the command
 * that is run most, and most of that others need too. What is loaded only now and then is one file for each kind of work.
 */
const sharedChunks = [
  { name: "program", test: /\/(bin\/program|commands\/check|src\/json\/space)\.ts$/ },
  { name: "list", test: /\/commands\/(list|show)\.ts$|\/src\/(model\/document|store\/file\/read|term\/table)\.ts$/ },
  { name: "pieces", test: /\/bin\/(file-)?pieces\.ts$/ },
  { name: "suggest", test: /\/src\/term\/suggest\.ts$/ },
  { name: "writing", test: /\/src\/store\//, minShareCount: 2 },
  { name: "mutation", test: /\/src\/(asking|mutation|json|model|term)\//, minShareCount: 2 },
].map((group, index, all) => ({ ...group, priority: all.length - index }));

/**
 * What commander takes from Node at a tenth of a start each, and `ff` can do without: node:child_process is for
 * subcommands that are programs of their own, and node:process makes a stream for each of stdin, stdout and stderr when
 * it is loaded, which the global of the same content does not.
 */
const commanderNeeds = new Map([
  ["node:child_process", "module.exports = {};"],
  ["node:process", "module.exports = globalThis.process;"],
]);

const withoutEagerNode = {
  name: "without-eager-node",
  resolveId: (source, importer = "") =>
    commanderNeeds.has(source) && packageOf(importer) === "commander" ? `\0${source}` : undefined,
  load: (id) => (id.startsWith("\0") ? commanderNeeds.get(id.slice(1)) : undefined),
};

/** What rolldown writes for an export, so that it is read anew each time. */
const liveExport =
  /^Object\.defineProperty\(exports, "(\w+)", \{\n\tenumerable: true,\n\tget: function\(\) \{\n\t\treturn (\w+);\n\t\}\n\}\);$/gm;

/**
 * Code as a start has the least to do with it: in characters of one byte, and what all files need in the one that all
 * starts load, whose exports are plain properties, since none is ever assigned again.
 */
const quickToLoad = {
  name: "quick-to-load",
  generateBundle(_, files) {
    const { "program.cjs": program, "rolldown-runtime.cjs": runtime, ...others } = files;
    const asExports = `(() => { const exports = {};\n${runtime.code}\nreturn exports; })()`;
    program.code = program.code.replace('require("./rolldown-runtime.cjs")', () => `exports.runtime = ${asExports}`);
    for (const file of Object.values(others))
      file.code = file.code.replace('require("./rolldown-runtime.cjs")', 'require("./program.cjs").runtime');
    program.code = program.code.replace(liveExport, "exports.$1 = $2;");
    for (const file of Object.values(files))
      file.code = file.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    delete files["rolldown-runtime.cjs"];
    // Gives `main` on from the file that has it, where bin/ff.ts takes it.
    delete files["entry.cjs"];
  },
};

/** What everything is built as: CommonJS, because to load an ES module makes a start a fifth slower. */
const commonJs = {
  format: "cjs",
  strict: true,
  // import() of a built-in or an external package would start the ES module loader.
  dynamicImportInCjs: false,
  comments: false,
};

/** The entry and the program behind it. Not minified: a stack trace in a bug report has to be readable. */
async function bundleProgram(directory) {
  const program = await build({
    ...shared,
    input: { entry: "bin/program.ts" },
    plugins: [wat, withoutEagerNode, quickToLoad],
    output: {
      ...commonJs,
      dir: path.join(directory, "chunks"),
      cleanDir: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: (chunk) => `${chunkName(chunk).replace("/", "-")}.cjs`,
      codeSplitting: { groups: sharedChunks },
    },
  });
  const file = path.join(directory, "ff.cjs");
  const entry = await build({
    ...shared,
    input: "bin/ff.ts",
    output: { ...commonJs, file, banner: "#!/usr/bin/env node" },
  });
  await chmod(file, 0o755);
  return { output: [...program.output, ...entry.output] };
}

/**
 * The library: CommonJS too, because `require` of an ES module is an error before Node 20.19, and with two builds an
 * application could get two FfError that are not the same class. For `import` there is a face of it.
 */
async function bundleLibrary(directory) {
  const result = await build({
    ...shared,
    input: { index: "src/index.ts" },
    plugins: [wat],
    output: {
      ...commonJs,
      dir: directory,
      cleanDir: true,
      entryFileNames: "[name].js",
      chunkFileNames: (chunk) => `chunks/${chunkName(chunk).replace("/", "-")}.js`,
      // Where it is imported, Node parses the whole entry for the names of its exports, in JavaScript: it is to be short.
      codeSplitting: { groups: [{ name: "service", test: /\/src\/service\.ts$/ }] },
    },
  });
  // Node and TypeScript go by this where they read the files of the folder.
  await writeFile(path.join(directory, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  for (const face of ["index.mjs", "index.d.mts"])
    await writeFile(path.join(directory, face), 'export * from "./index.js";\n');
  return result;
}

/** Bundles both into `dist` and gives the ids of every module that ended up in one of them. */
export async function bundle(dist) {
  const results = [await bundleProgram(path.join(dist, "cli")), await bundleLibrary(path.join(dist, "lib"))];
  return results.flatMap((result) => result.output).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
}
