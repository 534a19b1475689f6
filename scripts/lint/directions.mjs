/**
 * Who may import whom: the first zone whose `files` matches a file is the file's own. `may` lists the project's files
 * that it can import, `lazily` those it can only reach with import(), `packages` what it can take from outside.
 * Anything that is not listed is refused, so that a new folder has to be given its place here.
 */
const pure = ["src/errors.ts", "src/command-line.ts", "src/shell-word.ts", "src/largest-file.ts"];
const contract = /^src\/(?!store\/file\/|index\.ts$|service\.ts$)/;
const node = /^node:(?!(process|child_process)$)/;
/** Where other programs are run. */
const programs = "node:child_process";

/** Packages that only one place of the project knows; everywhere else they are refused. */
const terminal = ["chalk", "cli-table3", "inquirer", /^@inquirer\//, "string-width", "diff"];
const files = ["fs-native-extensions"];

export const zones = [
  { files: /^src\/(errors|command-line|shell-word|largest-file)\.ts$/, may: pure, packages: [] },
  // Bytes and their texts, which is no input or output.
  { files: /^src\/json\//, may: [...pure, /^src\/json\//], packages: ["node:buffer"] },
  { files: /^src\/model\//, may: [...pure, /^src\/(json|model)\//], packages: [] },
  { files: /^src\/eval\//, may: [...pure, /^src\/(model|eval)\//], packages: [] },
  {
    files: /^src\/validate\/rules\//,
    may: [...pure, /^src\/(json|model|validate\/rules)\//, "src/term/suggest.ts"],
    packages: [],
  },
  // Nobody else computes p-values.
  { files: /^src\/statistics\//, may: [...pure, /^src\/statistics\//], packages: ["jstat"] },
  { files: /^src\/term\//, may: [contract], packages: [node, "fastest-levenshtein", ...terminal] },
  { files: /^src\/store\/file\//, may: [...pure, /^src\/(json|model|store)\//], packages: [node, programs, ...files] },
  { files: /^src\/store\//, may: [...pure, /^src\/(json|model|store\/(?!file\/))/], packages: [node] },
  { files: /^src\/git\//, may: [...pure, /^src\/git\//], packages: [node, programs] },
  // Where the application is put together: these two choose the store.
  { files: /^src\/(index|service)\.ts$/, may: [/^src\//], packages: [node] },
  { files: /^src\//, may: [contract], packages: [node, "fastest-levenshtein"] },
  { files: "commands/registry.ts", may: [/^src\//], lazily: [/^commands\//], packages: [] },
  { files: /^commands\//, may: [contract], packages: [node] },
  // Where the program is put together: it chooses the store.
  { files: "bin/context.ts", may: [/^(bin|src)\//], packages: [node] },
  // Nobody else knows what splits the words.
  { files: "bin/commander.ts", may: [/^bin\//, contract], packages: ["commander"] },
  // The version is told in one place.
  { files: "bin/version.ts", may: ["package.json"], packages: [] },
  { files: /^bin\//, may: [/^bin\//, contract, "commands/registry.ts"], packages: [node] },
];
