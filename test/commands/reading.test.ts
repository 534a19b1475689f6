import { describe, expect, it, vi } from "vitest";

import { command as apply } from "../../commands/apply.js";
import { command as check } from "../../commands/check.js";
import { command as list } from "../../commands/list.js";
import { command as log } from "../../commands/log.js";
import { command as rollout } from "../../commands/rollout.js";
import { command as show } from "../../commands/show.js";
import { command as undo } from "../../commands/undo.js";
import { command as update } from "../../commands/update.js";
import { FlagDocument } from "../../src/model/document.js";
import { flagWith } from "../model/flags.js";
import { pipe } from "../term/views.js";
import { FakeContext, runCommand } from "./context.js";

const flags = {
  zebra: flagWith({ name: "zebra", strategy: "all", metadata: { owner: "growth" }, updated_at: "2026-01-01T00:00:00" }),
  apple: flagWith({ name: "apple", strategy: "percentage", percentage: 25, updated_at: "2026-01-03T00:00:00" }),
  mango: flagWith({ name: "mango", enabled: false, strategy: "user_tier", user_tiers: ["pro"] }),
  kiwi: { strategy: "all" },
};
const context = (): FakeContext => new FakeContext(flags);

describe("ff list", () => {
  const names = async (options: object): Promise<unknown> => {
    const { json } = await runCommand(list, context(), options);
    return (json as { name?: string; key?: string }[]).map((row) => row.name ?? row.key);
  };

  it.each<[object, string[]]>([
    [{}, ["zebra", "apple", "mango", "kiwi"]],
    [{ sort: "name" }, ["apple", "kiwi", "mango", "zebra"]],
    [{ sort: "state" }, ["zebra", "apple", "mango", "kiwi"]],
    [{ sort: "strategy" }, ["kiwi", "zebra", "apple", "mango"]],
    [{ sort: "updated" }, ["apple", "zebra", "kiwi", "mango"]],
    [{ state: "paused" }, ["mango"]],
    [{ state: "damaged" }, ["kiwi"]],
    [{ strategy: "all" }, ["zebra"]],
    [{ owner: "growth" }, ["zebra"]],
    [{ match: "*a*" }, ["zebra", "apple", "mango"]],
    [{ match: "nothing" }, []],
  ])("%j", async (options, expected) => {
    expect(await names(options)).toEqual(expected);
  });

  it("and ff show tell scripts the key, by which a flag is found, beside its name", async () => {
    const fake = new FakeContext({ b: { ...flagWith({ name: "c" }), key: "d" } });
    expect((await runCommand(list, fake, {})).json).toMatchObject([{ key: "b", name: "c" }]);
    expect((await runCommand(show, fake, { name: "b" })).json).toMatchObject({ key: "b", name: "c" });
  });

  it("sorts and shows moments, whatever zone they are written in", async () => {
    const fake = new FakeContext({
      tokyo: flagWith({ name: "tokyo", updated_at: "2026-01-01T10:00:00+09:00" }),
      none: flagWith({ name: "none", updated_at: "lately" }),
      utc: flagWith({ name: "utc", updated_at: "2026-01-01T03:00:00" }),
      lima: flagWith({ name: "lima", updated_at: "2026-01-01T00:00:30.5-05:00" }),
    });
    const { shown } = await runCommand(list, fake, { sort: "updated" });
    const rows = shown.split("\n").slice(3, 7);
    expect(rows.map((row) => row.split(/ *│ */)[1])).toEqual(["lima", "utc", "tokyo", "none"]);
    expect(rows.map((row) => row.split(/ *│ */).at(-3))).toEqual([
      "2026-01-01 05:00",
      "2026-01-01 03:00",
      "2026-01-01 01:00",
      "lately",
    ]);
    expect(shown).toContain(" updated (UTC) ");
    const piped = (await runCommand(list, fake, { sort: "updated" }, pipe)).shown;
    expect(piped).toMatch(/^name\t.*\tupdated\towner\nlima\t.*\t2026-01-01T05:00:30\t\n/);
  });

  it("leaves nothing of a list out in a pipe", async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `user${index}`);
    const fake = new FakeContext({ f: flagWith({ name: "f", strategy: "user_list", user_ids: ids }) });
    expect((await runCommand(list, fake, {}, pipe)).shown).toContain(`\t9 users: ${ids.join(", ")}\t`);
    expect((await runCommand(list, fake, {})).shown).not.toContain("user8");
  });

  it("shows a table, and says what can't be read", async () => {
    const fake = context();
    const { shown, json } = await runCommand(list, fake, {});
    expect(shown).toMatch(/apple.*partial.*25% of users/);
    expect(fake.notices).toEqual(["1 of the flags can't be read and is off: ff list --state damaged"]);
    await list.run(fake, { state: "damaged" });
    expect(fake.notices.slice(1)).toEqual(["1 of the flags can't be read and is off"]);
    expect(json).toContainEqual({ key: "kiwi", problems: ['"name" is missing'] });
    expect(json).toContainEqual({ key: "zebra", ...flags.zebra });
  });

  it("says that there is nothing, but not into a pipe", async () => {
    expect((await runCommand(list, new FakeContext({}), {})).shown).toContain("has no flags yet");
    expect((await runCommand(list, context(), { match: "x" })).shown).toContain("none of the 4 flags");
    expect((await runCommand(list, context(), { match: "x" }, pipe)).shown).toBe("");
    await expect(list.run(new FakeContext(null), {})).rejects.toMatchObject({ code: "FILE_NOT_FOUND", exitCode: 3 });
  });

  it("says which flag stands there twice", async () => {
    const fake = new FakeContext('{"a": {"name":"a"},\n"a": {"name":"a"}}');
    await list.run(fake, {});
    expect(fake.notices).toEqual(['flag "a" stands on lines 1 and 2: the last one counts, edits are refused']);
  });

  it("says in one notice of many flags that they stand there twice, as ff check --all does", async () => {
    const seven = [1, 2, 3, 4, 5, 6, 7].map((number) => `"f${number}": {"name": "f${number}"}`).join(",\n");
    const said =
      'flags stand more than once ("f1" on lines 1 and 8; "f2" on lines 2 and 9; "f3" on lines 3 and 10; ' +
      '"f4" on lines 4 and 11; "f5" on lines 5 and 12; and 2 more): the last one counts, edits are refused';
    for (const command of [list, check]) {
      const fake = new FakeContext(`{${seven},\n${seven}}`);
      await command.run(fake, { names: [], all: true });
      expect(fake.notices).toEqual([said]);
    }
  });
});

describe("ff show", () => {
  it("shows everything about one flag", async () => {
    const fake = new FakeContext({ zebra: { ...flags.zebra, x_team: [1] } });
    const { shown, json } = await runCommand(show, fake, { name: "zebra" });
    for (const part of ["zebra", "on", "everybody", "growth", "x_team", "memory:1"]) expect(shown).toContain(part);
    expect(json).toEqual({ ...flags.zebra, x_team: [1], key: "zebra" });
  });

  it("shows the digits of a number as they stand in the file, however many they are", async () => {
    const id = "12345678901234567890";
    const fake = new FakeContext(`{"a": {"name": "a", "metadata": {"id": ${id}}, "x_limit": 1e400, "x_ids": [${id}]}}`);
    const { shown } = await runCommand(show, fake, { name: "a" });
    expect(shown).toMatch(/metadata\.id: +12345678901234567890$/m);
    expect(shown).toMatch(/x_limit: +1e400$/m);
    expect(shown).toMatch(/x_ids: +\["12345678901234567890"\]$/m);
  });

  it("tells times as ff log does, and in a pipe as they stand in the file", async () => {
    const fake = new FakeContext({
      f: flagWith({ name: "f", created_at: "lately", updated_at: "2026-01-01T10:00:00+09:00" }),
    });
    const { shown } = await runCommand(show, fake, { name: "f" });
    expect(shown).toMatch(/created_at: +lately\nupdated_at: +2026-01-01 01:00:00 UTC\n/);
    expect((await runCommand(show, fake, { name: "f" }, pipe)).shown).toContain(
      "updated_at\t2026-01-01T10:00:00+09:00\n",
    );
  });

  it("says that a flag stands there twice, but not that another does", async () => {
    const fake = new FakeContext('{"a": {"name":"a"},\n"b": {"name":"b"},\n"a": {"name":"a"}}');
    await show.run(fake, { name: "b" });
    await check.run(fake, { names: ["b"] });
    expect(fake.notices).toEqual([]);
    await show.run(fake, { name: "a" });
    await check.run(fake, { names: ["a"] });
    const notice = 'flag "a" stands on lines 1 and 3: the last one counts, edits are refused';
    expect(fake.notices).toEqual([notice, notice]);
  });

  it("shows what stands in a damaged flag, and which of it is wrong", async () => {
    const stored = {
      ...flagWith({ name: "f", strategy: "percentage", user_ids: ["ada", "bob"], metadata: { owner: "web" } }),
      percentage: "50",
      x_team: [1],
    };
    const fake = new FakeContext({ f: stored, n: 5 });
    const { shown } = await runCommand(show, fake, { name: "f" });
    expect(shown).toMatch(/\nwho gets it: +damaged: "percentage" is "50", expected a number\n/);
    expect(shown).toMatch(/\nstrategy: +percentage\npercentage: +"50"\nuser_ids: +ada, bob\n/);
    expect(shown).toMatch(/\nmetadata: +\{"owner":"web"\}\n[^]*\nx_team: +\[1\]\nfile: /);
    expect((await runCommand(show, fake, { name: "n" })).shown).toMatch(/\nvalue: +5\n/);
  });

  it("shows a damaged flag with its problems, and suggests names", async () => {
    const { shown, json } = await runCommand(show, context(), { name: "kiwi" });
    expect(shown).toContain('"name" is missing');
    expect(json).toEqual({ strategy: "all", problems: ['"name" is missing'], key: "kiwi" });
    await expect(show.run(context(), { name: "aple" })).rejects.toMatchObject({ hint: "did you mean apple?" });
  });
});

describe("ff check", () => {
  it("answers, with why and an exit code", async () => {
    const on = await runCommand(check, context(), { names: ["zebra"], exitCode: true });
    expect(on.exitCode).toBe(0);
    expect(on.shown).toContain("zebra is on");
    const off = await runCommand(check, context(), { names: ["mango"], user: "user123", tier: "pro", exitCode: true });
    expect(off.exitCode).toBe(10);
    expect(off.shown).toContain("the flag is disabled");
    expect((await runCommand(check, context(), { names: ["mango"] })).exitCode).toBe(0);
    expect(off.json).toMatchObject({
      flag: "mango",
      user: "user123",
      enabled: false,
      variant: null,
      strategy: "user_tier",
      reason: "DISABLED",
      bucket: null,
      percentage: null,
      tier: "pro",
    });
  });

  it("says that a damaged flag is off, and needs a user for a user's attributes", async () => {
    const fake = context();
    const { json } = await runCommand(check, fake, { names: ["kiwi"], user: "u" });
    expect(json).toMatchObject({ enabled: false, reason: "ERROR", error_code: "PARSE_ERROR" });
    expect(fake.notices[0]).toContain("can't be read, so it is off");
    await expect(check.run(context(), { names: ["zebra"], tier: "pro" })).rejects.toMatchObject({ code: "USAGE" });
    await expect(check.run(context(), { names: ["zebr"] })).rejects.toMatchObject({ hint: "did you mean zebra?" });
  });

  it("answers as of then, from the history", async () => {
    const fake = context();
    await rollout.run(fake, { name: "apple", percentage: 100 });
    fake.time = "2026-02-01T00:00:00.000Z";
    await rollout.run(fake, { name: "apple", percentage: 0 });
    const at = new Date("2026-01-31T12:00:00Z");
    expect((await runCommand(check, fake, { names: ["apple"], user: "u" })).json).toMatchObject({
      enabled: false,
      at: null,
    });
    const then = await runCommand(check, fake, { names: ["apple"], user: "u", at });
    expect(then.json).toMatchObject({ enabled: true, percentage: 100, at: at.toISOString() });
    expect(then.shown).toContain("as of");
    const early = { names: ["apple"], at: new Date(0) };
    await expect(check.run(fake, early)).rejects.toMatchObject({ code: "HISTORY_NOT_FOUND", exitCode: 3 });
    await expect(check.run(fake, { names: ["none"], at })).rejects.toMatchObject({ code: "FLAG_NOT_FOUND" });
  });

  it("looks once through the file for what stands there twice, however many flags are asked about", async () => {
    const fake = new FakeContext(
      `{${["a", "b", "c", "b", "a", "c"].map((key) => `"${key}": {"name": "${key}"}`).join(",\n")}}`,
    );
    const looks = vi.spyOn(FlagDocument.prototype, "duplicates");
    await check.run(fake, { names: ["b", "a"] });
    expect(looks).toHaveBeenCalledOnce();
    looks.mockRestore();
    expect(fake.notices).toEqual([
      'flags stand more than once ("a" on lines 1 and 5; "b" on lines 2 and 4): the last one counts, edits are refused',
    ]);
  });
});

describe("ff log and ff undo", () => {
  it("tell what was done, newest first, and take it back", async () => {
    const fake = context();
    const before = await fake.text();
    await rollout.run(fake, { name: "apple", percentage: 50, reason: "it went well" });
    fake.time = "2026-02-01T00:00:00.000Z";
    await update.run(fake, { name: "zebra", owner: "core" });

    const { shown, json } = await runCommand(log, fake, {});
    expect(json).toMatchObject([
      { flag: "zebra" },
      { flag: "apple", before: { percentage: 25 }, after: { percentage: 50 } },
    ]);
    expect(shown).toContain("25% of users → 50% of users");
    expect(shown).toContain("it went well");
    expect(shown).toContain("metadata.owner: growth → core");
    expect((await runCommand(log, fake, { name: "apple" })).json).toHaveLength(1);
    expect((await runCommand(log, fake, { limit: 1 })).json).toMatchObject([{ flag: "zebra" }]);
    expect((await runCommand(log, fake, { since: new Date("2026-02-01") })).json).toMatchObject([{ flag: "zebra" }]);
    expect((await runCommand(log, fake, {}, pipe)).shown.split("\n")).toHaveLength(4);
    expect((await runCommand(log, fake, { name: "kiwi" })).shown).toBe("");
    expect(fake.notices).toEqual(["the history has no change of kiwi"]);
    await expect(log.run(fake, { name: "kiwy" })).rejects.toMatchObject({ hint: "did you mean kiwi?" });

    await undo.run(fake, { name: "apple", dryRun: true });
    await undo.run(fake, { name: "apple" });
    expect((await fake.store.read()).get("apple")).toEqual(flags.apple);
    const { entries } = await fake.store.history();
    expect(entries.at(-1)).toMatchObject({ command: "undo", undoes: entries[0]?.id });
    await undo.run(fake, { name: "zebra" });
    expect(await fake.text()).toBe(before);
  });

  it("tell what was changed together, and where a limit cuts through it", async () => {
    const fake = context();
    await rollout.run(fake, { name: "zebra", percentage: 50 });
    const steps = ["zebra", "apple", "mango"].map((flag) => ({ op: "disable", flag }));
    fake.inputs.set("-", JSON.stringify({ changes: steps }));
    await apply.run(fake, { changes: "-" });
    fake.notices.length = 0;

    const whole = await runCommand(log, fake, {});
    expect(whole.shown.match(/UTC {2}\w+ {2}apply of 3 flags by ada\n/g)).toHaveLength(3);
    expect(whole.shown).toContain("  zebra  rollout by ada\n");
    expect((await runCommand(log, fake, { name: "apple" })).shown).toContain("  apple  apply of 3 flags by ada\n");
    await log.run(fake, { limit: 3 });
    expect(fake.notices).toEqual([]);
    await log.run(fake, { limit: 1 });
    expect(fake.notices).toEqual(["the oldest change shown was made together with 2 more: --limit 3 shows them too"]);
  });

  it("undo needs something to undo", async () => {
    await expect(undo.run(context(), {})).rejects.toMatchObject({ code: "HISTORY_NOT_FOUND", exitCode: 3 });
  });
});

describe("ff apply", () => {
  const changes = JSON.stringify({
    reason: "release 2.4",
    changes: [
      { op: "rollout", flag: "apple", percentage: 50 },
      { op: "create", flag: "new" },
      { op: "delete", flag: "kiwi" },
      { op: "resume", flag: "mango" },
      { op: "enable", flag: "zebra" },
    ],
  });

  it("does all of it as one change, that one undo takes back", async () => {
    const fake = context();
    const before = await fake.text();
    fake.inputs.set("release.json", changes);
    const { json } = await runCommand(apply, fake, { changes: "release.json" });
    const actions = (json as { changes: { flag: string; action: string }[] }).changes.map(({ flag, action }) => [
      flag,
      action,
    ]);
    expect(actions).toEqual([
      ["apple", "updated"],
      ["new", "created"],
      ["kiwi", "deleted"],
      ["mango", "updated"],
      ["zebra", "unchanged"],
    ]);
    const { entries } = await fake.store.history();
    expect(entries).toHaveLength(4);
    expect(new Set(entries.map((entry) => entry.group)).size).toBe(1);
    expect(entries[0]).toMatchObject({ command: "apply", reason: "release 2.4" });
    await undo.run(fake, {});
    expect(await fake.text()).toBe(before);
  });

  it("takes the reason that is typed before the file's, reads standard input, and can only try", async () => {
    const fake = context();
    fake.inputs.set("-", changes);
    const { json } = await runCommand(apply, fake, { changes: "-", reason: "typed", dryRun: true });
    expect(json).toMatchObject({ reason: "typed", dry_run: true });
    expect((await fake.store.read()).has("new")).toBe(false);
  });

  it("tells of flags that it makes without being asked to, of many the first few", async () => {
    const fake = context();
    const unasked = ["a", "b", "c", "d", "e", "f", "g"].map((flag) => ({ op: "enable", flag }));
    fake.inputs.set("-", JSON.stringify({ changes: [{ op: "create", flag: "new" }, ...unasked] }));
    await apply.run(fake, { changes: "-", dryRun: true });
    await apply.run(fake, { changes: "-" });
    expect(fake.notices).toEqual([
      "flags that were not there and would be created: a, b, c, d, e and 2 more",
      "flags that were not there and are created: a, b, c, d, e and 2 more",
    ]);
  });

  it("never suggests a flag that a change before deletes", async () => {
    const fake = context();
    const twice = [
      { op: "delete", flag: "apple" },
      { op: "pause", flag: "apple" },
    ];
    fake.inputs.set("-", JSON.stringify({ changes: twice }));
    await expect(apply.run(fake, { changes: "-", mustExist: true })).rejects.toMatchObject({
      code: "FLAG_NOT_FOUND",
      message: expect.stringContaining('no flag "apple" any more: a change before deletes it') as string,
      hint: "leave one of the two out, or put them in the other order",
      location: { file: "standard input", line: 1 },
    });
  });

  it("does nothing where one step is refused, and says where it stands", async () => {
    const fake = context();
    const before = await fake.text();
    fake.inputs.set(
      "-",
      '{"changes": [\n{"op": "enable", "flag": "apple"},\n{"op": "enable", "flag": "aple"},\n{"op": "delete", "flag": "gone"}]}',
    );
    await expect(apply.run(fake, { changes: "-", mustExist: true })).rejects.toMatchObject({
      code: "FLAG_NOT_FOUND",
      hint: "did you mean apple?\nsee what there is: ff list",
      problems: [
        { message: 'no flag "aple" in memory', location: { file: "standard input", line: 3, column: 26 } },
        { message: 'no flag "gone" in memory', location: { file: "standard input", line: 4, column: 26 } },
      ],
    });
    expect(await fake.text()).toBe(before);
  });
});
