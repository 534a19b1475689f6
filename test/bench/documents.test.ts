import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const bench = join(import.meta.dirname, "../../bench/document");
const { makeDocuments } = (await import(join(bench, "index.mjs"))) as {
  makeDocuments(): Promise<Record<string, string>>;
};
const { fillBlocks } = (await import(join(bench, "blocks.mjs"))) as {
  fillBlocks(text: string, runs: readonly unknown[]): string;
};
const { readRuns } = (await import(join(bench, "results.mjs"))) as { readRuns(): readonly unknown[] };

const runs = readRuns();
const documents = Object.entries(await makeDocuments());

test("docs/performance.md and its picture show what the recorded runs measured", () => {
  expect(documents.map(([file]) => file.replace(/.*\//, ""))).toEqual(["performance.md", "growth.svg"]);
  for (const [file, content] of documents) expect(readFileSync(file, "utf8")).toBe(content);
});

test("a figure that was changed by hand is put right, and the prose around it stays", () => {
  const [[, text]] = documents as [[string, string]];
  const changed = text.replaceAll(/\d+\.\d\d \(/g, "0.50 (");
  expect(changed).not.toBe(text);
  const prose = (document: string) => document.replace(/(<!-- measured: .+? -->).*?(<!-- end -->)/gs, "$1$2");
  const filled = fillBlocks(changed, runs);
  expect(filled).not.toContain("0.50 (0.50 (");
  expect(filled).toBe(fillBlocks(text, runs));
  expect(prose(filled)).toBe(prose(text));
});

test.each([
  ["a block that is not there", "<!-- measured: weather -->\n<!-- end -->", "weather"],
  ["no marks at all", "How fast it is", "no marks for targets"],
])("%s is refused", (_, text, problem) => {
  expect(() => fillBlocks(text, runs)).toThrow(problem);
});
