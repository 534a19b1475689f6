import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodes } from "../src/errors.js";
import { makePlace } from "./support/program.js";
import { playTranscript, updatesTranscripts, withoutTimes } from "./support/transcript.js";

const file = join(import.meta.dirname, "../README.md");
const readme = readFileSync(file, "utf8");

test("the README shows what the program prints, in a terminal of 80 columns", async () => {
  const place = makePlace();
  let shown = readme;
  for (const [block, session] of [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map(
    (match) => [match[0], match[1] ?? ""] as const,
  )) {
    shown = shown.replace(block, () => "\u0000");
    const played = await playTranscript(session, place);
    shown = shown.replace("\u0000", () => `\`\`\`console\n${played}\`\`\``);
  }
  if (updatesTranscripts) writeFileSync(file, shown);
  else expect(withoutTimes(readme)).toBe(withoutTimes(shown));
}, 60_000);

test("the README's exit codes are those of the program", () => {
  const rows = readme.split("\n").map((row) => row.replace(/\s+/g, " "));
  for (const { code, meaning } of Object.values(exitCodes)) expect(rows).toContain(`| ${code} | ${meaning} |`);
});
