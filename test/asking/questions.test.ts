import { describe, expect, it } from "vitest";

import { command as abTest } from "../../commands/ab-test.js";
import { command as create } from "../../commands/create.js";
import { command as enableDomains } from "../../commands/enable-domains.js";
import { command as update } from "../../commands/update.js";
import { command as enableUsers } from "../../commands/enable-users.js";
import { command as rollout } from "../../commands/rollout.js";
import type { ArgumentSpec } from "../../src/command.js";
import { flagOptions } from "../../src/mutation/flag-options.js";
import { flagArgument, knownFlagArgument, notEmpty } from "../../src/asking/flag-argument.js";
import { mustExist, mutationOptions } from "../../src/mutation/options.js";
import {
  askForField,
  askForFile,
  askForNewName,
  askForPercentage,
  askForStrategy,
} from "../../src/asking/questions.js";
import type { Prompts } from "../../src/term/prompts.js";
import { answering, FakeContext } from "../commands/context.js";
import { flagWith } from "../model/flags.js";

type Choices = Parameters<Prompts["select"]>[1];
type Validate = (typed: string) => true | string | Promise<true | string>;

/** Prompts that take the first typed line which is not refused, and keep the refusals and the choices. */
class Person implements Prompts {
  readonly refusals: string[] = [];
  choices: Choices = [];
  readonly #lines: string[];

  constructor(...lines: string[]) {
    this.#lines = lines;
  }

  async select<Value>(_: string, choices: readonly { readonly name: string; readonly value: Value }[]): Promise<Value> {
    this.choices = choices;
    return choices[0]!.value;
  }

  async text(_: string, { validate = () => true }: { readonly validate?: Validate } = {}): Promise<string> {
    for (;;) {
      const line = this.#lines.shift();
      if (line === undefined) throw new Error("what was typed last is refused");
      const answer = await validate(line);
      if (answer === true) return line;
      this.refusals.push(answer);
    }
  }

  async confirm(): Promise<boolean> {
    return true;
  }
}

const ask = (
  argument: ArgumentSpec | undefined,
  context: FakeContext,
  person: Person,
  known: object = {},
): Promise<unknown> | undefined => argument?.ask?.(context, person, known as Record<string, unknown>);

describe("what is asked for", () => {
  const context = new FakeContext({ a: flagWith({ strategy: "all" }), kiwi: 5 });

  it("is a flag of the file, with who gets it", async () => {
    const person = new Person();
    expect(await ask(flagArgument, context, person)).toBe("a");
    expect(person.choices).toMatchObject([
      { name: "a", value: "a", description: "everybody" },
      { name: "kiwi", description: expect.stringContaining("damaged") as string },
    ]);
    await expect(ask(knownFlagArgument, new FakeContext({}), person)).rejects.toMatchObject({ code: "FLAG_NOT_FOUND" });
  });

  it("is asked again until it can be read", async () => {
    const person = new Person("many", "25%", "", "new_dashboard");
    expect(await askForPercentage(person)).toBe(25);
    expect(await askForNewName(person)).toBe("new_dashboard");
    expect(person.refusals).toEqual([
      '"many" is not a percentage: type a number from 0 to 100, such as 25, 25% or 2.5',
      "the flag's name is empty: choose a name such as new_dashboard",
    ]);
  });

  it("is one of all the strategies, each explained", async () => {
    const person = new Person();
    expect(await askForStrategy(person)).toBe("none");
    expect(person.choices).toHaveLength(7);
    for (const { description } of person.choices) expect(description).toMatch(/\w/);
  });

  it("is a name where there is no flag to choose", async () => {
    expect(await ask(flagArgument, new FakeContext({}), new Person("fresh"))).toBe("fresh");
    expect(await ask(flagArgument, new FakeContext(null), new Person("fresh"))).toBe("fresh");
  });

  it("is a name that is not taken", async () => {
    const person = new Person("a", "b");
    expect(await ask(create.arguments[0], context, person)).toBe("b");
    expect(person.refusals).toEqual(['flag "a" exists already']);
  });

  it("is what a list may hold, or what is to be taken out of it", async () => {
    const person = new Person("", "*.b.com", "b.com");
    expect(await ask(enableDomains.arguments[1], context, person)).toEqual(["b.com"]);
    expect(person.refusals).toEqual([
      "the list is empty: name at least one; to have it off for everybody, disable it",
      expect.stringContaining('"*.b.com" is not an email domain') as string,
    ]);
    const remove = { remove: true };
    expect(await ask(enableDomains.arguments[1], context, new Person("", "*.b.com"), remove)).toEqual(["*.b.com"]);
  });

  it("is what the strategy of a new flag looks at", async () => {
    const fake = new FakeContext({});
    fake.prompts = answering("user_list", "u1, u2", true);
    await create.run(fake, { name: "fresh", asked: true });
    expect((await fake.store.read()).get("fresh")).toMatchObject({ strategy: "user_list", user_ids: ["u1", "u2"] });
  });

  it.each<[field: string, answer: string | boolean, fields: object]>([
    ["strategy", "all", { strategy: "all" }],
    ["percentage", "5%", { percentage: 5 }],
    ["users", "u1, u2", { user_ids: ["u1", "u2"] }],
    ["tiers", "pro", { user_tiers: ["pro"] }],
    ["domains", "@A.com", { email_domains: ["a.com"] }],
    ["variants", "A=40 B=60", { ab_test_allocation: { A: 40, B: 60 } }],
    ["enabled", false, { enabled: false }],
    ["owner", "growth", { metadata: { owner: "growth" } }],
    ["description", "the new one", { metadata: { description: "the new one" } }],
    ["ticket", "FF-12", { metadata: { ticket: "FF-12" } }],
    ["meta", "team=web", { metadata: { team: "web" } }],
  ])("is a field to change and its value: %s", async (field, answer, fields) => {
    const fake = new FakeContext({ a: flagWith({ enabled: true }) });
    fake.prompts = answering(field, answer, true);
    await update.run(fake, { name: "a" });
    expect((await fake.store.read()).get("a")).toMatchObject(fields);
  });

  it("is a text where the option takes none that is empty", async () => {
    const person = new Person("", " ", "growth");
    person.select = async (_, choices) => choices.find(({ name }) => name === "owner")!.value;
    expect(await askForField(person)).toEqual({ metadata: { owner: "growth" } });
    expect(person.refusals).toHaveLength(2);
  });

  it("is any field that the command has an option for", async () => {
    const shown: string[][] = [];
    const select: Prompts["select"] = async (_, choices) => {
      shown.push(choices.map(({ name }) => name));
      return choices[0]!.value;
    };
    await askForField({ ...answering(), select });
    const options = flagOptions.map(({ flags }) => /^--(\w+)/.exec(flags)?.[1]);
    expect(shown[0]).toEqual(options.filter((option) => option !== "disabled"));
  });

  it("is whether to go ahead, once all is said of what is not done yet", async () => {
    const fake = new FakeContext({ checkout_flow: flagWith({}) });
    const chekout = { name: "chekout_flow", asked: true };
    const asked: string[] = [];
    const toldFirst: (string | undefined)[] = [];
    const confirm = async (message: string): Promise<boolean> => {
      toldFirst.push(fake.notices.at(-1));
      return asked.push(message) === 3;
    };
    fake.prompts = { ...answering(), confirm };
    await expect(rollout.run(fake, { ...chekout, percentage: 10 })).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(enableUsers.run(fake, { ...chekout, items: ["u1", "u2"] })).rejects.toMatchObject({
      code: "CANCELLED",
    });
    await abTest.run(fake, { ...chekout, variants: { A: 100 } });
    expect(asked).toEqual([
      "chekout_flow would be created: 10% of users, 1,036 of 10,000 synthetic ids gain it, nobody loses it. Go ahead?",
      "chekout_flow would be created: users u1, u2 get it. Go ahead?",
      "chekout_flow would be created: A/B test: A 100%, 10,000 of 10,000 synthetic ids gain it, nobody loses it. Go ahead?",
    ]);
    const note = 'there was no flag "chekout_flow" in memory: it would be created. Did you mean checkout_flow?';
    expect(toldFirst).toEqual([note, note, note]);
    expect(fake.notices).toEqual([note, note, note]);
  });

  it("is a file that can be read, and not the terminal itself", async () => {
    const fake = new FakeContext();
    fake.inputs.set("release.json", "{}");
    const person = new Person("", "-", "relaese.json", "release.json");
    expect(await askForFile(fake, person, "Which file?")).toBe("release.json");
    expect(person.refusals).toEqual(["type the path of a file", "type the path of a file", "can't read relaese.json"]);
  });

  it("is what each command lacks", async () => {
    expect(await ask(rollout.arguments[1], context, new Person("5"))).toBe(5);
    expect(await ask(abTest.arguments[1], context, new Person("A=50", "A=40  B=60"))).toEqual({ A: 40, B: 60 });
    expect(await ask(enableUsers.arguments[1], context, new Person("a,,b", " a, b  c,d "))).toEqual([
      "a",
      "b",
      "c",
      "d",
    ]);
  });
});

describe("what every mutating command takes", () => {
  it("is refused as a name where it is empty", () => {
    expect(notEmpty("a")).toBe("a");
    expect(() => notEmpty("")).toThrow("the flag's name is empty");
  });

  it.each([
    [{}, undefined, false],
    [{ mustExist: true }, undefined, true],
    [{}, "1", true],
    [{}, "yes", true],
    [{}, "", false],
    [{}, "0", false],
    [{}, "false", false],
  ])("%j with FF_MUST_EXIST=%s: must exist is %s", (options, variable, expected) => {
    const context = new FakeContext();
    context.env["FF_MUST_EXIST"] = variable;
    expect(mustExist(context, options)).toBe(expected);
  });

  it("is a time limit in seconds", () => {
    const parse = mutationOptions.find(({ flags }) => flags.includes("--lock-timeout"))?.parse as (
      typed: string,
    ) => number;
    expect(parse("30")).toBe(30_000);
    expect(parse("0.5")).toBe(500);
    for (const wrong of ["", "-1", "1e3", "soon"]) expect(() => parse(wrong)).toThrow("is not a number of seconds");
  });
});
