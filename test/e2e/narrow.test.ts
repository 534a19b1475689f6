import { expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

const typed = [
  "log",
  "show dashboard",
  "show nothing",
  "list --file empty.json",
  "check dashboard --user ada.lovelace",
  "check --all --user ada.lovelace",
  "simulate dashboard",
  "overlap dashboard checkout",
  "diff other.json --users 10",
  `diff ./${flagsFile}`,
  "validate bad.json",
  "pause dashboard --dry-run --preview 10",
  "rollout dashboard 30",
  "delete dashboard checkout --dry-run",
] as const;

it.each([80, 40])(
  "in a terminal of %i columns no line is left to it that has a space to break at",
  async (columns) => {
    const place = makePlace();
    const people = ["ada@company.com", "grace@company.com", "alan@company.com", "linus@company.com"];
    const flags = [flag("checkout", { strategy: "user_list", user_ids: people }), flag("dashboard")];
    place.write(flagsFile, flagsText(flags));
    place.write("other.json", flagsText([flag("checkout"), flag("dashboard")]));
    place.write("empty.json", "{}");
    place.write("bad.json", flagsText([flag("dashboard", { percentage: 200, email_domains: ["@company.com"] })]));
    const env = { FF_ACTOR: "Ada Lovelace", NO_COLOR: "1" };
    await place.ff(
      ["rollout", "dashboard", "30", "--reason", "the error rate stayed low for two days, as was agreed"],
      { env },
    );
    const sessions = await Promise.all(typed.map((words) => inTerminal(place, words.split(" "), { columns, env })));
    const lines = sessions.flatMap(({ screen }) => screen.split("\n"));
    const long = lines.filter((line) => Array.from(line).length > columns);
    // Commands and what is hashed are to be copied.
    expect(long.filter((line) => !/^ *(\w+: +)?(md5\(|ff )/.test(line))).toEqual([]);
  },
  60_000,
);

it("a path and a command are never broken", async () => {
  const place = makePlace();
  place.write("flags of the shop/new.json", flagsText([flag("dashboard", { strategy: "all" })]));
  const words = ["pause", "dashboard", "--file", "flags of the shop/new.json", "--no-input"];
  const { screen } = await inTerminal(place, words, { columns: 30 });
  expect(screen).toContain("  file:    flags of the shop/new.json\n");
  expect(screen).toContain("  undo:    ff undo dashboard --file 'flags of the shop/new.json'\n");
});
