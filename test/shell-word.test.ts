import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

import { shellWord } from "../src/shell-word.js";
import { names, unsafe } from "./term/views.js";

it.each([
  ["new_dashboard", "new_dashboard"],
  ["two words", "'two words'"],
  ["it's", "'it'\\''s'"],
  ["", "''"],
  ["日本", "'日本'"],
])("%j → %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
});

it("arrives in a shell as it was, and is shown safely", () => {
  const texts = [...names.filter((name) => name.isWellFormed()), "$(id)", "a'b\\n\u001b", "\u009b1", "~", "*"];
  for (const text of texts) {
    expect(shellWord(text)).not.toMatch(unsafe);
    const echoed = execFileSync("bash", ["--norc", "-c", `printf %s ${shellWord(text)}`], {
      env: { LC_ALL: "C.UTF-8" },
    });
    expect(echoed.toString()).toBe(text);
  }
});
