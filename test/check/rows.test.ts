import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { command as check } from "../../commands/check.js";
import { evaluable, evaluate } from "../../src/eval/evaluate.js";
import type { Flag } from "../../src/model/flag.js";
import { csvCell } from "../../src/term/csv.js";
import { jsonString } from "../../src/term/json.js";
import { FakeContext, runCommand } from "../commands/context.js";
import { flagWith } from "../model/flags.js";
import { pipe } from "../term/views.js";

interface Row {
  readonly id: string;
  readonly tier: string;
}

type Flags = Readonly<Record<string, Flag>>;

const flags: Flags = {
  rollout: flagWith({ name: "rollout", percentage: 40, strategy: "percentage" }),
  test: flagWith({ name: "test", strategy: "ab_test", ab_test_allocation: { A: 30, "=B": 30, 緑: 10 } }),
  "tiers, some": flagWith({ name: "tiers", strategy: "user_tier", user_tiers: ["pro"] }),
  listed: flagWith({ name: "listed", strategy: "user_list", user_ids: ["ada", "bo"] }),
  everybody: flagWith({ name: "everybody", strategy: "all" }),
  paused: flagWith({ name: "paused", enabled: false }),
};

/** As the format says, one row after the other, by the evaluator of a single user. */
function expected(format: "csv" | "jsonl", asked: Flags, rows: readonly Row[]): string {
  const head = format === "csv" ? "user_id,flag,enabled,variant,reason\n" : "";
  const body = rows.flatMap(({ id, tier }) =>
    Object.entries(asked).map(([key, flag]) => {
      const { enabled, variant, reason } = evaluate(evaluable(flag), key, { userId: id, tier });
      if (format === "csv") return `${csvCell(id)},${csvCell(key)},${enabled},${csvCell(variant ?? "")},${reason}\n`;
      const written = variant === null ? "null" : jsonString(variant);
      return `{"user_id":${jsonString(id)},"flag":${jsonString(key)},"enabled":${enabled},"variant":${written},"reason":"${reason}"}\n`;
    }),
  );
  return head + body.join("");
}

async function printed(format: "csv" | "jsonl", asked: Flags, users: string, chunkBytes: number): Promise<string> {
  const context = new FakeContext(asked);
  context.chunkBytes = chunkBytes;
  context.inputs.set("users", users);
  return (await runCommand(check, context, { names: [], all: true, users: "users", format }, pipe)).shown;
}

const inCsv = (rows: readonly Row[], end: string): string => {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `tier,user_id${end}${rows.map(({ id, tier }) => `${tier},${cell(id)}${end}`).join("")}`;
};
const inJson = (rows: readonly Row[]): string =>
  rows.map(({ id, tier }) => `${JSON.stringify({ user_id: id, tier })}\n`).join("");

describe("rows", () => {
  const plain = fc.stringMatching(/^\w[\w.@:-]{0,60}$/);
  const odd = fc.constantFrom("a,b", '"', "é", "=1", "-1", "@ada", "a b", " a", "用户", "🚀", "a\nb", "a".repeat(300));
  const row = fc.record({
    id: fc.oneof({ weight: 12, arbitrary: plain }, fc.constantFrom("ada", "bo"), odd),
    tier: fc.constantFrom("pro", "free", ""),
  });

  it("are the same for ids that are read as bytes and as texts, however they come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        fc.subarray(Object.entries(flags), { minLength: 1 }),
        fc.constantFrom("csv" as const, "jsonl" as const),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom(5, 40, 200, 1 << 20),
        async (rows, some, format, end, chunkBytes) => {
          const asked = Object.fromEntries(some);
          const all = expected(format, asked, rows);
          expect(await printed(format, asked, inCsv(rows, end), chunkBytes)).toBe(all);
          expect(await printed(format, asked, inJson(rows), chunkBytes)).toBe(all);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("of many users and flags come in pieces that lose nothing, and none is too long for one", async () => {
    const long = "v".repeat(100_000);
    const asked = {
      ...flags,
      long: flagWith({ name: "long", strategy: "ab_test", ab_test_allocation: { [long]: 5 } }),
    };
    const rows = Array.from({ length: 2500 }, (_, index): Row => ({
      id: `user${index}`,
      tier: index % 3 ? "pro" : "",
    }));
    const some = rows.slice(0, 100);
    for (const format of ["csv", "jsonl"] as const) {
      expect((await printed(format, flags, inCsv(rows, "\n"), 20_000)) === expected(format, flags, rows)).toBe(true);
      expect((await printed(format, asked, inCsv(some, "\n"), 500)) === expected(format, asked, some)).toBe(true);
    }
  });
});
