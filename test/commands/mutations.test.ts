import { describe, expect, it } from "vitest";

import { command as abTest } from "../../commands/ab-test.js";
import { command as create } from "../../commands/create.js";
import { command as remove } from "../../commands/delete.js";
import { command as disable } from "../../commands/disable.js";
import { command as enableDomains } from "../../commands/enable-domains.js";
import { command as enableTiers } from "../../commands/enable-tiers.js";
import { command as enableUsers } from "../../commands/enable-users.js";
import { command as enable } from "../../commands/enable.js";
import { command as init } from "../../commands/init.js";
import { command as pause } from "../../commands/pause.js";
import { command as resume } from "../../commands/resume.js";
import { command as rollout } from "../../commands/rollout.js";
import { command as update } from "../../commands/update.js";
import type { Context } from "../../src/command.js";
import { flagWith } from "../model/flags.js";
import { answering, FakeContext, runCommand } from "./context.js";

const standing = flagWith({
  name: "f",
  strategy: "percentage",
  percentage: 25,
  user_ids: ["a"],
  email_domains: ["a.com"],
});
const withFlag = (): FakeContext => new FakeContext({ f: standing });
const name = "f";

type Run = (context: Context) => Promise<unknown>;

const single: [command: string, run: Run, fields: object][] = [
  ["enable", (context) => enable.run(context, { name }), { strategy: "all", percentage: 25 }],
  ["disable", (context) => disable.run(context, { name }), { strategy: "none", percentage: 25 }],
  ["pause", (context) => pause.run(context, { name }), { enabled: false, strategy: "percentage" }],
  ["rollout", (context) => rollout.run(context, { name, percentage: 50 }), { percentage: 50 }],
  [
    "enable-users",
    (context) => enableUsers.run(context, { name, items: ["b"] }),
    { strategy: "user_list", user_ids: ["b"] },
  ],
  ["enable-users", (context) => enableUsers.run(context, { name, items: ["b"], add: true }), { user_ids: ["a", "b"] }],
  [
    "enable-tiers",
    (context) => enableTiers.run(context, { name, items: ["pro"] }),
    { strategy: "user_tier", user_tiers: ["pro"] },
  ],
  [
    "enable-domains",
    (context) => enableDomains.run(context, { name, items: ["@B.com"] }),
    { strategy: "email_domain", email_domains: ["b.com"] },
  ],
  [
    "ab-test",
    (context) => abTest.run(context, { name, variants: { A: 100 } }),
    { strategy: "ab_test", ab_test_allocation: { A: 100 } },
  ],
  [
    "update",
    (context) => update.run(context, { name, owner: "growth", meta: { team: "web" } }),
    { metadata: { owner: "growth", team: "web" } },
  ],
];

describe("ff update --unset-meta", () => {
  const layout = `{"f": {
  "name": "f",
  "metadata": {
    "owner": "a",
    "id": 12345678901234567890, "team": "web"
  }
}}`;
  const withMetadata = (): FakeContext => new FakeContext(layout);
  const text = async (context: FakeContext): Promise<string> =>
    new TextDecoder().decode((await context.store.read()).bytes).replace(/,\n\s*"updated_at": "[^"]*"/, "");

  it("takes keys out of the metadata, and leaves every other byte", async () => {
    const context = withMetadata();
    await update.run(context, { name, unsetMeta: ["owner", "nowhere", "owner"] });
    expect(await text(context)).toBe(layout.replace('"owner": "a",\n    ', ""));
    await update.run(context, { name, unsetMeta: ["id", "team"], description: "new" });
    expect((await context.store.read()).get("f")).toMatchObject({ metadata: { description: "new" } });
    await update.run(context, { name, unsetMeta: ["description"] });
    expect(await text(context)).toContain('"metadata": {}');
  });

  it("changes nothing where there is no such key", async () => {
    const context = withMetadata();
    const { changes } = await update.run(context, { name, unsetMeta: ["toString"] });
    expect(changes).toMatchObject([{ action: "unchanged" }]);
  });

  it("says which keys are not there, with those that may have been meant", async () => {
    const context = withMetadata();
    await update.run(context, { name, unsetMeta: ["ownr", "id", "ownr", "toString"] });
    await update.run(context, { name, unsetMeta: ["owner"] });
    await update.run(context, { name, description: "new" });
    expect(context.notices).toEqual(["not in the metadata of f: ownr, toString; did you mean owner?"]);
  });

  it("is refused for a key that is to be set", async () => {
    const both = { name, owner: "b", unsetMeta: ["team", "owner"] };
    await expect(update.run(withMetadata(), both)).rejects.toMatchObject({
      code: "USAGE",
      message: `the metadata's "owner" is both to be set and to be unset`,
    });
  });
});

describe("a mutating command", () => {
  it.each(single)("%s changes the flag and is in the history", async (command, run, fields) => {
    const context = withFlag();
    await run(context);
    expect((await context.store.read()).get(name)).toMatchObject({ ...fields, updated_at: "2026-01-31T10:30:00" });
    expect((await context.store.history()).entries).toMatchObject([{ flag: name, command, actor: "ada" }]);
  });

  const upserts = single.filter(([command]) => command !== "update");

  it.each(upserts)("%s makes a flag that is not there, and says so", async (_, run) => {
    const context = new FakeContext({ ff: flagWith({ name: "ff" }) });
    await run(context);
    expect((await context.store.read()).has(name)).toBe(true);
    expect(context.notices[0]).toContain('there was no flag "f" in memory: created it.');
  });

  it.each(upserts)("%s refuses that where the flag must exist", async (_, run) => {
    const context = new FakeContext({});
    context.env["FF_MUST_EXIST"] = "1";
    await expect(run(context)).rejects.toMatchObject({ code: "FLAG_NOT_FOUND", exitCode: 3 });
    expect((await context.store.read()).size).toBe(0);
  });

  it("resume takes up what pause stopped, byte for byte but for the time", async () => {
    const context = withFlag();
    await pause.run(context, { name });
    await resume.run(context, { name });
    expect((await context.store.read()).get(name)).toEqual({ ...standing, updated_at: "2026-01-31T10:30:00" });
  });

  it("shows before and after, the effect, the file and the way back", async () => {
    const { shown, json } = await runCommand(rollout, withFlag(), { name, percentage: 50, reason: "it went well" });
    expect(shown).toMatch(/^updated f\n/);
    for (const line of [
      /before: .* 25% of users/,
      /after: .* 50% of users/,
      /25% more of the users get it; nobody who has it/,
    ])
      expect(shown).toMatch(line);
    expect(shown).toMatch(/undo: +ff undo f/);
    expect(json).toMatchObject({
      flag: "f",
      action: "updated",
      changed: true,
      before: { percentage: 25 },
      after: { percentage: 50 },
      file: "memory",
      dry_run: false,
      reason: "it went well",
    });
  });

  it("tells what else differs", async () => {
    const { shown } = await runCommand(update, withFlag(), {
      name,
      percentage: 30,
      owner: "growth",
      users: ["a", "b"],
    });
    expect(shown).toMatch(/30% of users/);
    expect(shown).toMatch(/metadata: +\{\} → \{"owner":"growth"\}|metadata\.owner: +none → growth/);
    expect(shown).toMatch(/user_ids: +added b/);
  });

  it("tells only that where who gets the flag stays the same", async () => {
    const { shown } = await runCommand(update, withFlag(), { name, ticket: "FF-1" });
    expect(shown).toContain("FF-1");
    expect(shown).not.toMatch(/before|after|effect/);
  });

  it("says what it noticed of changes made outside", async () => {
    const context = withFlag();
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const outside = names.map((key) => ({ key, before: null, after: "{}", follows: null }));
    const update = context.store.update.bind(context.store);
    context.store.update = async (edit, meta) => ({ ...(await update(edit, meta)), outside });
    await pause.run(context, { name });
    expect(context.notices).toEqual([
      "memory had been changed outside ff (a, b, c, d, e and 2 more); the history now says so",
    ]);
  });

  it("changes nothing where nothing differs, and says so", async () => {
    const context = withFlag();
    const before = await context.text();
    const { shown, json } = await runCommand(rollout, context, { name, percentage: 25 });
    expect(shown).toBe("f is unchanged: 25% of users\n");
    expect(json).toMatchObject({ action: "unchanged", changed: false });
    expect(await context.text()).toBe(before);
    expect((await context.store.history()).entries).toEqual([]);
  });

  it("with --dry-run only tells", async () => {
    const context = withFlag();
    const before = await context.text();
    const { shown, json } = await runCommand(disable, context, { name, dryRun: true });
    expect(shown).toMatch(/^would .*f\n/);
    expect(shown).not.toContain("undo");
    expect(json).toMatchObject({ dry_run: true, after: { strategy: "none" } });
    expect(await context.text()).toBe(before);
  });

  it("with --dry-run tells of a flag and a file that are not there", async () => {
    const context = new FakeContext(null);
    const { json } = await runCommand(enable, context, { name, dryRun: true });
    expect(json).toMatchObject({ action: "created", created_file: true });
    expect(context.notices).toEqual(['there was no flag "f" in memory: it would be created.']);
    await expect(context.store.read()).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await expect(enable.run(context, { name, dryRun: true, mustExist: true })).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
  });

  it("suggests close names for one that it makes, also on a dry run", async () => {
    const flags = { new_dashboard: flagWith() };
    for (const dryRun of [true, false]) {
      const context = new FakeContext(flags);
      await enable.run(context, { name: "new_dashbord", dryRun });
      expect(context.notices[0]).toContain("Did you mean new_dashboard?");
      expect(context.notices[0]?.includes("ff undo new_dashbord")).toBe(!dryRun);
    }
  });

  it("suggests close names for one that it may not make", async () => {
    const context = new FakeContext({ new_dashboard: flagWith() });
    await expect(update.run(context, { name: "new_dashbord", owner: "a" })).rejects.toMatchObject({
      code: "FLAG_NOT_FOUND",
      hint: "did you mean new_dashboard?",
    });
  });

  it("takes somebody off a list, and neither switches a flag on nor makes one", async () => {
    const context = withFlag();
    await disable.run(context, { name });
    await enableUsers.run(context, { name, items: ["a"], remove: true });
    expect((await context.store.read()).get(name)).toMatchObject({ strategy: "none", user_ids: [] });
    await expect(enableUsers.run(context, { name: "other", items: ["a"], remove: true })).rejects.toMatchObject({
      code: "FLAG_NOT_FOUND",
    });
  });

  it("says what was to be taken off a list and is not on it, with what may have been meant", async () => {
    const lists = { user_tiers: ["pro", "ent", "free"], email_domains: ["@A.com", "y.com"] };
    const context = new FakeContext({ f: flagWith({ name, ...lists }) });
    await enableTiers.run(context, { name, items: ["entt"], remove: true, dryRun: true });
    await enableTiers.run(context, { name, items: ["entt", "x", "free", "y", "frees"], remove: true });
    await enableDomains.run(context, { name, items: ["a.com", "@Y.com", "x.org"], remove: true });
    await enableUsers.run(context, { name, items: ["a", "b", "c", "d", "e", "f", "g"], remove: true });
    await enableTiers.run(context, { name, items: ["pro"], remove: true });
    expect(context.notices).toEqual([
      "not among the tiers of f: entt; did you mean ent?",
      "not among the tiers of f: entt, x, y, frees; did you mean ent?",
      "not among the domains of f: x.org",
      "not among the ids of f: a, b, c, d, e and 2 more",
    ]);
  });

  it("suggests none of the ids of a long list, of which every one is close", async () => {
    const context = new FakeContext({
      f: flagWith({ name, user_ids: Array.from({ length: 1001 }, (_, id) => `user${id}`) }),
    });
    await enableUsers.run(context, { name, items: ["user1002"], remove: true });
    expect(context.notices).toEqual(["not among the ids of f: user1002"]);
  });

  it("notes that other readers round a fraction up", async () => {
    const context = withFlag();
    await rollout.run(context, { name, percentage: 25.5 });
    expect(context.notices).toEqual(["f: readers that bucket by whole percents round 25.5% up to 26%"]);
    await rollout.run(context, { name, percentage: 26 });
    expect(context.notices).toHaveLength(1);
  });
});

describe("ff create", () => {
  it("makes a flag of its options, with the strategy that they speak of", async () => {
    const context = new FakeContext({});
    await create.run(context, { name: "a" });
    await create.run(context, { name: "b", percentage: 10, owner: "growth", ticket: "FF-1", disabled: true });
    await create.run(context, { name: "c", percentage: 10, strategy: "none" });
    const document = await context.store.read();
    expect(document.get("a")).toMatchObject({ strategy: "none", enabled: true });
    expect(document.get("b")).toMatchObject({
      strategy: "percentage",
      enabled: false,
      metadata: { owner: "growth", ticket: "FF-1" },
    });
    expect(document.get("c")).toMatchObject({ strategy: "none", percentage: 10 });
  });

  it("refuses what is there, contradicts itself or leaves the strategy open", async () => {
    const context = withFlag();
    await expect(create.run(context, { name })).rejects.toMatchObject({ code: "EXISTS", exitCode: 5 });
    await expect(create.run(context, { name: "g", enabled: true, disabled: true })).rejects.toThrow(
      "exclude each other",
    );
    await expect(create.run(context, { name: "g", percentage: 5, tiers: ["a"] })).rejects.toMatchObject({
      message: "--percentage and --tiers belong to different strategies",
      hint: "say which decides: --strategy percentage or user_tier",
    });
  });

  it("asks for the strategy where the name was asked for too", async () => {
    const context = new FakeContext({});
    context.prompts = answering("percentage", "15", true);
    await create.run(context, { name: "a", asked: true });
    expect((await context.store.read()).get("a")).toMatchObject({ strategy: "percentage", percentage: 15 });
    await create.run(context, { name: "b" });
    expect((await context.store.read()).get("b")).toMatchObject({ strategy: "none" });
  });
});

describe("ff update", () => {
  it("needs something to change, and a flag", async () => {
    await expect(update.run(withFlag(), { name })).rejects.toMatchObject({ code: "USAGE" });
    for (const dryRun of [true, false])
      await expect(update.run(new FakeContext(null), { name, owner: "a", dryRun })).rejects.toMatchObject({
        code: "FILE_NOT_FOUND",
      });
  });
});

describe("the targeting commands", () => {
  it("take lists from files, beside those that are typed", async () => {
    const context = withFlag();
    context.inputs.set("ids.txt", "b\r\nc\n\nb\n");
    await enableUsers.run(context, { name, items: ["a"], fromFile: "ids.txt" });
    expect((await context.store.read()).get(name)).toMatchObject({ user_ids: ["a", "b", "c"] });
  });

  it("take ids that have a space from a file alone, also to remove them", async () => {
    const context = withFlag();
    context.inputs.set("ids.txt", "ada l\nbob\n");
    context.inputs.set("-", "ada l\n");
    await enableUsers.run(context, { name, items: [], fromFile: "ids.txt" });
    expect((await context.store.read()).get(name)).toMatchObject({ user_ids: ["ada l", "bob"] });
    await enableUsers.run(context, { name, items: [], fromFile: "-", remove: true });
    expect((await context.store.read()).get(name)).toMatchObject({ user_ids: ["bob"] });
  });

  it("take 100,000 ids", async () => {
    const context = withFlag();
    context.inputs.set("-", Array.from({ length: 100_000 }, (_, index) => `user${index}`).join("\n"));
    await enableUsers.run(context, { name, items: [], fromFile: "-" });
    await enableUsers.run(context, { name, items: ["user5", "one more"], add: true });
    const flag = (await context.store.read()).get(name);
    expect(flag && "user_ids" in flag && flag.user_ids.length).toBe(100_001);
  });

  it.each<[string, object, string]>([
    ["an empty list", { items: [] }, "the list is empty"],
    ["an empty file", { items: [], fromFile: "empty" }, "the list is empty"],
    ["a file that is not UTF-8", { items: [], fromFile: "latin1" }, "latin1 is not UTF-8 text"],
    ["both --add and --remove", { items: ["a"], add: true, remove: true }, "exclude each other"],
  ])("refuse %s", async (_, options, message) => {
    const context = withFlag();
    context.inputs.set("empty", "\n\n");
    context.inputs.set("latin1", Uint8Array.of(0xe9, 0x0a));
    await expect(enableUsers.run(context, { name, items: [], ...options })).rejects.toThrow(message);
    await expect(context.store.read()).resolves.toMatchObject({ size: 1 });
  });
});

describe("ff delete", () => {
  const three = () => new FakeContext({ a: flagWith({ strategy: "all" }), b: flagWith(), c: 5 });

  it("removes all, or none where one is not there", async () => {
    const context = three();
    await expect(remove.run(context, { names: ["a", "z"], yes: true })).rejects.toMatchObject({ unknownFlags: ["z"] });
    expect((await context.store.read()).size).toBe(3);
    const { shown, json } = await runCommand(remove, context, { names: ["a", "c", "a"], yes: true });
    expect([...(await context.store.read()).keys()]).toEqual(["b"]);
    expect(shown).toContain("deleted a");
    expect(shown).toContain("everybody who had it loses it");
    expect(json).toMatchObject({ changes: [{ flag: "a", action: "deleted", after: null }, { flag: "c" }] });
  });

  it("asks first, and takes no for an answer", async () => {
    const context = three();
    const prompts = answering(false, true);
    context.prompts = prompts;
    await expect(remove.run(context, { names: ["a"] })).rejects.toMatchObject({ code: "CANCELLED", exitCode: 130 });
    expect((await context.store.read()).size).toBe(3);
    await remove.run(context, { names: ["a"] });
    expect((await context.store.read()).size).toBe(2);
    expect(prompts.asked[0]).toBe("Delete a (everybody)?");
  });

  it("asks the same of a flag that was chosen, and nothing with --yes", async () => {
    const context = three();
    const prompts = answering(true);
    context.prompts = prompts;
    await remove.run(context, { names: ["a"], asked: true });
    await remove.run(context, { names: ["b"], asked: true, yes: true });
    expect(prompts.asked).toEqual(["Delete a (everybody)?"]);
  });

  it("needs --yes where nobody can be asked, and none for a dry run", async () => {
    const context = three();
    await expect(remove.run(context, { names: ["a"] })).rejects.toMatchObject({
      code: "USAGE",
      hint: expect.stringContaining("--yes") as string,
    });
    await remove.run(context, { names: ["a"], dryRun: true });
    expect((await context.store.read()).size).toBe(3);
  });
});

describe("ff init", () => {
  it("makes an empty file, never over one that is there", async () => {
    const context = new FakeContext(null);
    const { shown, json } = await runCommand(init, context, {});
    expect(shown).toContain("created memory");
    expect(json).toEqual({ file: "memory", created: true });
    expect(await context.text()).toBe("{}\n");
    await expect(init.run(context, {})).rejects.toMatchObject({ code: "EXISTS" });
  });
});
