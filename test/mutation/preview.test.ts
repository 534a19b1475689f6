import { describe, expect, it } from "vitest";

import { command as abTest } from "../../commands/ab-test.js";
import { command as apply } from "../../commands/apply.js";
import { command as remove } from "../../commands/delete.js";
import { command as disable } from "../../commands/disable.js";
import { command as enableTiers } from "../../commands/enable-tiers.js";
import { command as enableUsers } from "../../commands/enable-users.js";
import { command as rollout } from "../../commands/rollout.js";
import { command as update } from "../../commands/update.js";
import { FfError } from "../../src/errors.js";
import { editFlag, rolloutTo } from "../../src/model/edits.js";
import type { Flag } from "../../src/model/flag.js";
import { checkFlips, parseMaxFlips } from "../../src/mutation/max-flips.js";
import { noticeBlindSpots } from "../../src/preview/blind-spots.js";
import type { Prompts } from "../../src/term/prompts.js";
import { answering, FakeContext, runCommand } from "../commands/context.js";
import { flagWith } from "../model/flags.js";

const name = "new_dashboard";
const standing = flagWith({ strategy: "percentage", percentage: 10 });
const withFlag = (): FakeContext => new FakeContext({ [name]: standing, other: flagWith({ name: "other" }) });

async function percentageIn(context: FakeContext): Promise<number> {
  return ((await context.store.read()).get(name) as Flag).percentage;
}

/** What another program does to the flag. */
async function rolloutElsewhere(context: FakeContext, percentage: number): Promise<void> {
  const meta = { actor: "grace", command: "rollout", reason: null };
  await context.store.update(editFlag(name, "must exist", rolloutTo(percentage)), meta);
}

/** Prompts that answer yes, and do something before they do. */
function yesAfter(act: (asked: readonly string[]) => Promise<void>): Prompts & { readonly asked: string[] } {
  const prompts = answering();
  return {
    ...prompts,
    confirm: async (message) => {
      prompts.asked.push(message);
      await act(prompts.asked);
      return true;
    },
  };
}

describe("--preview", () => {
  it("tells how many users notice, in words and as data, and makes the change", async () => {
    const context = withFlag();
    const { shown, json } = await runCommand(rollout, context, { name, percentage: 25, preview: "10000" });
    expect(shown).toContain("preview:  10% → 25%: 1,468 of 10,000 gain it, nobody loses it\n");
    expect(shown).toContain("gain it:  user24, user35, user37, …\n");
    expect(shown).toContain("users:    10,000 synthetic ids\n");
    expect(json).toMatchObject({
      preview: { users: 10_000, gained: 1468, lost: 0, changed_variant: 0, unchanged: 8532 },
    });
    expect(await percentageIn(context)).toBe(25);
  });

  it("with --dry-run only tells", async () => {
    const context = withFlag();
    const before = await context.text();
    const { json } = await runCommand(disable, context, { name, preview: "1000", dryRun: true });
    expect(json).toMatchObject({ dry_run: true, preview: { users: 1000, gained: 0, examples: { gained: [] } } });
    expect(await context.text()).toBe(before);
  });

  it("of several flags, each has its own, and all together the users that notice any of them", async () => {
    const context = withFlag();
    const changes = {
      changes: [
        { op: "enable", flag: "other" },
        { op: "rollout", flag: name, percentage: 20 },
      ],
    };
    context.inputs.set("release.json", JSON.stringify(changes));
    const { json } = await runCommand(apply, context, { changes: "release.json", preview: "1000", dryRun: true });
    expect(json).toMatchObject({
      preview: { users: 1000, flipped: 1000 },
      changes: [
        { flag: "other", preview: { gained: 1000 } },
        { flag: name, preview: { lost: 0 } },
      ],
    });
  });

  it("is no part of the answer where none was asked for, and tells that nobody notices where nothing changes", async () => {
    const plain = await runCommand(rollout, withFlag(), { name, percentage: 25 });
    const same = await runCommand(rollout, withFlag(), { name, percentage: 10, preview: "100" });
    expect(plain.json).not.toHaveProperty("preview");
    expect(same.json).toMatchObject({ action: "unchanged", preview: { users: 100, flipped: 0 } });
  });

  it.each(["0", "1000000001"])("refuses a count of %s", async (preview) => {
    const context = withFlag();
    await expect(rollout.run(context, { name, percentage: 25, preview })).rejects.toMatchObject({ code: "USAGE" });
    expect(await percentageIn(context)).toBe(10);
  });
});

describe("synthetic ids", () => {
  const pro = { name, items: ["pro"], dryRun: true, preview: "100" };
  const blindness = "synthetic ids have no tier and no email";
  /** Disables a rollout and a flag for a tier, and leaves another such flag as it is. */
  function withRelease(): { context: FakeContext; release: { changes: string; dryRun: true; preview: string } } {
    const forTier = flagWith({ strategy: "user_tier", user_tiers: ["pro"] });
    const context = new FakeContext({ [name]: standing, beta: { ...forTier, name: "beta" }, gold: forTier });
    const changes = [
      ...["disable", "pause"].map((op, index) => ({ op, flag: [name, "beta"][index] })),
      {
        op: "enable-tiers",
        flag: "gold",
        tiers: ["pro"],
      },
    ];
    context.inputs.set("release.json", JSON.stringify({ changes }));
    return { context, release: { changes: "release.json", dryRun: true, preview: "1000" } };
  }

  it("tell nothing of tiers and domains: no count, but why there is none", async () => {
    const context = withFlag();
    const { json } = await runCommand(enableTiers, context, pro);
    expect(json).toMatchObject({ preview: null, no_preview: blindness });
    expect(context.notices).toEqual([`${blindness}: name a users file for new_dashboard`]);
    await disable.run(context, { name, preview: "100", dryRun: true });
    expect(context.notices).toHaveLength(1);
  });

  it("tell nothing of many flags, of which the first few are named", () => {
    const context = withFlag();
    const spot = { why: blindness, remedy: "name a users file" };
    const blind = new Map(["a", "b", "c", "d", "e", "f", "g"].map((key) => [key, spot]));
    noticeBlindSpots(context, blind);
    expect(context.notices).toEqual([`${blindness}: name a users file for a, b, c, d, e and 2 more`]);
  });

  it("stand on lists like any others, and whom the list names beside them is said", async () => {
    const listed = flagWith({ strategy: "user_list", user_ids: ["alice", "user3", "user1001"] });
    const context = new FakeContext({ [name]: listed });
    const options = { name, items: ["user1001", "user7", "user9", "bob"], dryRun: true, preview: "1000" };
    const { json } = await runCommand(enableUsers, context, options);
    expect(json).toMatchObject({
      preview: { users: 1000, gained: 2, lost: 1, examples: { gained: ["user7", "user9"], lost: ["user3"] } },
    });
    expect(context.notices).toEqual([
      `${name}: not counted, since they are none of the 1,000 synthetic ids: alice, bob`,
    ]);
  });

  it("are counted for the flags of which they tell something, and the others are named", async () => {
    const { context, release } = withRelease();
    const { json, shown } = await runCommand(apply, context, release);
    expect(json).toMatchObject({
      preview: { users: 1000, flipped: 111, uncounted: ["beta"] },
      changes: [
        { flag: name, preview: { lost: 111 } },
        { flag: "beta", preview: null, no_preview: blindness },
        { flag: "gold", preview: { users: 1000, flipped: 0 } },
      ],
    });
    expect(shown).toContain("111 of 1,000 users (11.1%) notice something, not counting beta");
    expect(context.notices).toEqual([`${blindness}: name a users file for beta`]);
  });

  it.each([
    ["110", "TOO_MANY_FLIPS", "111 of 1,000 users (11.1%) would flip, more than 110"],
    ["11%", "TOO_MANY_FLIPS", "111 of 1,000 users (11.1%) would flip, more than 11%"],
    ["111", "USAGE", `--max-flips can't count who notices a change of beta: ${blindness}`],
    ["99.9%", "USAGE", `--max-flips can't count who notices a change of beta: ${blindness}`],
  ])("hold --max-flips %s as far as they tell", async (typed, code, message) => {
    const { context, release } = withRelease();
    const limited = { ...release, maxFlips: parseMaxFlips(typed) };
    await expect(apply.run(context, limited)).rejects.toMatchObject({ code, message });
  });

  it.each(["1000", "100%"])("have nothing against --max-flips %s, which nothing can exceed", async (typed) => {
    const { context, release } = withRelease();
    const { json } = await runCommand(apply, context, { ...release, maxFlips: parseMaxFlips(typed) });
    expect(json).toMatchObject({ preview: { flipped: 111 } });
  });

  it("tell nothing together where they tell nothing of each", async () => {
    const forTier = flagWith({ strategy: "user_tier", user_tiers: ["pro"] });
    const context = new FakeContext({ beta: forTier, gold: forTier });
    const { json, shown } = await runCommand(remove, context, { names: ["beta", "gold"], dryRun: true, preview: "10" });
    expect(json).toMatchObject({ preview: null, no_preview: blindness });
    expect(shown).not.toContain("notice something");
  });
});

describe("users of a file, none of whom has what the flag goes by", () => {
  const forTier = flagWith({ strategy: "user_tier", user_tiers: ["pro"] });
  const off = { name, dryRun: true, preview: "users.csv" };
  const withUsers = (csv: string) => {
    const context = new FakeContext({ [name]: forTier });
    context.inputs.set("users.csv", csv);
    return context;
  };

  it("tell nothing of it: no count, but why there is none", async () => {
    const context = withUsers("user_id\nada\ngrace\n");
    const { json } = await runCommand(disable, context, off);
    expect(json).toMatchObject({ preview: null, no_preview: "none of these users has a tier" });
    expect(context.notices).toEqual([`none of these users has a tier: name users who have one for ${name}`]);
  });

  it("can't hold --max-flips", async () => {
    const context = withUsers("user_id,tier\nada,\ngrace,\n");
    await expect(disable.run(context, { ...off, maxFlips: parseMaxFlips("1") })).rejects.toMatchObject({
      code: "USAGE",
      message: `--max-flips can't count who notices a change of ${name}: none of these users has a tier`,
      hint: "name users who have one: --preview users.csv",
    });
  });

  it("tell of it as soon as one of them has it", async () => {
    const { json } = await runCommand(disable, withUsers("user_id,tier\nada,\ngrace,free\n"), off);
    expect(json).toMatchObject({ preview: { users: 2, lost: 0 } });
  });
});

it("a command that could name several flags and names one tells of it as the others do", async () => {
  const { json } = await runCommand(remove, withFlag(), { names: [name], dryRun: true, preview: "1000" });
  const preview = { users: 1000, gained: 0, lost: 111, changed_variant: 0, unchanged: 889, flipped: 111 };
  expect(json).toMatchObject({ preview, changes: [{ preview }] });
});

describe("users who are in it already", () => {
  it.each([
    ["a lower percentage", { percentage: 5 }, "the percentage goes down from 10% to 5%"],
    ["a lower percentage, only tried", { percentage: 5, dryRun: true }, "the percentage goes down from 10% to 5%"],
    ["a lower percentage, previewed", { percentage: 5, preview: "10" }, "the percentage goes down from 10% to 5%"],
    ["a higher percentage", { percentage: 50 }, null],
  ])("%s", async (_, options, warning) => {
    const context = withFlag();
    const { json } = await runCommand(rollout, context, { name, ...options });
    expect(context.notices).toEqual(warning === null ? [] : [expect.stringContaining(`${name}: ${warning}`)]);
    expect(json).toMatchObject({ moves: warning === null ? [] : [{ kind: "lower_percentage", before: 10, after: 5 }] });
  });

  it("other shares of a running test", async () => {
    const context = withFlag();
    await abTest.run(context, { name, variants: { A: 50, B: 50 } });
    await abTest.run(context, { name, variants: { A: 20, B: 80 } });
    await abTest.run(context, { name, variants: { A: 20, C: 80 } });
    expect(context.notices).toEqual([
      expect.stringContaining("the shares of a running A/B test change: 30% of users") as string,
      expect.stringContaining("the variants of a running A/B test change (added C, removed B): 80% of users") as string,
    ]);
  });
});

describe("--max-flips", () => {
  const run = (typed: string, context: FakeContext, options = {}) =>
    rollout.run(context, { name, percentage: 25, preview: "10000", maxFlips: parseMaxFlips(typed), ...options });

  it.each(["1467", "14.67%", "0", "0%"])("refuses more than %s, and changes nothing", async (typed) => {
    const context = withFlag();
    await expect(run(typed, context)).rejects.toMatchObject({
      code: "TOO_MANY_FLIPS",
      exitCode: 10,
      message: `1,468 of 10,000 users (14.68%) would flip, more than ${typed}`,
    });
    await expect(run(typed, context, { dryRun: true })).rejects.toMatchObject({ code: "TOO_MANY_FLIPS" });
    expect(await percentageIn(context)).toBe(10);
  });

  it.each(["1468", "14.68%", "100%"])("lets %s through", async (typed) => {
    const context = withFlag();
    await run(typed, context);
    expect(await percentageIn(context)).toBe(25);
  });

  it("counts users who change over to another variant", () => {
    const comparison = { users: 10, flipped: 3, flags: new Map(), uncounted: new Map(), source: "users.csv" };
    expect(() => {
      checkFlips(comparison, parseMaxFlips("2"));
    }).toThrow(FfError);
    expect(() => {
      checkFlips({ ...comparison, users: 0, flipped: 0 }, parseMaxFlips("0%"));
    }).toThrow("users.csv has no users to count");
  });

  it("needs users to count", async () => {
    const options = { name, percentage: 25, maxFlips: parseMaxFlips("5%") };
    await expect(rollout.run(withFlag(), options)).rejects.toMatchObject({
      code: "USAGE",
      hint: expect.stringContaining("--preview") as string,
    });
  });

  it.each(["", "many", "-1", "1e3", "101%", "5 %", "1.5", "%"])("is not %j", (typed) => {
    expect(() => parseMaxFlips(typed)).toThrow(FfError);
  });
});

describe("what was asked for at the terminal", () => {
  const asked = { name, percentage: 25, asked: true };

  it("is shown with its preview, and made only after a yes", async () => {
    const context = withFlag();
    const prompts = answering(false, true);
    context.prompts = prompts;
    await expect(rollout.run(context, asked)).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await percentageIn(context)).toBe(10);
    await rollout.run(context, asked);
    expect(await percentageIn(context)).toBe(25);
    expect(prompts.asked[0]).toBe(
      "new_dashboard: 10% of users → 25% of users, 1,468 of 10,000 synthetic ids gain it, nobody loses it. Go ahead?",
    );
  });

  it("is not asked about again with --dry-run, nor where nothing changes, nor where all was typed", async () => {
    const context = withFlag();
    context.prompts = answering();
    await rollout.run(context, { ...asked, dryRun: true });
    await rollout.run(context, { ...asked, percentage: 10 });
    await rollout.run(context, { name, percentage: 30 });
    expect(await percentageIn(context)).toBe(30);
  });

  it("is told anew where another program changed the flag while somebody was thinking", async () => {
    const context = withFlag();
    const prompts = yesAfter(async (questions) => {
      if (questions.length === 1) await rolloutElsewhere(context, 50);
    });
    context.prompts = prompts;
    await rollout.run(context, asked);
    expect(prompts.asked.map((question) => /\d+% of users → \d+%/.exec(question)?.[0])).toEqual([
      "10% of users → 25%",
      "50% of users → 25%",
    ]);
    expect(await percentageIn(context)).toBe(25);
  });

  it("is given up where the flag does not hold still, and nothing of it is written", async () => {
    const context = withFlag();
    let percentage = 40;
    context.prompts = yesAfter(() => rolloutElsewhere(context, percentage++));
    await expect(rollout.run(context, asked)).rejects.toMatchObject({ code: "CHANGED" });
    expect(await percentageIn(context)).toBe(percentage - 1);
  });

  it.each([
    [{ name: "fresh", items: ["pro"] }, "fresh would be created: tier pro gets it. Go ahead?"],
    [
      { name, items: ["pro"] },
      "new_dashboard: 10% of users → tier pro, from now on only tier pro; others who had it lose it. Go ahead?",
    ],
  ])("is told by what it means where synthetic ids say nothing: %j", async (options, question) => {
    const context = withFlag();
    const prompts = answering(true);
    context.prompts = prompts;
    await enableTiers.run(context, { ...options, asked: true });
    expect(prompts.asked).toEqual([question]);
  });

  it("warns of what was made, not of what another program overtook", async () => {
    const context = withFlag();
    context.inputs.set("users.csv", "user_id\nuser1\n");
    const read = context.openInput.bind(context);
    let readings = 0;
    context.openInput = async (path) => {
      if (readings++ === 0) await rolloutElsewhere(context, 12);
      return read(path);
    };
    await rollout.run(context, { name, percentage: 5, preview: "users.csv" });
    expect(readings).toBe(2);
    expect(context.notices).toEqual([expect.stringContaining("goes down from 12% to 5%")]);
  });

  it("is given up where the users came through a pipe and another program was faster", async () => {
    const context = withFlag();
    context.inputs.set("/dev/fd/63", "user_id\nuser1\n");
    const read = context.openInput.bind(context);
    context.openInput = async (path) => {
      await rolloutElsewhere(context, 12);
      return { ...(await read(path)), size: null };
    };
    await expect(rollout.run(context, { name, percentage: 5, preview: "/dev/fd/63" })).rejects.toMatchObject({
      code: "CHANGED",
    });
    expect(await percentageIn(context)).toBe(12);
  });

  it("holds for a field that update asks for", async () => {
    const context = withFlag();
    const prompts = answering("percentage", "60", false);
    context.prompts = prompts;
    await expect(update.run(context, { name })).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await percentageIn(context)).toBe(10);
  });
});

describe("ff delete asks with the preview in its question", () => {
  it("and deletes what it asked about", async () => {
    const context = withFlag();
    const prompts = yesAfter(async (questions) => {
      if (questions.length === 1) await rolloutElsewhere(context, 50);
    });
    context.prompts = prompts;
    await remove.run(context, { names: [name], preview: "1000" });
    expect(prompts.asked).toEqual([
      expect.stringMatching(
        /^Delete new_dashboard \(10% of users: \d+ of 1,000 lose it, nobody gains it\)\?$/,
      ) as string,
      expect.stringMatching(
        /^Delete new_dashboard \(50% of users: \d+ of 1,000 lose it, nobody gains it\)\?$/,
      ) as string,
    ]);
    expect((await context.store.read()).has(name)).toBe(false);
  });
});
