import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { expect, it } from "vitest";

import { run } from "./support/program.js";

const root = join(import.meta.dirname, "..");

it("what the packed documents link to is packed with them", async () => {
  const words = ["npm", "pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = await run(words, { cwd: root, env: process.env });
  const [{ files = [] } = {}] = JSON.parse(stdout) as { files?: { path: string }[] }[];
  const packed = files.map(({ path }) => path);
  const links = packed.filter((path) => path.endsWith(".md")).flatMap(linksOf);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ to }) => !packed.some((path) => path === to || path.startsWith(`${to}/`)))).toEqual([]);
});

/** The links to files, each as a path of the package. */
function linksOf(document: string): { from: string; to: string }[] {
  const prose = readFileSync(join(root, document), "utf8").replace(/^```[^]*?^```$/gm, "");
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g), ([, link, tag]) => link ?? tag ?? "")
    .filter((link) => !/^(#|https?:)/.test(link))
    .map((link) => ({ from: document, to: join(dirname(document), link.replace(/#.*/, "")) }));
}
