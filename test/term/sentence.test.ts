import { expect, it } from "vitest";

import { sentence } from "../../src/term/sentence.js";

const narrow = { isTTY: true, width: 20 };

it("sets a sentence in lines of the terminal, between words", async () => {
  expect(await sentence("new_dashboard is on for user123", narrow)).toBe("new_dashboard is on\nfor user123\n");
  expect(await sentence("dark_mode is for the testers and off for all", narrow)).toBe(
    "dark_mode is for the\ntesters and off for\nall\n",
  );
});

it("leaves room for the margin, and begins each line with it", async () => {
  expect(await sentence("created by Ada  enable", narrow, "  ")).toBe("  created by Ada\n  enable\n");
  expect(await sentence("it is on for user123", narrow, "  ")).toBe("  it is on for\n  user123\n");
  expect(await sentence("it is on for all", narrow, "  ")).toBe("  it is on for all\n");
});

it("leaves what fits as it is, spaces and all", async () => {
  expect(await sentence(" created by  Ada now", narrow)).toBe(" created by  Ada now\n");
});

it("gives a word that is too long a line of its own", async () => {
  expect(await sentence("new_dashboard_of_the_shop is on", narrow)).toBe("new_dashboard_of_the_shop\nis on\n");
});

it("counts two columns for a wide character", async () => {
  expect(await sentence("日本語フラグ🚀 is on", narrow)).toBe("日本語フラグ🚀 is on\n");
  expect(await sentence("日本語フラグ🚀 is off", narrow)).toBe("日本語フラグ🚀 is\noff\n");
});

it("counts no column for colours", async () => {
  const on = "\u001b[32mon\u001b[39m";
  expect(await sentence(` dark mode is ${on} now`, narrow)).toBe(` dark mode is ${on} now\n`);
  expect(await sentence(`${on} ${on} ${on} ${on} ${on} ${on} ${on} ${on}`, narrow)).toBe(
    `${on} ${on} ${on} ${on} ${on} ${on} ${on}\n${on}\n`,
  );
});

it("breaks no command, which is to be copied", async () => {
  expect(await sentence("Make one with: ff create new_dashboard --file a.json", narrow)).toBe(
    "Make one with:\nff create new_dashboard --file a.json\n",
  );
  expect(await sentence("it is now on; undo with: ff undo a", narrow)).toBe("it is now on; undo\nwith: ff undo a\n");
});

it("takes for a command only what stands behind a colon, and is of ff", async () => {
  expect(await sentence("dark_mode is off for all of them", narrow)).toBe("dark_mode is off for\nall of them\n");
  expect(await sentence("the state: on for user123 and user456", narrow)).toBe(
    "the state: on for\nuser123 and user456\n",
  );
});

it("leaves it on one line in a pipe", async () => {
  expect(await sentence("new_dashboard is on for user123", { isTTY: false, width: 20 })).toBe(
    "new_dashboard is on for user123\n",
  );
});
