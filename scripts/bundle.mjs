import { chmod } from "node:fs/promises";
import path from "node:path";

import { build } from "rolldown";

import { wat } from "./wat.mjs";

/** Matches the source files of these names, patterns below `src/`. */
function fileIn(names) {
  return new RegExp(`/src/(${names.join("|")})\\.ts$`);
}

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
 * Modules that several commands share, by what is needed together: left alone they become dozens of files of a few
 * lines, and opening a file costs a start more than skimming code it does not run. The first group that matches takes
 * a module; outside of the first ones, which nearly every command loads, one that a single command uses stays with that
 * command. `reading` finds and reads the file, `document` is for commands that look at more than one flag of it.
 */
const sharedChunks = [
  {
    name: "reading",
    test: fileIn([
      "(errors|command|notice-duplicates)",
      "eval/variants",
      "json/utf8",
      "model/(flag|json-value|parse-flag|describe|state|time|pairs|unknown-flag)",
      "mutation/flag-argument",
      "store/file/(paths|read-once|read-value|io-error|file-store)",
      "term/(escape|fields|shell-word|state|width|wrap)",
      "users/users-option",
    ]),
  },
  {
    name: "document",
    test: fileIn(["json/(scan|skip|failure|position|syntax-error)", "model/document", "store/file/read"]),
  },
  { name: "evaluation", test: fileIn(["eval/(?!batch|hash-lanes|plain-users|moves|steps|flip|nearest).*"]) },
  { name: "bulk", test: /\/src\/(eval\/(batch|hash-lanes|md5-lanes|plain-users)|preview\/blind-spots)\.(ts|wat)$/ },
  // `check` needs them too: what would turn an answer is an edit.
  { name: "edits", test: fileIn(["model/(edits|input)"]) },
  { name: "suggest", test: /\/src\/(term\/suggest|close-names)\.ts|fastest-levenshtein/ },
  { name: "tables", test: fileIn(["term/table.*"]), minShareCount: 2 },
  { name: "editing", test: fileIn(["json/.*", "model/.*"]), minShareCount: 2 },
  { name: "writing", test: fileIn(["store/.*"]), minShareCount: 2 },
  { name: "terminal", test: fileIn(["term/.*"]), minShareCount: 2 },
  { name: "mutation", test: fileIn(["mutation/.*", "eval/moves", "preview/.*"]), minShareCount: 2 },
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

/**
 * The program: CommonJS, because loading an ES module makes every start of Node a fifth slower, and split, so that a
 * command pays only for the packages it uses. Not minified: a stack trace in a bug report has to be readable.
 */
async function bundleProgram(directory) {
  const result = await build({
    ...shared,
    input: { ff: "bin/ff.ts" },
    plugins: [wat, withoutEagerNode],
    output: {
      dir: directory,
      cleanDir: true,
      format: "cjs",
      strict: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: (chunk) => `chunks/${chunkName(chunk).replace("/", "-")}.cjs`,
      // import() of a built-in or an external package would start the ES module loader.
      dynamicImportInCjs: false,
      banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
      comments: false,
      codeSplitting: { groups: sharedChunks },
    },
  });
  await chmod(path.join(directory, "ff.cjs"), 0o755);
  return result;
}

/** The library: ES modules, for applications that import the service. */
function bundleLibrary(directory) {
  return build({
    ...shared,
    input: { index: "src/index.ts" },
    plugins: [wat],
    // write-file-atomic names its drafts after its own file, by the CommonJS name of that.
    transform: { ...shared.transform, define: { __filename: "import.meta.filename" } },
    output: {
      dir: directory,
      cleanDir: true,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: (chunk) => `chunks/${chunkName(chunk).replace("/", "-")}.js`,
    },
  });
}

/** Bundles both into `dist` and gives the ids of every module that ended up in one of them. */
export async function bundle(dist) {
  const results = [await bundleProgram(path.join(dist, "cli")), await bundleLibrary(path.join(dist, "lib"))];
  return results.flatMap((result) => result.output).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
}
