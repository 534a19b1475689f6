import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { lacksTmux, type Screen } from "../support/screen.js";
import { openShell } from "../support/shells.js";

const text = flagsText([
  flag("checkout_flow", { strategy: "all" }),
  flag("new_dashboard", { strategy: "percentage", percentage: 10 }),
  flag("old_banner"),
]);

/** A place with flags, and a shell in a terminal there. */
async function sitDown(): Promise<{ place: Place; screen: Screen }> {
  const place = makePlace();
  place.write(flagsFile, text);
  place.write("release.json", '{"changes": [{"op": "disable", "flag": "checkout_flow"}]}');
  const { screen } = await openShell(place, "bash", { name: "plain", rc: "" });
  return { place, screen };
}

/** Types a line and presses Enter. */
async function enter(screen: Screen, line: string): Promise<void> {
  await screen.type(line);
  await screen.press("Enter");
}

/** The exit code, once the shell has its prompt again. */
async function exitCode(screen: Screen): Promise<string> {
  await screen.until((shown) => shown.endsWith("\n>"));
  await enter(screen, "echo exit code: $?");
  const shown = await screen.until((now) => /^exit code: \d+$/m.test(now));
  return /^exit code: (\d+)$/m.exec(shown)?.[1] ?? "";
}

const flagsOf = (place: Place): unknown => JSON.parse(place.read(flagsFile));

describe.skipIf(lacksTmux())("a person at a terminal", () => {
  it("rolls out a flag found by a part of its name", async () => {
    const { place, screen } = await sitDown();
    await enter(screen, "ff rollout");
    await screen.shows("Which flag?", "❯ checkout_flow", "everybody");
    await screen.type("dash");
    const narrowed = await screen.shows("❯ new_dashboard", "10% of users");
    expect(narrowed).not.toContain("checkout_flow");
    await screen.press("Enter");
    await screen.shows("What percentage of users?");
    await enter(screen, "250");
    await screen.shows("250 is not a percentage");
    await screen.press("BSpace");
    await screen.until((shown) => !shown.includes("250"));
    await screen.press("Enter");
    await screen.shows("1,468 of 10,000", "synthetic ids gain it", "Go ahead? (y/N)");
    await enter(screen, "y");
    await screen.shows("updated new_dashboard", "15% more of the users get it; nobody who has it loses it");
    expect(await exitCode(screen)).toBe("0");
    expect(flagsOf(place)).toMatchObject({ new_dashboard: { percentage: 25 } });
  });

  it("makes a flag", async () => {
    const { place, screen } = await sitDown();
    await enter(screen, "ff create");
    await screen.shows("Name of the new flag?");
    await enter(screen, "checkout_flow");
    await screen.shows("exists already");
    await enter(screen, "_2");
    await screen.shows("Who gets it?", "❯ none");
    await screen.press("Down", "Down");
    await screen.shows("❯ percentage");
    await screen.press("Enter");
    await screen.shows("What percentage of users?");
    await enter(screen, "5");
    await screen.shows("Go ahead? (y/N)");
    await enter(screen, "y");
    await screen.shows("created checkout_flow_2");
    expect(await exitCode(screen)).toBe("0");
    expect(flagsOf(place)).toMatchObject({ checkout_flow_2: { strategy: "percentage", percentage: 5 } });
  });

  it("is asked before a flag is deleted, and Enter alone is a no", async () => {
    const { place, screen } = await sitDown();
    await enter(screen, "ff delete old_banner");
    await screen.shows("Delete old_banner (nobody)? (y/N)");
    await screen.press("Enter");
    await screen.shows("Cancelled, nothing changed");
    expect(await exitCode(screen)).toBe("130");
    expect(place.read(flagsFile)).toBe(text);
  });

  it("names a changes file, again until it can be read", async () => {
    const { place, screen } = await sitDown();
    await enter(screen, "ff apply");
    await screen.shows("Which changes file?");
    await enter(screen, "relaese.json");
    await screen.shows("there is no file relaese.json");
    await screen.press("C-u");
    await enter(screen, "release.json");
    await screen.shows("Go ahead? (y/N)");
    await enter(screen, "y");
    await screen.shows("updated checkout_flow");
    expect(await exitCode(screen)).toBe("0");
    expect(flagsOf(place)).toMatchObject({ checkout_flow: { strategy: "none" } });
  });

  it("chooses the shell whose completion is printed", async () => {
    const { screen } = await sitDown();
    await enter(screen, "ff completion");
    await screen.shows("❯ bash");
    await screen.type("fi");
    await screen.until((shown) => shown.includes("❯ fish") && !shown.includes("bash"));
    await screen.press("Enter");
    await screen.shows("complete -c ff");
    expect(await exitCode(screen)).toBe("0");
  });

  it.each([
    ["ff rollout", ["Which flag?"]],
    ["ff rollout", ["❯ checkout_flow", "What percentage"]],
    ["ff pause", ["❯ checkout_flow", "Go ahead?"]],
    ["ff create", ["Name of the new flag?"]],
    ["ff update old_banner", ["Which field?"]],
    ["ff delete old_banner", ["(y/N)"]],
    ["ff apply", ["Which changes file?"]],
    ["ff ab-test old_banner", ["Which variants"]],
  ])("cancels %s with Ctrl-C at any question", async (typed, questions) => {
    const { place, screen } = await sitDown();
    await enter(screen, typed);
    for (const [index, question] of questions.entries()) {
      await screen.shows(question);
      await screen.press(index < questions.length - 1 ? "Enter" : "C-c");
    }
    const shown = await screen.shows("Cancelled, nothing changed");
    expect(shown).not.toContain("error");
    expect(await exitCode(screen)).toBe("130");
    expect(place.read(flagsFile)).toBe(text);
  });
});
