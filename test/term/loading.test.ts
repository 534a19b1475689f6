import { basename } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

import { buildProgram, type Program } from "./program.js";

let program: Program;

beforeAll(async () => {
  program = await buildProgram(`
    import { FfError } from "@/errors.js";
    import { bar } from "@/term/bar.js";
    import { renderError } from "@/term/error-text.js";
    import { renderFields } from "@/term/fields.js";
    import { createPrompts } from "@/term/prompts.js";
    import { loadPaint } from "@/term/style.js";
    import { renderTable } from "@/term/table.js";

    async function main([level, framed, name]: string[]) {
      const paint = await loadPaint(Number(level) as 0 | 1);
      const view = { paint, width: 80, isTTY: framed === "framed", unicode: true };
      createPrompts({ input: process.stdin, output: process.stderr, colour: 0 });
      const columns = [{ header: "name", value: (row: string) => row + bar(20, view) }];
      await renderTable([name], columns, view);
      await renderFields([["name", name]], view);
      await renderError(new FfError("USAGE", name, { location: { file: name, line: 1, column: 2, excerpt: "日本" } }), view);
      const files = Object.keys(require.cache).map((file) => file.replace(/.*\\//, ""));
      process.stdout.write(files.filter((file) => file !== "program.cjs").sort().join());
    }
    void main(process.argv.slice(2));
  `);
});

afterAll(() => program.remove());

it.each([
  ["a pipe without colour", "0 piped flag", []],
  ["a pipe, with any name", "0 piped 🫠", []],
  ["colour", "1 piped flag", ["source"]],
  ["a table", "0 framed flag", ["cli-table3"]],
  ["a table with unusual characters", "0 framed 🫠", ["cli-table3", "string-width"]],
])("loads for %s only what it needs", (_name, args, chunks) => {
  const { stdout, stderr } = program.shell(`$PROGRAM ${args}`);
  expect(stderr).toBe("");
  expect(
    stdout
      .split(",")
      .filter(Boolean)
      .map((file) => basename(file, ".cjs")),
  ).toEqual(chunks);
});
