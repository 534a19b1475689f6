import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

// The paths are pretended, so the rules that need the compiler's types have nothing to look at.
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

async function messagesFor(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: file });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId === null || /restricted|architecture/.test(ruleId))
    .map(({ message }) => message);
}

const direction = /must not import/;
const notForHere = /The package ".*" is not for/;
const impure = /are pure: take it as an argument/;

const refused: readonly (readonly [file: string, text: string, message: RegExp])[] = [
  // bin → commands → src, one way
  ["src/service.ts", 'import { run } from "../commands/check.js"; run();', direction],
  ["src/term/table.ts", 'import { program } from "../../bin/program.js"; program();', direction],
  ["commands/check.ts", 'import { program } from "../bin/program.js"; program();', direction],
  ["bin/program.ts", 'import { run } from "../commands/check.js"; run();', direction],
  // commands know neither one another nor what they are not given
  ["commands/check.ts", 'import { run } from "./list.js"; run();', direction],
  ["commands/check.ts", 'await import("./list.js");', direction],
  ["commands/check.ts", 'export * from "./list.js";', direction],
  ["commands/registry.ts", 'import { run } from "./list.js"; run();', /lazily, with import\(\)/],
  ["commands/check.ts", 'import { FileStore } from "../src/store/file/file-store.js"; FileStore();', direction],
  ["commands/init.ts", 'import { FileStore } from "../src/store/file/file-store.js"; FileStore();', direction],
  ["commands/check.ts", "process.exitCode = 1;", /gets everything from its context/],
  ["commands/check.ts", 'console.log("on");', /gets everything from its context/],
  ["commands/check.ts", 'import process from "node:process"; process.cwd();', notForHere],
  // the pure core
  ["src/errors.ts", 'import { scan } from "./json/scan.js"; scan();', direction],
  ["src/json/scan.ts", 'import { flagDefaults } from "../model/flag.js"; flagDefaults;', direction],
  ["src/model/flag.ts", 'import { evaluate } from "../eval/evaluate.js"; evaluate();', direction],
  ["src/model/flag.ts", 'import type { FlagStore } from "../store/store.js"; export type A = FlagStore;', direction],
  ["src/model/flag.ts", 'export type A = import("../store/store.js").FlagStore;', direction],
  ["src/eval/evaluate.ts", 'import { table } from "../term/table.js"; table();', direction],
  ["src/eval/evaluate.ts", 'import { FeatureFlagService } from "../service.js"; FeatureFlagService();', direction],
  ["src/eval/bucket.ts", 'import { createHash } from "node:crypto"; createHash("md5");', notForHere],
  ["src/json/scan.ts", 'import { readFile } from "node:fs/promises"; readFile("a");', notForHere],
  ["src/model/time.ts", "export const now = new Date();", impure],
  ["src/model/time.ts", "export const now = Date();", impure],
  ["src/model/time.ts", "export const now = Date.now();", impure],
  ["src/eval/bucket.ts", "export const chance = Math.random();", impure],
  ["src/eval/bucket.ts", "export const env = process.env;", impure],
  ["src/eval/bucket.ts", 'export const fs = require("fs");', impure],
  ["src/statistics/chi-square.ts", 'import { evaluate } from "../eval/evaluate.js"; evaluate();', direction],
  ["src/statistics/chi-square.ts", "export const sample = Math.random();", impure],
  ["src/json/scan.ts", 'export const bytes = Buffer.from("a");', impure],
  ["src/json/scan.ts", "setTimeout(() => undefined, 1);", impure],
  ["src/errors.ts", 'console.error("a");', impure],
  ["src/validate/rules/times.ts", "export const now = new Date();", impure],
  ["src/validate/rules/mend.ts", 'import { safe } from "../../term/escape.js"; safe("a");', direction],
  ["src/validate/rules/mend.ts", 'import { basename } from "node:path"; basename("a");', notForHere],
  // one home for each heavy package
  ["src/service.ts", 'import chalk from "chalk"; chalk.red("a");', notForHere],
  ["commands/list.ts", 'const Table = await import("cli-table3"); Table;', notForHere],
  ["bin/program.ts", 'import inquirer from "inquirer"; inquirer;', notForHere],
  ["src/model/flag.ts", 'import width from "string-width"; width("a");', notForHere],
  ["src/service.ts", 'import native from "fs-native-extensions"; native.swapSync("a", "b");', notForHere],
  ["src/apply/apply.ts", 'import { Command } from "commander"; Command;', notForHere],
  ["commands/list.ts", 'import { Command } from "commander"; Command;', notForHere],
  ["bin/program.ts", 'import { Command } from "commander"; Command;', notForHere],
  // one home for other programs
  ["src/diff/sides.ts", 'import { execFile } from "node:child_process"; execFile("git");', notForHere],
  ["commands/diff.ts", 'import { execFile } from "node:child_process"; execFile("git");', notForHere],
  ["src/git/git.ts", 'import { closest } from "../term/suggest.js"; closest("a", []);', direction],
  ["src/simulate/simulate.ts", 'import jStat from "jstat"; jStat;', notForHere],
  // stores
  ["src/store/memory.ts", 'import { FileStore } from "./file/file-store.js"; FileStore();', direction],
  ["src/store/file/file-store.ts", 'import { table } from "../../term/table.js"; table();', direction],
  ["src/store/store.ts", 'import { FeatureFlagService } from "../service.js"; FeatureFlagService();', direction],
  ["src/term/table.ts", 'import { FileStore } from "../store/file/file-store.js"; FileStore();', direction],
  ["bin/program.ts", 'import { FileStore } from "../src/store/file/file-store.js"; FileStore();', direction],
  ["bin/ff.ts", 'import { FileStore } from "../src/store/file/file-store.js"; FileStore();', direction],
  // one door out
  ["bin/ff.ts", "process.exit(1);", /set process\.exitCode/],
  ["test/program.test.ts", "process.exit(1);", /set process\.exitCode/],
  ["bin/program.ts", 'import { exit } from "node:process"; exit(1);', notForHere],
  // what can't be seen can't be checked
  ["commands/registry.ts", "const name = String(1); await import(name);", /by a literal name/],
];

const accepted: readonly (readonly [file: string, text: string])[] = [
  ["commands/registry.ts", 'export const load = () => import("./check.js");'],
  ["commands/check.ts", 'import { evaluate } from "../src/eval/evaluate.js"; evaluate();'],
  ["commands/check.ts", 'import type { FlagStore } from "../src/store/store.js"; export type A = FlagStore;'],
  ["bin/program.ts", 'import { registry } from "../commands/registry.js"; registry;'],
  ["bin/program.ts", "process.exitCode = 1;"],
  ["bin/commander.ts", 'import { Command } from "commander"; new Command();'],
  ["src/service.ts", 'import { FileStore } from "./store/file/file-store.js"; FileStore();'],
  ["src/index.ts", 'export { FileStore } from "./store/file/file-store.js";'],
  ["src/eval/evaluate.ts", 'import { FfError } from "../errors.js"; import "../model/flag.js"; FfError;'],
  ["src/model/time.ts", "export const at = (milliseconds: number) => new Date(milliseconds);"],
  ["src/statistics/chi-square.ts", 'import jStat from "jstat"; jStat;'],
  ["src/json/scan.ts", "export const decoder = new TextDecoder();"],
  ["src/term/color.ts", 'export const chalk = () => import("chalk");'],
  ["src/git/git.ts", 'import { execFile } from "node:child_process"; execFile("git");'],
  ["src/store/file/lock.ts", 'import { open } from "node:fs/promises"; open("a");'],
];

describe("the directions of the house", () => {
  it.each(refused)("%s refuses %s", async (file, text, message) => {
    expect(await messagesFor(file, text)).toContainEqual(expect.stringMatching(message));
  });

  it.each(accepted)("%s accepts %s", async (file, text) => {
    expect(await messagesFor(file, text)).toEqual([]);
  });
});
