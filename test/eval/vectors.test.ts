import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { evaluate, isEnabled } from "../../src/eval/evaluate.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import type { Flag, User } from "../../src/model/flag.js";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/vectors/${name}`, import.meta.url), "utf8"));

interface Vectors {
  readonly users: readonly { readonly user_id: string; readonly email?: string; readonly tier?: string }[];
  readonly evaluations: readonly {
    readonly flag: string;
    readonly user: number;
    readonly enabled: boolean;
    readonly variant: string | null;
  }[];
}

const flags = Object.entries(read("feature_flags.json") as Record<string, Flag>);
const vectors = read("evaluations.json") as Vectors;
const users = vectors.users.map(({ user_id, email, tier }): User => ({ userId: user_id, email, tier }));

describe("the published vectors", () => {
  it("are 2,800", () => {
    expect(vectors.evaluations).toHaveLength(2_800);
    expect(flags).toHaveLength(70);
  });

  it.each(flags)("agree row for row on %s", (key, flag) => {
    const prepared = new PreparedFlag(flag);
    const rows = vectors.evaluations.filter((row) => row.flag === key);
    expect(rows).toHaveLength(40);
    const answers = rows.map((row) => {
      const { enabled, variant } = evaluate(prepared, key, users[row.user]);
      return { flag: key, user: row.user, enabled, variant };
    });
    expect(answers).toEqual(rows);
    expect(rows.map((row) => isEnabled(prepared, users[row.user]))).toEqual(rows.map((row) => row.enabled));
  });
});
