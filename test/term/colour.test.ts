import { describe, expect, it } from "vitest";

import { decideColour } from "../../src/term/colour.js";
import { loadPaint } from "../../src/term/style.js";
import { decideUnicode } from "../../src/term/unicode.js";

describe("decideColour", () => {
  it.each([
    ["a terminal", {}, true, undefined, 1],
    ["a pipe", {}, false, undefined, 0],
    ["--no-color beats everything", { FORCE_COLOR: "3" }, true, false, 0],
    ["an option that was not given, as a parser sets it", {}, false, true, 0],
    ["NO_COLOR", { NO_COLOR: "1" }, true, undefined, 0],
    ["an empty NO_COLOR is none", { NO_COLOR: "" }, true, undefined, 1],
    ["NO_COLOR beats FORCE_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, undefined, 0],
    ["FORCE_COLOR in a pipe", { FORCE_COLOR: "1" }, false, undefined, 1],
    ["FORCE_COLOR names a level", { FORCE_COLOR: "2" }, false, undefined, 2],
    ["FORCE_COLOR names the highest level", { FORCE_COLOR: "3", TERM: "dumb" }, false, undefined, 3],
    [
      "FORCE_COLOR by word takes the terminal's level",
      { FORCE_COLOR: "true", COLORTERM: "truecolor" },
      false,
      undefined,
      3,
    ],
    ["FORCE_COLOR=0 turns off", { FORCE_COLOR: "0" }, true, undefined, 0],
    ["FORCE_COLOR=0 beats CLICOLOR_FORCE", { FORCE_COLOR: "0", CLICOLOR_FORCE: "1" }, true, undefined, 0],
    ["an empty FORCE_COLOR is none", { FORCE_COLOR: "" }, false, undefined, 0],
    ["CLICOLOR_FORCE in a pipe", { CLICOLOR_FORCE: "1" }, false, undefined, 1],
    ["CLICOLOR_FORCE=0 says nothing", { CLICOLOR_FORCE: "0" }, false, undefined, 0],
    ["a dumb terminal", { TERM: "dumb" }, true, undefined, 0],
    ["CLICOLOR_FORCE beats a dumb terminal", { CLICOLOR_FORCE: "1", TERM: "dumb" }, false, undefined, 1],
    ["256 colours", { TERM: "xterm-256color" }, true, undefined, 2],
    ["all colours", { TERM: "xterm-256color", COLORTERM: "truecolor" }, true, undefined, 3],
    ["CI has no say in a pipe", { CI: "true", GITHUB_ACTIONS: "true" }, false, undefined, 0],
    ["CI has no say at a terminal", { CI: "true" }, true, undefined, 1],
  ])("%s", (_name, env, isTTY, option, level) => {
    expect(decideColour({ option, env, isTTY })).toBe(level);
  });
});

describe("decideUnicode", () => {
  it.each([
    [{ LANG: "en_US.UTF-8" }, true],
    [{ LANG: "C.utf8" }, true],
    [{ LANG: "C" }, false],
    [{}, false],
    [{ LC_ALL: "C", LANG: "en_US.UTF-8" }, false],
    [{ LC_ALL: "", LC_CTYPE: "UTF-8", LANG: "C" }, true],
    [{ TERM: "dumb", LANG: "en_US.UTF-8" }, false],
    [{ WT_SESSION: "1" }, true],
  ])("%j → %s", (env, unicode) => {
    expect(decideUnicode(env)).toBe(unicode);
  });
});

describe("loadPaint", () => {
  it("leaves text alone at level 0", async () => {
    const paint = await loadPaint(0);
    expect(Object.values(paint).map((colour: (text: string) => string) => colour("on"))).toEqual(Array(8).fill("on"));
  });

  it("colours at the other levels, whatever the streams of this process are", async () => {
    expect((await loadPaint(1)).green("on")).toBe("\u001b[32mon\u001b[39m");
  });

  it("takes one argument only", async () => {
    expect(["a", "b"].map((await loadPaint(1)).red)).toEqual(["\u001b[31ma\u001b[39m", "\u001b[31mb\u001b[39m"]);
  });
});
