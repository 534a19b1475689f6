import fc from "fast-check";
import { expect, it } from "vitest";

import { insertion, readBashLine } from "../../src/completion/bash-line.js";
import { run } from "../support/program.js";

/** What bash has in COMP_WORDBREAKS unless somebody changed it. */
const breaks = " \t\n\"'@><=;|&(:";

it.each([
  ["ff ", ["ff"], ""],
  ["ff rollout new_", ["ff", "rollout"], "new_"],
  ["ff  show   new_dashboard ", ["ff", "show", "new_dashboard"], ""],
  ["ff show two\\ wo", ["ff", "show"], "two wo"],
  ["ff show 'two words' \"it's", ["ff", "show", "two words"], "it's"],
  ['ff show "a \\"b\\" \\c', ["ff", "show"], 'a "b" \\c'],
  ["ff show 'a\\", ["ff", "show"], "a\\"],
  ["ff list --owner '' ", ["ff", "list", "--owner", ""], ""],
  ["ff --file=a.json show team:ch", ["ff", "--file=a.json", "show"], "team:ch"],
  ["ff list --json > out.json --st", ["ff", "list", "--json"], "--st"],
])("takes %j apart", (line, words, current) => {
  expect(readBashLine(line, breaks)).toMatchObject({ words, current, redirected: false });
});

it.each(["ff list > out", "ff list >out", "ff apply - < chang", "ff list > "])("sees a redirection: %j", (line) => {
  expect(readBashLine(line, breaks)).toMatchObject({ redirected: true });
});

it.each([
  ["ff show te", "team:checkout", "team:checkout"],
  ["ff show team:", "team:checkout", "checkout"],
  ["ff show team:ch", "team:checkout", "checkout"],
  ["ff show team\\:ch", "team:checkout", "team:checkout"],
  ["ff show 'team:ch", "team:checkout", "team:checkout"],
  ["ff list --strategy=pe", "--strategy=percentage", "percentage"],
  ["ff show two\\ ", "two words", "two\\ words"],
  ["ff show 'two ", "two words", "two words"],
  ["ff show two' ", "two words", " words"],
  ["ff show 'two 'w", "two words", "two\\ words"],
  ["ff show tw'o 'w", "two words", "two\\ words"],
  ["ff show 'it", "it's new", "it'\\''s new"],
  ['ff show "$', "$HOME!", '\\$HOME"\\!""'],
  ["ff show ", "größe", "größe"],
  ["ff show ", "~a", "\\~a"],
])("on %j, %j goes in as %j", (typed, value, inserted) => {
  expect(insertion(value, readBashLine(typed, breaks))).toBe(inserted);
});

/** Everything that means something to bash, and some that does not. */
const letters = Array.from(` !"#$%&'()*+,-./09:;<=>?@AZ[\\]^_\`az{|}~é機🚀`);

it("bash reads every inserted name as that name", async () => {
  const names = fc.sample(fc.string({ unit: fc.constantFrom(...letters), minLength: 1 }), 300);
  const quotes = ["", "'", '"'] as const;
  const typed = names.flatMap((name) =>
    quotes.map((quote) => {
      const text = insertion(name, { standing: 0, quote });
      // As readline does it: the closing quote, unless the text seems to have it.
      return quote + text + (text.endsWith(quote) ? "" : quote);
    }),
  );
  const { stdout } = await run(["bash", "--norc", "-c", typed.map((word) => `printf '%s\\n' ${word}`).join("\n")], {
    cwd: import.meta.dirname,
    env: { PATH: process.env["PATH"], LANG: "C.UTF-8" },
  });
  expect(stdout.split("\n").slice(0, -1)).toEqual(names.flatMap((name) => quotes.map(() => name)));
});
