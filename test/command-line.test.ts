import { expect, it } from "vitest";

import { commandLine, type NextCommand } from "../src/command-line.js";

it.each<[NextCommand, string | null, string]>([
  [{ name: "list" }, null, "ff list"],
  [{ name: "undo", words: ["my flag"] }, "a b.json", "ff undo 'my flag' --file 'a b.json'"],
  [{ name: "update", words: ["-x"], options: ["…"] }, "f.json", "ff update … --file f.json -- -x"],
  [{ name: "list", options: ["--state", "damaged"] }, "-f.json", "ff list --state damaged --file=-f.json"],
  [{ name: "init", file: "other.json" }, "f.json", "ff init --file other.json"],
])("%j on %s is typed %s", (command, fileOption, typed) => {
  expect(commandLine(command, fileOption)).toBe(typed);
});
