import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { flagsFile } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

const stories = join(import.meta.dirname, "../../fixtures/explain");
const names = readdirSync(stories);

/** With UPDATE_FIXTURES=1 the sessions are brought up to what the program prints, to be looked at and committed. */
const update = process.env["UPDATE_FIXTURES"] === "1";

interface Answer {
  readonly enabled: boolean;
  readonly hash_input: string | null;
  readonly bucket: number | null;
  readonly steps: readonly { readonly outcome: string }[];
  readonly flips: readonly {
    readonly enabled: boolean;
    readonly text: string;
    readonly change: { readonly op?: string };
    readonly command: string | null;
  }[];
}

const commandsOf = (session: string): string[] =>
  session.split("\n").flatMap((line) => (line.startsWith("$ ") ? [line.slice(2)] : []));

function placeOf(story: string): Place {
  const place = makePlace();
  place.write(flagsFile, readFileSync(join(stories, story, flagsFile)));
  return place;
}

describe("ff check explains", () => {
  it.each(names)("%s, as the session of that story shows", async (story) => {
    const file = join(stories, story, "session.txt");
    const session = readFileSync(file, "utf8");
    const place = placeOf(story);
    const played: string[] = [];
    for (const command of commandsOf(session)) played.push(`$ ${command}\n${await play(place, command)}`);
    if (update) writeFileSync(file, played.join("\n"));
    expect(readFileSync(file, "utf8")).toBe(played.join("\n"));
  });

  it.each(names)("%s, and each command that it offers does what is said", async (story) => {
    for (const question of questionsOf(story)) {
      const asked = (place: Place): Promise<Answer> => answerOf(place, `${question} --json`);
      const { enabled, flips } = await asked(placeOf(story));
      for (const { command, change, ...flip } of flips) {
        expect(flip.enabled).toBe(!enabled);
        if (command === null) continue;
        const place = placeOf(story);
        if (change.op === undefined) {
          expect(await answerOf(place, `${command} --json`), command).toMatchObject({ enabled: !enabled });
          continue;
        }
        const typed = await place.shell(withProgram(command));
        if (typed.stderr.includes("holds a flag more than once")) continue;
        expect(typed, command).toMatchObject({ code: 0 });
        expect(await asked(place), command).toMatchObject({ enabled: !enabled });
        // The same change as data.
        const other = placeOf(story);
        const applied = await other.shell("ff apply -", { input: JSON.stringify({ changes: [change] }) });
        expect(applied, flip.text).toMatchObject({ code: 0 });
        expect(await asked(other), flip.text).toMatchObject({ enabled: !enabled });
      }
    }
  });
});

/** What a story asks, each question once; options have to stand before a `--`. */
function questionsOf(story: string): string[] {
  const commands = commandsOf(readFileSync(join(stories, story, "session.txt"), "utf8"));
  const plain = commands.map((command) => command.replace(/ \| cat$/, "").replace("LANG=C ", ""));
  return [...new Set(plain)].filter((command) => command.startsWith("ff check"));
}

async function answerOf(place: Place, command: string): Promise<Answer> {
  const { stdout, stderr, code } = await place.shell(withProgram(command));
  expect({ command, code }, stderr).toEqual({ command, code: 0 });
  const answer = JSON.parse(stdout) as Answer;
  expect(answer.steps.at(-1)?.outcome).toBe(answer.enabled ? "on" : "off");
  return answer;
}

/** Options are read in front of `--` only. */
function withProgram(command: string): string {
  return command.replace(/^(ff \S+)(.* -- .*) --json$/, "$1 --json$2");
}

/** In a terminal of 80 columns; with `| cat`, in a pipe. */
async function play(place: Place, command: string): Promise<string> {
  if (command.endsWith("| cat")) {
    const { stdout, stderr } = await place.shell(command);
    return stderr + stdout;
  }
  const [, variables = "", typed = ""] = /^((?:\w+=\S+ )*)ff (.*)$/.exec(command) ?? [];
  const env = Object.fromEntries(variables.split(" ").map((pair) => pair.split("=") as [string, string]));
  const { screen } = await inTerminal(place, await wordsOf(place, typed), { env: { NO_COLOR: "1", ...env } });
  return screen;
}

/** The words as bash takes them apart. */
async function wordsOf(place: Place, typed: string): Promise<string[]> {
  const { stdout } = await place.shell(`printf '%s\\0' ${typed}`);
  return stdout.split("\0").slice(0, -1);
}
