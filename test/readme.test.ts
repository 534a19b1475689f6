import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodes } from "../src/errors.js";
import { makePlace, type Place } from "./support/program.js";
import { inTerminal } from "./support/terminal.js";

const file = join(import.meta.dirname, "../README.md");
const readme = readFileSync(file, "utf8");

/** With UPDATE_README=1 the README is brought up to what the program prints, to be looked at and committed. */
const update = process.env["UPDATE_README"] === "1";

test("the README shows what the program prints, in a terminal of 80 columns", async () => {
  const place = makePlace();
  let shown = readme;
  for (const [block, session] of [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map(
    (match) => [match[0], match[1] ?? ""] as const,
  )) {
    shown = shown.replace(block, () => "\u0000");
    const played = await play(commandsOf(session), place);
    shown = shown.replace("\u0000", () => `\`\`\`console\n${played}\`\`\``);
  }
  if (update) writeFileSync(file, shown);
  else expect(withoutTimes(readme)).toBe(withoutTimes(shown));
}, 60_000);

test("the README's exit codes are those of the program", () => {
  const rows = readme.split("\n").map((row) => row.replace(/\s+/g, " "));
  for (const { code, meaning } of Object.values(exitCodes)) expect(rows).toContain(`| ${code} | ${meaning} |`);
});

function commandsOf(session: string): string[] {
  return session.split("\n").flatMap((line) => (line.startsWith("$ ff") ? [line.slice(2)] : []));
}

async function play(commands: readonly string[], place: Place): Promise<string> {
  let played = "";
  for (const command of commands) {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "").slice(1);
    const { screen } = await inTerminal(place, words, { env: { NO_COLOR: "1", FF_ACTOR: "ada" } });
    played += `${played === "" ? "" : "\n"}$ ${command}\n${screen}`;
  }
  return played;
}

function withoutTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?/g, (time) => time.replace(/\d/g, "0"));
}
