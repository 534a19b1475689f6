import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { check } from "./check.mjs";
import { promises } from "./promises/index.mjs";
import { sabotages, withSabotaged } from "./sabotage.mjs";

const { values } = parseArgs({
  options: { short: { type: "boolean" }, sabotage: { type: "boolean" }, seed: { type: "string" } },
});
const root = resolve(import.meta.dirname, "..");
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
const context = { program: join(root, "dist/cli/ff.cjs"), short: values.short ?? false, seed };
let isGood = true;

function print(status, title, procedure, { counts, outcome, problems }, isExpected) {
  console.log(`| ${[status, title, procedure, counts, outcome].join(" | ")} |`);
  if (isExpected) return;
  isGood = false;
  for (const problem of problems.slice(0, 5)) console.log(`    ${problem.trim()}`);
}

console.log(`seed ${seed}; again with: node torture/run.mjs --seed ${seed}\n`);
console.log("|  | promise | procedure | counts | outcome |\n| --- | --- | --- | --- | --- |");
for (const promise of promises) {
  const row = await check(promise, context);
  const isExpected = row.status === "kept" || (row.status === "not run" && !process.env.CI);
  print(row.status, promise.promise, promise.procedure, row, isExpected);
}
if (values.sabotage) {
  console.log("\n| suite | taken out | the promise that breaks | counts | outcome |\n| --- | --- | --- | --- | --- |");
  for (const { name, replace, breaks } of sabotages) {
    const row = await withSabotaged(root, replace, (program) => check(breaks, { ...context, program, short: true }));
    const isExpected = row.status === "BROKEN" || (row.status === "not run" && !process.env.CI);
    const status = { BROKEN: "red", kept: "STILL GREEN", "not run": "not run" }[row.status];
    const outcome = row.problems[0]?.trim().split("\n")[0] ?? row.outcome;
    print(status, name, breaks.promise, { ...row, outcome, problems: [] }, isExpected);
  }
}
process.exitCode = isGood ? 0 : 1;
