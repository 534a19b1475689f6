import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { packageOf } from "./bundle.mjs";

const licenseFile = /^(licen[cs]e|copying|notice)/i;

function packageDirectory(moduleId) {
  const name = packageOf(moduleId);
  if (name === undefined) return undefined;
  const end = moduleId.lastIndexOf(path.join("node_modules", name));
  return path.join(moduleId.slice(0, end), "node_modules", name);
}

async function licenseText(directory) {
  const manifest = JSON.parse(await readFile(path.join(directory, "package.json"), "utf8"));
  const title = `${manifest.name} ${manifest.version} (${manifest.license})`;
  const files = (await readdir(directory)).filter((name) => licenseFile.test(name)).sort();
  if (files.length === 0) throw new Error(`${title}: bundled, but it carries no licence text`);
  const texts = await Promise.all(files.map((name) => readFile(path.join(directory, name), "utf8")));
  return [`${title}\n${"-".repeat(title.length)}`, ...texts.map((text) => text.trim())].join("\n\n");
}

/** Writes the licences of all packages that the modules belong to: nearly every licence asks to travel with the code. */
export async function writeLicenses(file, moduleIds) {
  const directories = new Set(moduleIds.map(packageDirectory).filter((directory) => directory !== undefined));
  const texts = await Promise.all([...directories].sort().map(licenseText));
  await writeFile(file, `The files in this folder contain code of these packages.\n\n${texts.join("\n\n\n")}\n`);
}
