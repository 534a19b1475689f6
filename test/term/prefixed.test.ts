import { expect, it } from "vitest";

import { prefixed } from "../../src/term/prefixed.js";

const plain = (text: string): string => text;
const message = "flag checkout_flow was changed outside ff\nits owner is growth";

it("sets long lines in lines of the terminal, between words and below the first", async () => {
  expect(await prefixed("note: ", message, plain, { isTTY: true, width: 30 })).toEqual([
    "note: flag checkout_flow was",
    "      changed outside ff",
    "      its owner is growth",
  ]);
});

it("leaves lines whole where they fit, spaces and all, and in a pipe however long they are", async () => {
  const spaced = "took  two  spaces";
  expect(await prefixed("note: ", spaced, plain, { isTTY: true, width: 80 })).toEqual([`note: ${spaced}`]);
  expect(await prefixed("note: ", message, plain, { isTTY: false, width: 30 })).toEqual([
    "note: flag checkout_flow was changed outside ff",
    "      its owner is growth",
  ]);
});

it("breaks no command behind a colon, which is to be copied", async () => {
  const hint = "see what there is: ff list --state damaged --file other.json";
  expect(await prefixed("hint: ", hint, plain, { isTTY: true, width: 30 })).toEqual([
    "hint: see what there is:",
    "      ff list --state damaged --file other.json",
  ]);
});

it("escapes what it says", async () => {
  expect(await prefixed("note: ", "\u001b[2J用户", plain, { isTTY: true, width: 80 })).toEqual([
    "note: \\u001b[2J用户",
  ]);
});
