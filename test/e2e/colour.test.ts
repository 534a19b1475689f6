import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

// eslint-disable-next-line no-control-regex -- looks for the codes of colours
const coloured = /\u001b\[[\d;]*m/;

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard", { strategy: "all" })]));
  return place;
}

type Env = Record<string, string | undefined>;

const terminalCases: readonly (readonly [name: string, words: string[], env: Env, colour: boolean])[] = [
  ["a terminal", [], {}, true],
  ["TERM is not set", [], { TERM: undefined }, true],
  ["--no-color", ["--no-color"], {}, false],
  ["--no-color over FORCE_COLOR", ["--no-color"], { FORCE_COLOR: "3" }, false],
  ["NO_COLOR", [], { NO_COLOR: "1" }, false],
  ["an empty NO_COLOR", [], { NO_COLOR: "" }, true],
  ["NO_COLOR over FORCE_COLOR", [], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ["FORCE_COLOR=0", [], { FORCE_COLOR: "0" }, false],
  ["TERM=dumb", [], { TERM: "dumb" }, false],
  ["CI", [], { CI: "true" }, true],
];

const pipeCases: readonly (readonly [name: string, words: string[], env: Env, colour: boolean])[] = [
  ["a pipe", [], {}, false],
  ["FORCE_COLOR", [], { FORCE_COLOR: "1" }, true],
  ["CLICOLOR_FORCE", [], { CLICOLOR_FORCE: "1" }, true],
  ["CLICOLOR_FORCE=0", [], { CLICOLOR_FORCE: "0" }, false],
  ["--no-color over CLICOLOR_FORCE", ["--no-color"], { CLICOLOR_FORCE: "1" }, false],
  ["NO_COLOR over FORCE_COLOR", [], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ["COLORTERM", [], { COLORTERM: "truecolor", TERM: "xterm-256color" }, false],
];

/** A table, a result in words, help and an error: what is drawn by different hands. */
const drawings = [["list"], ["check", "new_dashboard"], ["list", "--help"], ["show", "nope"]];

describe("in a terminal", () => {
  it.each(terminalCases)("%s", async (_name, words, env, colour) => {
    const place = placeWithFlags();
    const sessions = await Promise.all(drawings.map((drawing) => inTerminal(place, [...drawing, ...words], { env })));
    expect(sessions.map(({ raw }) => coloured.test(raw))).toEqual(drawings.map(() => colour));
  });
});

describe("elsewhere", () => {
  it.each(pipeCases)("%s", async (_name, words, env, colour) => {
    const place = placeWithFlags();
    // A piped table has no colour, whatever is asked for: scripts read its cells.
    const ended = await Promise.all(drawings.slice(1).map((drawing) => place.ff([...drawing, ...words], { env })));
    expect(ended.map(({ stdout, stderr }) => coloured.test(stdout + stderr))).toEqual(ended.map(() => colour));
    expect((await place.ff(["list", ...words], { env })).stdout).not.toMatch(coloured);
  });
});

describe("each stream for itself", () => {
  it("a result in a pipe is plain while notes and errors are not", async () => {
    const place = placeWithFlags();
    const note = await inTerminal(place, ["rollout", "other", "5"], { streams: ["stdin", "stderr"] });
    expect(note.stdout).toContain("created other");
    expect(note.stdout).not.toMatch(coloured);
    expect(note.raw).toMatch(coloured);
  });

  it("a result in a terminal is coloured while errors in a file are not", async () => {
    const place = placeWithFlags();
    const { raw, stderr } = await inTerminal(place, ["rollout", "other", "5"], { streams: ["stdin", "stdout"] });
    expect(raw).toMatch(coloured);
    expect(stderr).toMatch(/^note: /);
    expect(stderr).not.toMatch(coloured);
  });
});

it("JSON is never coloured", async () => {
  const place = placeWithFlags();
  const env = { FORCE_COLOR: "3" };
  const [list, failure] = await Promise.all([
    inTerminal(place, ["list", "--json"], { env }),
    inTerminal(place, ["show", "nope", "--json"], { env }),
  ]);
  expect(list.raw + failure.raw).not.toMatch(coloured);
});
