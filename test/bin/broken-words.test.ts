import { describe, expect, it } from "vitest";

import { refuseBrokenWords } from "../../bin/broken-words.js";
import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace } from "../support/program.js";

describe("words with U+FFFD", () => {
  function refusal(words: readonly string[], commandLine: string | null): string | undefined {
    const place = makePlace();
    // A character for each byte.
    if (commandLine !== null) place.write("cmdline", Buffer.from(commandLine, "latin1"));
    try {
      refuseBrokenWords(words, place.path("cmdline"));
    } catch (error) {
      return String(error);
    }
    return undefined;
  }

  it("are taken where that is what was typed", () => {
    expect(refusal(["show", "caf\ufffd"], "node\0ff\0show\0caf\xef\xbf\xbd\0")).toBeUndefined();
  });

  it("are refused, all together, where the bytes are not UTF-8", () => {
    const words = ["create", "caf\ufffd", "", "--owner=\ufffd", "\ufffd"];
    const said = refusal(words, "node\0--no-warnings\0ff\0create\0caf\xe9\0\0--owner=\xe9\0\xef\xbf\xbd\0");
    expect(said).toContain('not UTF-8: "caf\ufffd", "--owner=\ufffd"');
    expect(said).not.toContain('=\ufffd", ');
  });

  it("are refused where the system does not give the bytes", () => {
    expect(refusal(["show", "caf\ufffd", "--json"], null)).toMatch(/can't be told apart here: "caf\ufffd"$/);
  });
});

describe.runIf(process.platform === "linux")("ff with bytes that are not UTF-8", () => {
  it.each([
    "create $'caf\\xe9'",
    "check --all --user $'\\xe9'",
    "enable-users one $'a\\xff'",
    "list --file $'\\xe9.json'",
  ])("ff %s is refused", async (typed) => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("one")]));
    const before = place.read(flagsFile);
    const { stdout, stderr, code } = await place.shell(`ff ${typed}`);
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toMatch(/^error: not UTF-8: ".*\ufffd/);
    expect(place.read(flagsFile)).toBe(before);
  });

  it("a flag that is really called so can be deleted", async () => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("caf\ufffd")]));
    expect((await place.shell("ff delete $'caf\\xef\\xbf\\xbd' --yes")).code).toBe(0);
    expect(place.read(flagsFile)).not.toContain("caf");
  });
});
