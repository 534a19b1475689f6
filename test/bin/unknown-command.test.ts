import { expect, it } from "vitest";

import { otherWords, unknownCommand } from "../../bin/unknown-command.js";
import { registrationOf } from "../../commands/registry.js";

it("other words stand for commands that there are, and are none themselves", () => {
  for (const [command, words] of Object.entries(otherWords)) {
    expect(registrationOf(command)?.name).toBe(command);
    for (const word of words) expect(registrationOf(word)).toBeUndefined();
  }
});

it.each([
  ["remove", "did you mean ff delete?"],
  ["add", "did you mean ff create?"],
  ["set", "did you mean ff update?"],
  ["on", "did you mean ff enable?"],
  ["off", "did you mean ff disable?"],
  ["KILL", "did you mean ff disable?"],
  ["get", "did you mean ff show?"],
  ["status", "did you mean ff list or ff show?"],
  ["evaluate", "did you mean ff check?"],
  ["explain", "did you mean ff check?"],
  ["history", "did you mean ff log?"],
  ["revert", "did you mean ff undo?"],
  // Nearer to rollout, by its letters.
  ["rollback", "did you mean ff undo?"],
  ["resum", "did you mean ff resume?"],
  ["constructor", "see the commands: ff help"],
])("%s: %s", (word, hint) => {
  expect(unknownCommand(word)).toMatchObject({ code: "USAGE", hint });
});

it("resume is not meant by rename, which no command does", () => {
  expect(unknownCommand("rename").hint).not.toContain("did you mean");
});
