import { once } from "node:events";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, it, vi } from "vitest";

import { FfError } from "../../src/errors.js";
import { createPrompts, type Prompts } from "../../src/term/prompts.js";

const keys = { down: "\u001b[B", enter: "\r", ctrlC: "\u0003", ctrlD: "\u0004" };

interface Desk {
  readonly prompts: Prompts;
  readonly input: PassThrough;
  readonly drawn: () => string;
  /** Types each key once the prompt shows the text before it. */
  type(...steps: (readonly [shown: string, key: string])[]): Promise<void>;
}

function desk(colour: 0 | 1 = 0, input = new PassThrough(), size: { rows?: number; columns?: number } = {}): Desk {
  const output = Object.assign(new PassThrough(), size);
  let drawn = "";
  output.on("data", (chunk: Buffer) => (drawn += chunk.toString()));
  return {
    prompts: createPrompts({ input, output, colour }),
    input,
    drawn: () => drawn,
    type: async (...steps) => {
      for (const [shown, key] of steps) {
        await expect.poll(() => drawn, { timeout: 10_000 }).toContain(shown);
        input.write(key);
      }
    },
  };
}

const flags = Array.from({ length: 300 }, (_, index) => ({ name: `Flag_${index}`, value: { index } }));

describe("prompts", () => {
  it("select: by arrow keys", async () => {
    const { prompts, type } = desk();
    const answer = prompts.select("Which flag?", flags);
    await type(["❯ Flag_0", keys.down], ["❯ Flag_1", keys.enter]);
    expect(await answer).toBe(flags[1]?.value);
  });

  it.each([
    [24, 12],
    [10, 6],
    [3, 1],
  ])("select: in a window of %i rows, %i choices leave the question in sight", async (rows, inSight) => {
    const { prompts, type, drawn } = desk(0, undefined, { rows });
    const choices = flags.map((flag) => ({ ...flag, description: "nobody" }));
    const answer = prompts.select("Which flag?", choices);
    await type(["Ctrl-C to cancel", keys.enter]);
    await answer;
    expect(new Set(drawn().match(/Flag_\d+/g)).size).toBe(inSight);
  });

  it("select: breaks what stands below the choices between words", async () => {
    const { prompts, type, drawn } = desk(0, undefined, { columns: 40 });
    const description = "paused: off for everybody, whatever the strategy";
    const answer = prompts.select("In use?", [{ name: "disabled", value: false, description }]);
    await type(["cancel", keys.enter]);
    await answer;
    expect(drawn()).toContain("paused: off for everybody, whatever the\nstrategy\n");
    expect(drawn()).toContain("up/down to move, type to search, Enter\n  to choose, Ctrl-C to cancel");
  });

  it("text: breaks what is wrong between words, and escapes it", async () => {
    const { prompts, type, drawn } = desk(0, undefined, { columns: 40 });
    const validate = (text: string) => (text === "7" ? true : "not the number\u001b of users that was asked for");
    const answer = prompts.text("Users", { validate });
    await type(["Users", "x"], ["Users x", keys.enter], ["  asked for", "\u007f7"], ["Users 7", keys.enter]);
    await answer;
    expect(drawn()).toContain("> not the number\\u001b of users that was\n  asked for");
  });

  it("select: by a part of the name, of many", async () => {
    const { prompts, type } = desk();
    const answer = prompts.select("Which flag?", flags);
    await type(["❯ Flag_0", "G_277"], ["❯ Flag_277", keys.enter]);
    expect(await answer).toBe(flags[277]?.value);
  });

  it("select: in either case", async () => {
    const { prompts, type } = desk();
    const answer = prompts.select("Which flag?", [
      { name: "Beta", value: "b" },
      { name: "Alpha", value: "a" },
    ]);
    await type(["❯ Beta", "aL"], ["❯ Alpha", keys.enter]);
    expect(await answer).toBe("a");
  });

  it("select: by a name with a slip", async () => {
    const { prompts, type } = desk();
    const answer = prompts.select(
      "Which strategy?",
      ["percentage", "user_tier"].map((name) => ({ name, value: name })),
    );
    await type(["❯ percentage", "usre_tier"], ["❯ user_tier", keys.enter]);
    expect(await answer).toBe("user_tier");
  });

  it("text: says what is wrong and asks again", async () => {
    const { prompts, type } = desk();
    const validate = (text: string) => (/^\d+$/.test(text) ? true : `not a number: ${text}`);
    const answer = prompts.text("Percentage", { validate });
    await type(
      ["Percentage", "x"],
      ["Percentage x", keys.enter],
      ["> not a number: x", "\u007f7"],
      ["Percentage 7", keys.enter],
    );
    expect(await answer).toBe("7");
  });

  it("text: Enter takes the default", async () => {
    const { prompts, type } = desk();
    const answer = prompts.text("Percentage", { default: "25" });
    await type(["(25)", keys.enter]);
    expect(await answer).toBe("25");
  });

  it.each([
    [false, "(y/N)", keys.enter, false],
    [true, "(Y/n)", keys.enter, true],
    [false, "(y/N)", `y${keys.enter}`, true],
  ])("confirm: default %s, shown as %s, answered %j", async (preset, shown, typed, expected) => {
    const { prompts, type } = desk();
    const answer = prompts.confirm("Delete?", { default: preset });
    await type([shown, typed]);
    expect(await answer).toBe(expected);
  });

  describe.each([
    ["select", (prompts: Prompts) => prompts.select("Question", flags)],
    ["text", (prompts: Prompts) => prompts.text("Question")],
    ["confirm", (prompts: Prompts) => prompts.confirm("Question", { default: true })],
  ])("%s is cancelled", (_name, start) => {
    async function failureOf(answer: Promise<unknown>): Promise<unknown> {
      const failure = await answer.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(FfError);
      expect(failure).toMatchObject({ code: "CANCELLED", message: "Cancelled", exitCode: 130 });
      return failure;
    }

    it.each([
      ["Ctrl-C", keys.ctrlC],
      ["Ctrl-D", keys.ctrlD],
    ])("by %s", async (_key, key) => {
      const { prompts, type } = desk();
      const failure = failureOf(start(prompts));
      await type(["Question", key]);
      await failure;
    });

    it("by the end of the input", async () => {
      const { prompts, input, drawn } = desk();
      const failure = failureOf(start(prompts));
      await expect.poll(drawn, { timeout: 10_000 }).toContain("Question");
      input.end();
      await failure;
    });

    it("by an input that ended before", async () => {
      const input = new PassThrough({ autoDestroy: false });
      input.end();
      input.resume();
      await once(input, "end");
      await failureOf(start(desk(0, input).prompts));
    });

    it("by an input that was closed before", async () => {
      const input = new PassThrough();
      input.destroy();
      await once(input, "close");
      await failureOf(start(desk(0, input).prompts));
    });
  });

  describe("colour as was decided, whatever inquirer finds in the environment", () => {
    afterEach(() => vi.unstubAllEnvs());

    async function drawnAt(level: 0 | 1): Promise<string> {
      const { prompts, type, drawn } = desk(level);
      const choices = [{ name: "a\u001b[7mb", value: 1, description: "\u001b[7mdescription" }];
      const answer = prompts.select("Which\u001b[7m?", choices);
      await type(["Which\\u001b[7m?", "a"], ["❯ a\\u001b[7mb", keys.enter]);
      await answer;
      expect(drawn()).not.toContain("\u001b[7m");
      return drawn();
    }

    it("none", async () => {
      vi.stubEnv("FORCE_COLOR", "1");
      const sequences = (await drawnAt(0)).split("\u001b").slice(1);
      expect(sequences.filter((sequence) => /^\[[\d;]*m/.test(sequence))).toEqual([]);
    });

    it("some", async () => {
      vi.stubEnv("NO_COLOR", "1");
      const drawn = await drawnAt(1);
      expect(drawn).toContain("\u001b[36m❯ a\\u001b[7mb\u001b[39m");
      expect(drawn).toContain("\u001b[1mWhich\\u001b[7m?\u001b[22m");
      expect(drawn).toContain("\u001b[2mup/down to move, type to search");
    });
  });
});
