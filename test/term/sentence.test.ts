import { expect, it } from "vitest";

import { sentence } from "../../src/term/sentence.js";

const narrow = { isTTY: true, width: 20 };

it("sets a sentence in lines of the terminal, between words", async () => {
  expect(await sentence("new_dashboard is on for user123", narrow)).toBe("new_dashboard is on\nfor user123\n");
  expect(await sentence("created by Ada  enable", narrow, "  ")).toBe("  created by Ada\n  enable\n");
});

it("counts no column for colours", async () => {
  const on = "\u001b[32mon\u001b[39m";
  expect(await sentence(`dark_mode is ${on} here`, narrow)).toBe(`dark_mode is ${on} here\n`);
  expect(await sentence(`${on} ${on} ${on} ${on} ${on} ${on} ${on} ${on}`, narrow)).toBe(
    `${on} ${on} ${on} ${on} ${on} ${on} ${on}\n${on}\n`,
  );
});

it("breaks no command, which is to be copied", async () => {
  expect(await sentence("Make one with: ff create new_dashboard --file a.json", narrow)).toBe(
    "Make one with:\nff create new_dashboard --file a.json\n",
  );
});

it("leaves it on one line in a pipe", async () => {
  expect(await sentence("new_dashboard is on for user123", { isTTY: false, width: 20 })).toBe(
    "new_dashboard is on for user123\n",
  );
});
