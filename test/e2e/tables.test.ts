import stringWidth from "string-width";
import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";
import { names, unsafe } from "../term/views.js";

function placeWith(keys: readonly string[]): Place {
  const place = makePlace();
  const tricky = {
    strategy: "user_tier",
    user_tiers: ["プロ", "\u001b[2J"],
    metadata: { owner: "\u009b31m🫠", "a\tb": "\u202egnp" },
  } as const;
  place.write(flagsFile, flagsText(keys.map((key) => flag(key, tricky))));
  return place;
}

function framed(screen: string): string[] {
  return screen.split("\n").filter((line) => /^[│╭├╰]/.test(line));
}

describe.each([40, 80, 120])("a table in %i columns", (columns) => {
  it("fits, with every row in one line and all lines aligned", async () => {
    const { screen, code } = await inTerminal(placeWith(names), ["list"], { columns });
    const lines = framed(screen);
    expect(code).toBe(0);
    expect(lines).toHaveLength(names.length + 4);
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
    expect(stringWidth(lines[0] ?? "")).toBeLessThanOrEqual(columns);
  });

  it("names the columns that it drops", async () => {
    const { screen } = await inTerminal(placeWith(["new_dashboard"]), ["list"], { columns });
    const all = ["name", "state", "strategy", "who gets it", "updated (UTC)", "owner"];
    const [, head = ""] = framed(screen);
    const shown = head
      .split("│")
      .map((cell) => cell.trim())
      .filter((cell) => cell !== "");
    const footer = screen
      .split("\n")
      .filter((line) => !/^[│╭├╰]/.test(line))
      .join(" ");
    expect(footer.includes("not shown")).toBe(shown.length < all.length);
    for (const header of all) expect(shown.includes(header) || footer.includes(header), header).toBe(true);
  });
});

it("a very narrow terminal still gets names and states", async () => {
  const place = placeWith(["new_dashboard"]);
  const [table, show, check, help, failure] = await Promise.all(
    [["list"], ["show", "new_dashboard"], ["check", "new_dashboard"], ["--help"], ["show", "nope"]].map((words) =>
      inTerminal(place, words, { columns: 20 }),
    ),
  );
  expect(framed(table?.screen ?? "").map((line) => stringWidth(line))).toEqual([20, 20, 20, 20, 20]);
  expect([show, check, help, failure].map((session) => session?.code)).toEqual([0, 0, 0, 3]);
});

it("a terminal without Unicode gets lines of ASCII", async () => {
  const { screen } = await inTerminal(placeWith(["new_dashboard"]), ["list"], { env: { LANG: "C" } });
  expect(screen).toContain("| new_dashboard |");
  expect(screen).not.toMatch(/[│╭├╰█░]/);
});

it("a table of a thousand rows is drawn like a short one", async () => {
  const keys = Array.from({ length: 1000 }, (_, index) => `flag_${index}`);
  const { screen } = await inTerminal(placeWith(keys), ["list"]);
  expect(screen.match(/^│ flag_\d+ +│ partial │.*│$/gm)).toHaveLength(1000);
});

describe("nothing from the file or the command line reaches the terminal raw", () => {
  const place = (): Place => placeWith(names.filter((name) => name.isWellFormed()));
  const tricky = "\u001b[31mred\u001b[0m";

  it.each([
    ["list", ["list"]],
    ["list as JSON", ["list", "--json"]],
    ["show", ["show", tricky]],
    ["check", ["check", tricky, "--user", "\u001b[7mu"]],
    ["check as JSON", ["check", tricky, "--user", "\u009bu", "--json"]],
    ["a mutation", ["update", tricky, "--owner", "\u202eevil", "--meta", "k\u0007=\u001b]0;title\u0007"]],
    ["a deletion tried out", ["delete", tricky, "--dry-run"]],
    ["an unknown flag", ["show", "\u001b[31mnope"]],
    ["an unknown command", ["\u001b[31mnope"]],
    ["an unknown option", ["list", "--\u001b[31mnope"]],
    ["a file that is not there", ["list", "--file", "\u001b[31mnope"]],
    ["a refused value", ["rollout", "new_dashboard", "\u001b[31m5"]],
  ])("%s", async (_name, words) => {
    const { stdout, stderr } = await place().ff(words);
    const lines = `${stdout}${stderr}`.split("\n").map((line) => line.replaceAll("\t", ""));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
  });

  it("history", async () => {
    const used = place();
    await used.ff(["pause", tricky, "--reason", "\u001b[2Jcleared"], { env: { FF_ACTOR: "\u001b[31mme" } });
    const ended = await Promise.all([used.ff(["log"]), used.ff(["log", "--json"])]);
    const lines = ended.flatMap(({ stdout }) => stdout.split("\n")).map((line) => line.replaceAll("\t", ""));
    expect(lines.join("\n")).toContain("\\u001b[2Jcleared");
    expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
    // In a terminal, where colours are added, by what the text says itself.
    expect((await inTerminal(used, ["log"], { env: { NO_COLOR: "1" } })).raw).not.toContain("\u001b");
  });
});

it.each(["list", "check --all --user ada", "check --all --users 3", "diff none.json"])(
  "ff %s: a flag without a name is a pair of quotes",
  async (typed) => {
    const place = makePlace();
    place.write("none.json", "{}");
    place.write(flagsFile, '{"": {"name": "", "enabled": true, "strategy": "all"}}');
    const { stdout } = await place.ff(typed.split(" "));
    expect(stdout).toMatch(/(^|\t)""\t/m);
  },
);
