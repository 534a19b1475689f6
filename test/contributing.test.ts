import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const table = /## Where things are\n([^]*?)\n\n[^|\n]/.exec(text)?.[1] ?? "";

/** The folders there, and the modules that stand beside them; what is generated and what only declares types is neither. */
function placesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return /^(\.|node_modules$|dist$|coverage$)/.test(entry.name) ? [] : [`${entry.name}/`];
    return entry.name.endsWith(".ts") && !/\.(d|config)\.ts$/.test(entry.name) ? [entry.name] : [];
  });
}

it("CONTRIBUTING says where everything is", () => {
  const places = [
    ...placesIn(".").filter((place) => place !== "src/"),
    ...placesIn("src").map((place) => `src/${place}`),
  ];
  expect(places.filter((place) => !table.includes(`\`${place}\``))).toEqual([]);
});

it("CONTRIBUTING names nothing that is gone", () => {
  const named = [...table.matchAll(/`((?:src\/)[^`]+)`|^\| `([^`]+)`/gm)].map((match) => match[1] ?? match[2] ?? "");
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((place) => !existsSync(join(root, place)))).toEqual([]);
});
