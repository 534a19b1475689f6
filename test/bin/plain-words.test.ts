import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { splitAnyWords } from "../../bin/commander.js";
import { globalOptions } from "../../bin/globals.js";
import { notationOf } from "../../bin/notation.js";
import { splitPlainWords } from "../../bin/plain-words.js";
import { registry } from "../../commands/registry.js";
import type { AnyCommand, OptionSpec } from "../../src/command.js";

interface Declared {
  readonly name: string;
  readonly command: AnyCommand;
  /** The command's own, and those of every command. */
  readonly options: readonly OptionSpec[];
}

let commands: readonly Declared[];

beforeAll(async () => {
  commands = await Promise.all(
    registry.map(async ({ name, load }) => {
      const { command } = await load();
      return { name, command, options: [...command.options, ...globalOptions] };
    }),
  );
});

/** What people, scripts and accidents put on a command line, for a command of these options. */
function wordsFor(options: readonly OptionSpec[]): fc.Arbitrary<string[]> {
  const name = fc.constantFrom(...options.flatMap((spec) => notationOf(spec).names));
  const value = fc.constantFrom(
    "new_dashboard",
    "",
    "10",
    "a,b",
    "A=50",
    "-",
    "-5",
    "-.5",
    "-1e3",
    "--",
    "日本",
    " x ",
    "=",
  );
  const odd = fc.constantFrom(
    "--unknown",
    "--unknown=1",
    "-x",
    "-nq",
    "-qn",
    "-q5",
    "--no-reason",
    "--js",
    "---",
    "-=",
  );
  const word = fc.oneof(
    { weight: 4, arbitrary: value },
    { weight: 6, arbitrary: name },
    { weight: 2, arbitrary: fc.tuple(name, value).map(([option, text]) => `${option}=${text}`) },
    { weight: 1, arbitrary: fc.tuple(name, value).map(([option, text]) => option + text) },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: fc.string() },
  );
  return fc.array(word, { maxLength: 7 });
}

/** What commander makes of the words; null where it refuses them. */
function judged(words: readonly string[], options: readonly OptionSpec[], upToName: boolean): unknown {
  try {
    return splitAnyWords(words, options, upToName);
  } catch {
    return null;
  }
}

describe("words that are split without commander", () => {
  it.each([
    ["behind the name", false],
    ["in front of it", true],
  ])("come out as commander has them, for every command: %s", (_where, upToName) => {
    let plain = 0;
    for (const { options } of commands)
      fc.assert(
        fc.property(wordsFor(options), (words) => {
          const split = splitPlainWords(words, options, upToName);
          if (split === undefined) return;
          plain++;
          expect(split).toStrictEqual(judged(words, options, upToName));
        }),
        { numRuns: 300 },
      );
    // Had all been left to commander, nothing would have been compared.
    expect(plain).toBeGreaterThan(50 * commands.length);
  });

  it("are all those of the examples in the help", () => {
    for (const { name, command } of commands)
      for (const [typed] of command.examples) {
        const [, called = "", ...words] = /^ff [^|&>]*/.exec(typed)?.[0].trim().split(" ") ?? [];
        const { options } = commands.find((other) => other.name === called) ?? { options: [] };
        expect(splitPlainWords(words, options, false), `${name}: ${typed}`).toBeDefined();
      }
  });

  it.each([
    ["an option that is not there", ["--usr", "ada"]],
    ["a value that lacks", ["new_dashboard", "--user"]],
    ["a value where none is taken", ["--json=yes"]],
    ["letters behind one dash", ["-nq"]],
    ["a value behind a short option", ["-q5"]],
    ["a negative number", ["rollout", "-5"]],
  ])("leave %s to commander", (_what, words) => {
    const user: OptionSpec = { flags: "--user <id>", description: "" };
    expect(splitPlainWords(words, [user, ...globalOptions], false)).toBeUndefined();
  });
});

describe("a value that was tied to its option", () => {
  const options: OptionSpec[] = [
    { flags: "--tier <tier>", description: "" },
    { flags: "--meta <pair>", description: "", repeatable: true },
    ...globalOptions,
  ];
  const words = ["flag", "--tier=-q", "--meta=a=1", "--meta", "b=2", "--file", "--tier=x", "-n=1"];
  const tied = { tier: ["-q"], meta: ["a=1"] };
  const typed = { tier: "-q", meta: ["a=1", "b=2"], file: "--tier=x" };

  it("is told from one that stood by itself", () => {
    expect(splitPlainWords(words.slice(0, -1), options, false)).toEqual({
      words: ["flag"],
      unknown: [],
      options: typed,
      tied,
    });
  });

  it("and by commander too, which leaves the other words as they were", () => {
    expect(splitAnyWords([...words, "--other=1"], options, false)).toEqual({
      words: ["flag"],
      unknown: ["-n=1", "--other=1"],
      options: typed,
      tied,
    });
  });
});

describe("an option's notation", () => {
  it.each([
    ["-n, --dry-run", { names: ["-n", "--dry-run"], key: "dryRun", takesValue: false, negates: false }],
    ["--lock-timeout <seconds>", { names: ["--lock-timeout"], key: "lockTimeout", takesValue: true, negates: false }],
    ["--no-color", { names: ["--no-color"], key: "color", takesValue: false, negates: true }],
  ])("%s", (flags, expected) => {
    expect(notationOf({ flags })).toEqual({ ...expected, isRepeatable: false });
  });
});
