import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";

import { command as check } from "../../commands/check.js";
import type { CheckOptions } from "../../src/check/options.js";
import type { Totals } from "../../src/check/totals.js";
import { FakeContext, runCommand } from "../commands/context.js";
import { randomBatches, type Batch } from "../eval/random-batches.js";
import { pipe } from "../term/views.js";

const reference = fileURLToPath(new URL("../eval/reference.py", import.meta.url));

type Answer = [enabled: boolean, variant: string | null, bucket: number | null, thousandths: number | null] | null;
type User = NonNullable<Batch["users"][number]>;

/** Of every flag in turn, for every user. */
function answersOfPython(flags: Batch["flags"], users: readonly User[]): Answer[] {
  const python = spawnSync("python3", [reference], { input: JSON.stringify([{ flags, users }]), maxBuffer: 1 << 28 });
  if (python.error) throw python.error;
  expect(python.stderr.toString()).toBe("");
  return (JSON.parse(python.stdout.toString()) as [Answer[]])[0];
}

interface Row {
  readonly user_id: string;
  readonly flag: string;
  readonly enabled: boolean;
  readonly variant: string | null;
}

const seed = Number(process.env["FF_TEST_SEED"] ?? Date.now() % 2 ** 31);

describe(`totals and rows agree with Python (FF_TEST_SEED=${seed})`, () => {
  const [batch = { flags: {}, users: [] }] = randomBatches(seed, 1);
  // A file of users can hold neither nobody nor half a character.
  const users = batch.users.filter(
    (user) => user !== null && user.user_id !== "" && user.user_id.isWellFormed(),
  ) as User[];
  const quoted = (text = ""): string => `"${text.replaceAll('"', '""')}"`;
  const files = {
    "users.jsonl": users.map((user) => JSON.stringify(user)).join("\n"),
    "users.csv": `tier,user_id,email\r\n${users.map((one) => [one.tier, one.user_id, one.email].map(quoted).join(",")).join("\r\n")}`,
  };
  // NUL is a character of an id in JSON, and a sign of another encoding in CSV.
  const withoutNul = (user: string): boolean => !user.includes("\0");

  const keys = Object.keys(batch.flags);
  const answers = answersOfPython(batch.flags, users);
  const expected = users.flatMap((user, column) =>
    keys.map((flag, line): Row => {
      const [enabled, variant] = answers[line * users.length + column] ?? [false, null];
      return { user_id: user.user_id, flag, enabled, variant };
    }),
  );

  async function asked(
    options: Omit<CheckOptions, "names">,
  ): Promise<{ shown: string; json: unknown; notices: string[] }> {
    const context = new FakeContext(batch.flags);
    context.chunkBytes = 1000;
    for (const [name, content] of Object.entries(files)) context.inputs.set(name, content);
    const { shown, json } = await runCommand(check, context, { names: [], all: true, ...options }, pipe);
    return { shown, json, notices: context.notices };
  }

  it("has enough to compare", () => {
    expect(expected.length).toBeGreaterThan(5000);
    expect(expected.filter(({ enabled }) => enabled).length).toBeGreaterThan(1000);
    expect(expected.filter(({ variant }) => variant !== null).length).toBeGreaterThan(100);
  });

  it("rows, from JSON Lines to JSON Lines", async () => {
    const { shown } = await asked({ users: "users.jsonl", format: "jsonl" });
    const rows = shown
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Row & { readonly reason: string });
    expect(rows.map(({ user_id, flag, enabled, variant }) => ({ user_id, flag, enabled, variant }))).toEqual(expected);
  });

  it("rows, from CSV to CSV", async () => {
    const { shown } = await asked({ users: "users.csv", format: "csv", skipBad: true });
    const [, ...rows] = parse(shown, { record_delimiter: ["\n"] });
    const cell = (text: string): unknown => expect.toBeOneOf([text, `'${text}`]);
    const inCsv = expected.filter((row) => withoutNul(row.user_id));
    expect(rows).toHaveLength(inCsv.length);
    inCsv.forEach(({ user_id: user, flag, enabled, variant }, index) => {
      const [toUser = "", toFlag, toEnabled, toVariant = ""] = rows[index] ?? [];
      expect(toUser).toEqual(cell(user));
      expect([toFlag, toEnabled]).toEqual([flag, String(enabled)]);
      // Half a character, as a variant's name may hold, has no UTF-8.
      expect(toVariant).toEqual(cell((variant ?? "").toWellFormed()));
    });
  });

  it.each(["users.jsonl", "users.csv"])("totals of %s", async (name) => {
    const counted = name === "users.csv" ? expected.filter((row) => withoutNul(row.user_id)) : expected;
    const totals = (await asked({ users: name, skipBad: true })).json as Totals;
    expect(totals.users).toBe(counted.length / keys.length);
    expect(totals.users + totals.skipped).toBe(users.length);
    for (const [index, key] of keys.entries()) {
      const own = counted.filter(({ flag }) => flag === key);
      const on = own.filter(({ enabled }) => enabled).length;
      const found = totals.flags[index];
      expect(found).toMatchObject({ flag: key, on, off: own.length - on });
      const variants = Object.entries(found?.variants ?? {}).filter(([, count]) => count > 0);
      const counts = new Map<string, number>();
      for (const { variant } of own) if (variant !== null) counts.set(variant, (counts.get(variant) ?? 0) + 1);
      expect(new Map(variants)).toEqual(counts);
    }
  });
});
