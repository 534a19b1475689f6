import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal, keys } from "../support/terminal.js";

const text = flagsText([
  flag("checkout_flow", { strategy: "all" }),
  flag("new_dashboard", { strategy: "percentage", percentage: 10 }),
]);

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(flagsFile, text);
  return place;
}

const whichFlag = ["❯ checkout_flow", keys.down] as const;

it("a person who is to type the users is told so, and which key ends them", async () => {
  const { screen, code } = await inTerminal(placeWithFlags(), ["rollout", "new_dashboard", "66", "--preview", "-"], {
    steps: [["reading standard input: Ctrl-D ends it", `user_id${keys.enter}user1${keys.enter}${keys.controlD}`]],
  });
  expect(screen).toContain("of 1 ");
  expect(code).toBe(0);
});

it("what is said beside the result stands in the order in which it came to be said", async () => {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("🚀a"), flag("b")]));
  const changes = ["🚀a", "b"].map((name) => ({ op: "rollout", flag: name, percentage: 2.5 }));
  place.write("changes.json", JSON.stringify({ changes }));
  const { screen } = await inTerminal(place, ["apply", "changes.json", "--no-input"]);
  expect(screen.match(/^note: \S+/gm)).toEqual(["note: 🚀a:", "note: b:"]);
});

describe("Ctrl-C while users are counted", () => {
  const counting = ["10,000,000 synthetic ids [", keys.controlC] as const;

  it.each([
    ["rollout new_dashboard 66 --preview 10000000", counting, "Cancelled, nothing changed"],
    ["check --all --users 10000000", counting, "Cancelled"],
    ["check --all --users 10000000 --format csv", ["user1,", keys.controlC] as const, "Cancelled"],
    ["simulate new_dashboard --users 10000000", counting, "Cancelled"],
    ["rollout new_dashboard 66 --preview -", ["Ctrl-D ends it", keys.controlC] as const, "Cancelled, nothing changed"],
    ["check --all --users -", ["Ctrl-D ends it", keys.controlC] as const, "Cancelled"],
  ])("ff %s", async (typed, step, told) => {
    const place = placeWithFlags();
    const { raw, screen, code } = await inTerminal(place, typed.split(" "), { steps: [step] });
    const lastLine = screen.trimEnd().split("\n").at(-1) ?? "";
    expect(lastLine.split("\r").at(-1)?.replace("^C", "")).toBe(told);
    if (step === counting) expect(raw).toContain(`\r\u001b[K${told}`);
    expect(code).toBe(130);
    expect(place.read(flagsFile)).toBe(text);
  });
});

describe("a person is asked for what is missing", () => {
  it("the flag, by arrow keys, and the percentage, again until it is one", async () => {
    const place = placeWithFlags();
    const { screen, stdout, code } = await inTerminal(place, ["rollout"], {
      steps: [
        whichFlag,
        ["❯ new_dashboard", keys.enter],
        ["What percentage of users?", `200${keys.enter}`],
        ["200 is not a percentage", "\u007f\u007f\u007f25%"],
        ["25%", keys.enter],
        ["nobody loses it. Go ahead?", `y${keys.enter}`],
      ],
    });
    expect(screen).toContain("updated new_dashboard");
    expect({ stdout, code }).toEqual({ stdout: "", code: 0 });
    expect(JSON.parse(place.read(flagsFile))).toMatchObject({ new_dashboard: { percentage: 25 } });
  });

  it("the flag, by a part of its name", async () => {
    const { screen, code } = await inTerminal(placeWithFlags(), ["pause"], {
      steps: [
        ["Which flag?", "dash"],
        ["❯ new_dashboard", keys.enter],
        ["Go ahead?", `y${keys.enter}`],
      ],
    });
    expect(screen).toContain("updated new_dashboard");
    expect(code).toBe(0);
  });

  it("a new flag: name, strategy, percentage", async () => {
    const place = placeWithFlags();
    const { code } = await inTerminal(place, ["create"], {
      steps: [
        ["Name of the new flag?", `fresh${keys.enter}`],
        ["Who gets it?", "perc"],
        ["❯ percentage", keys.enter],
        ["What percentage of users?", `5${keys.enter}`],
        ["Go ahead?", `y${keys.enter}`],
      ],
    });
    expect(code).toBe(0);
    expect(JSON.parse(place.read(flagsFile))).toMatchObject({ fresh: { strategy: "percentage", percentage: 5 } });
  });

  it("the shares of a test, again until they sum to 100", async () => {
    const place = placeWithFlags();
    const { code } = await inTerminal(place, ["ab-test", "new_dashboard"], {
      steps: [
        ["Which variants", `A=50 B=40${keys.enter}`],
        ["10 short of 100", "\u007f\u007f50"],
        ["B=50", keys.enter],
        ["Go ahead?", `y${keys.enter}`],
      ],
    });
    expect(code).toBe(0);
    expect(JSON.parse(place.read(flagsFile))).toMatchObject({
      new_dashboard: { ab_test_allocation: { A: 50, B: 50 } },
    });
  });

  it("on stderr, so that the result can be redirected", async () => {
    const { raw, stdout } = await inTerminal(placeWithFlags(), ["show", "--json"], {
      streams: ["stdin", "stderr"],
      steps: [["❯ checkout_flow", keys.enter]],
    });
    expect(JSON.parse(stdout)).toMatchObject({ name: "checkout_flow" });
    expect(raw).toContain("Which flag?");
  });
});

it("Ctrl-C at the question of a command that changes nothing is told in a word", async () => {
  const { screen, code } = await inTerminal(placeWithFlags(), ["show"], { steps: [["Which flag?", keys.controlC]] });
  expect({ told: screen.trimEnd().split("\n").at(-1), code }).toEqual({ told: "Cancelled", code: 130 });
});

describe("Ctrl-C changes nothing, says so, and exits 130", () => {
  it.each([
    ["rollout", "Which flag?"],
    ["rollout new_dashboard", "What percentage"],
    ["delete new_dashboard", "Delete new_dashboard"],
    ["create", "Name of the new flag?"],
  ])("ff %s", async (typed, after) => {
    for (const key of [keys.controlC, keys.controlD]) {
      const place = placeWithFlags();
      const { screen, code } = await inTerminal(place, typed.split(" "), { steps: [[after, key]] });
      expect(screen.trimEnd().split("\n").at(-1)).toMatch(/^Cancelled, nothing changed$/);
      expect(code).toBe(130);
      expect(place.read(flagsFile)).toBe(text);
    }
  });
});

describe("the preview of what was asked for", () => {
  it.each([
    ["Enter alone is a no", keys.enter],
    ["n is a no", `n${keys.enter}`],
    ["Ctrl-C is a no", keys.controlC],
  ])("%s", async (_name, answer) => {
    const place = placeWithFlags();
    const { screen, code } = await inTerminal(place, ["rollout", "new_dashboard"], {
      steps: [
        ["What percentage", `25${keys.enter}`],
        ["(y/N)", answer],
      ],
    });
    const words = screen.replace(/\s+/g, " ");
    expect(words).toContain(
      "10% of users → 25% of users, 1,468 of 10,000 synthetic ids gain it, nobody loses it. Go ahead?",
    );
    expect(words.trimEnd()).toMatch(/Cancelled, nothing changed$/);
    expect({ code, text: place.read(flagsFile) }).toEqual({ code: 130, text });
  });
});

describe("ff delete", () => {
  it.each([
    ["Enter alone is a no", keys.enter, 130],
    ["n is a no", `n${keys.enter}`, 130],
    ["y is a yes", `y${keys.enter}`, 0],
  ])("asks: %s", async (_name, answer, code) => {
    const place = placeWithFlags();
    const session = await inTerminal(place, ["delete", "new_dashboard"], {
      steps: [["(y/N)", answer]],
    });
    expect(session.code).toBe(code);
    expect(session.screen).toContain("Delete new_dashboard (10% of users)?");
    expect("new_dashboard" in (JSON.parse(place.read(flagsFile)) as object)).toBe(code !== 0);
  });

  it("takes no yes from a pipe", async () => {
    const place = placeWithFlags();
    const ended = await place.ff(["delete", "new_dashboard"], { input: "y\n" });
    expect(ended).toMatchObject({ stdout: "", code: 2 });
    expect(ended.stderr).toContain("--yes");
    expect(place.read(flagsFile)).toBe(text);
  });

  it("asks nothing where --yes or --dry-run is given", async () => {
    const place = placeWithFlags();
    expect(await inTerminal(place, ["delete", "new_dashboard", "--dry-run"])).toMatchObject({ code: 0 });
    expect(place.read(flagsFile)).toBe(text);
    expect(await inTerminal(place, ["delete", "new_dashboard", "--yes"])).toMatchObject({ code: 0 });
  });

  it("does not ask about what is not there", async () => {
    const { screen, code } = await inTerminal(placeWithFlags(), ["delete", "nope", "new_dashboard"]);
    expect(screen).toContain('no flag "nope"');
    expect(code).toBe(3);
  });
});

describe("nobody is asked", () => {
  it.each([
    ["with --no-input", ["--no-input"], {}],
    ["with FF_NO_INPUT", [], { FF_NO_INPUT: "1" }],
    ["in CI", [], { CI: "true" }],
  ])("%s", async (_name, words, env) => {
    const place = placeWithFlags();
    const [rollout, deletion] = await Promise.all([
      inTerminal(place, ["rollout", ...words], { env }),
      inTerminal(place, ["delete", "new_dashboard", ...words], { env }),
    ]);
    expect(rollout.screen).toContain("missing <name> and <percentage>");
    expect(rollout.screen).toContain("for example: ff rollout new_feature 10");
    expect(deletion.screen).toContain("--yes");
    expect([rollout.code, deletion.code]).toEqual([2, 2]);
    expect(place.read(flagsFile)).toBe(text);
  });

  it.each([
    ["stdin", ["stdout", "stderr"]],
    ["stderr", ["stdin", "stdout"]],
  ] as const)("where %s is no terminal", async (_name, streams) => {
    const { screen, stderr, code } = await inTerminal(placeWithFlags(), ["rollout"], { streams });
    expect(screen + stderr).toContain("missing <name> and <percentage>");
    expect(code).toBe(2);
  });
});
