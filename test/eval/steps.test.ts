import { createHash } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { evaluate } from "../../src/eval/evaluate.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import { stepsOf, type Step } from "../../src/eval/steps.js";
import type { Flag, User } from "../../src/model/flag.js";
import { isDamaged } from "../../src/model/parse-flag.js";
import { answer, flagWith } from "./flags.js";
import { randomAnswers } from "./random-answers.js";

const user6: User = { userId: "user6" };

function steps(fields: Partial<Flag>, user?: User): readonly Step[] {
  return stepsOf(new PreparedFlag(flagWith(fields)), user, answer(fields, user).detail);
}

const enabled: Step = { step: "switch", enabled: true, outcome: "passed" };
const by = (strategy: Flag["strategy"]): Step => ({ step: "strategy", strategy, outcome: "passed" });

describe("the steps of an evaluation", () => {
  it("end with the switch of a flag that is disabled", () => {
    expect(steps({ enabled: false, strategy: "all" }, user6)).toEqual([
      { step: "switch", enabled: false, outcome: "off" },
    ]);
  });

  it.each([
    ["all", "on"],
    ["none", "off"],
  ] as const)("end with the strategy %s", (strategy, outcome) => {
    expect(steps({ strategy }, user6)).toEqual([enabled, { step: "strategy", strategy, outcome }]);
  });

  it.each([
    ["percentage", undefined, "user_id"],
    ["user_list", undefined, "user_id"],
    ["ab_test", undefined, "user_id"],
    ["user_tier", undefined, "tier"],
    ["user_tier", user6, "tier"],
    ["email_domain", user6, "email_domain"],
    ["email_domain", { ...user6, email: "nowhere" }, "email_domain"],
  ] as const)("%s ends where it needs to know more of the user", (strategy, user, needs) => {
    expect(steps({ strategy }, user)).toEqual([
      enabled,
      by(strategy),
      { step: "user", needs, value: null, outcome: "off" },
    ]);
  });

  it("compare a bucket with the percentage", () => {
    // By Python: int(md5(b"checkout:user6").hexdigest(), 16) % 100_000 is 79_166: 66 and 791 thousandths.
    const hashed = { step: "bucket", hash_input: "checkout:user6", bucket: 66, position: 66.791 } as const;
    const user: Step = { step: "user", needs: "user_id", value: "user6", outcome: "passed" };
    for (const [percentage, outcome] of [
      [66, "off"],
      [66.791, "off"],
      [66.792, "on"],
    ] as const)
      expect(steps({ strategy: "percentage", percentage }, user6)).toEqual([
        enabled,
        by("percentage"),
        user,
        { ...hashed, threshold: percentage, outcome },
      ]);
  });

  it("look the user up in the list of the strategy", () => {
    const user = { ...user6, tier: "pro", email: "someone@Company.com" };
    const lists = { user_ids: ["user6", "bob", "bob"], user_tiers: ["free"], email_domains: ["company.com"] };
    const last = (strategy: Flag["strategy"]): Step[] => steps({ strategy, ...lists }, user).slice(-2);
    expect(last("user_list")).toEqual([
      { step: "user", needs: "user_id", value: "user6", outcome: "passed" },
      { step: "list", list: "user_ids", size: 2, value: "user6", listed: true, outcome: "on" },
    ]);
    expect(last("user_tier")).toEqual([
      { step: "user", needs: "tier", value: "pro", outcome: "passed" },
      { step: "list", list: "user_tiers", size: 1, value: "pro", listed: false, outcome: "off" },
    ]);
    expect(last("email_domain")).toEqual([
      { step: "user", needs: "email_domain", value: "company.com", outcome: "passed" },
      { step: "list", list: "email_domains", size: 1, value: "company.com", listed: true, outcome: "on" },
    ]);
  });

  it("lay the variants out, in which the bucket falls to one or to none", () => {
    const last = (A: number): Step | undefined =>
      steps({ strategy: "ab_test", ab_test_allocation: { A } }, user6).at(-1);
    const hashed = { step: "variant", hash_input: "checkout:ab_test:user6", bucket: 36 } as const;
    expect(last(100)).toEqual({
      ...hashed,
      ranges: [{ variant: "A", from: 0, to: 100 }],
      variant: "A",
      outcome: "on",
    });
    expect(last(1)).toEqual({ ...hashed, ranges: [{ variant: "A", from: 0, to: 1 }], variant: null, outcome: "off" });
  });

  it("hash nothing that has no UTF-8", () => {
    for (const [name, userId] of [
      ["checkout", "half \ud83d"],
      ["half \ud83d", "user6"],
    ] as const) {
      const [bucket, variant] = (["percentage", "ab_test"] as const).map((strategy) =>
        steps({ name, strategy }, { userId }).at(-1),
      );
      expect(bucket).toMatchObject({ step: "bucket", hash_input: null, bucket: null, position: null, outcome: "off" });
      expect(variant).toMatchObject({ step: "variant", hash_input: null, bucket: null, variant: null, outcome: "off" });
    }
  });

  it("begin and end with reading a flag that is damaged, or is not there", () => {
    const damaged = { key: "checkout", problems: ["no name"] };
    const { detail } = evaluate(damaged, "checkout", user6);
    expect(stepsOf(damaged, user6, detail)).toEqual([{ step: "read", problems: ["no name"], outcome: "off" }]);
    expect(stepsOf(undefined, user6, evaluate(undefined, "checkout").detail)).toEqual([
      { step: "read", problems: [], outcome: "off" },
    ]);
  });
});

describe("the steps of random evaluations", () => {
  const seed = Number(process.env["FF_TEST_SEED"] ?? Date.now() % 2 ** 31);

  it(`lead to the answer, and each is true of flag and user (FF_TEST_SEED=${seed})`, () => {
    const seen = new Set<string>();
    for (const { flag, user, evaluation } of randomAnswers(seed, 10, 20)) {
      const prepared = isDamaged(flag) ? flag : new PreparedFlag(flag);
      const found = stepsOf(prepared, user, evaluation.detail);
      const passed = found.slice(0, -1);
      const last = found.at(-1);
      seen.add(`${last?.step} ${last?.outcome}`);
      expect(passed.every(({ outcome }) => outcome === "passed")).toBe(true);
      expect(last?.outcome).toBe(evaluation.enabled ? "on" : "off");
      if (!isDamaged(flag)) for (const step of found) expectTrue(step, flag, user);
    }
    // Each way that there is to end has been met.
    expect([...seen].sort()).toEqual([
      "bucket off",
      "bucket on",
      "list off",
      "list on",
      "read off",
      "strategy off",
      "strategy on",
      "switch off",
      "user off",
      "variant off",
      "variant on",
    ]);
  });

  it("hash the text that is told, for any name and id", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 80 });
    fc.assert(
      fc.property(text, text, fc.constantFrom("percentage", "ab_test"), (name, userId, strategy) => {
        const last = steps({ name, strategy, ab_test_allocation: { A: 50 } }, { userId }).at(-1);
        const { hash_input: input, bucket } = last as Extract<Step, { step: "bucket" }>;
        expect(bucket).toBe(md5Modulo100(input ?? ""));
        expect(input).toBe(strategy === "percentage" ? `${name}:${userId}` : `${name}:ab_test:${userId}`);
      }),
    );
  });
});

function expectTrue(step: Step, flag: Flag, user: User | undefined): void {
  switch (step.step) {
    case "switch":
      expect(step.enabled).toBe(flag.enabled);
      break;
    case "strategy":
      expect(step.strategy).toBe(flag.strategy);
      break;
    case "user":
      if (step.value !== null && step.needs === "user_id") expect(step.value).toBe(user?.userId);
      if (step.value !== null && step.needs === "tier") expect(step.value).toBe(user?.tier);
      if (step.value !== null && step.needs === "email_domain")
        expect(user?.email?.toLowerCase()).toContain(step.value);
      break;
    case "list":
      expect(step.listed).toBe(flag[step.list].includes(step.value));
      expect(step.outcome).toBe(step.listed ? "on" : "off");
      break;
    case "bucket":
      if (step.hash_input === null) break;
      expect(step.bucket).toBe(md5Modulo100(step.hash_input));
      expect(step.threshold).toBe(flag.percentage);
      expect(step.outcome).toBe((step.position ?? NaN) < step.threshold ? "on" : "off");
      break;
    case "variant": {
      if (step.hash_input === null) break;
      const { bucket } = step;
      expect(bucket).toBe(md5Modulo100(step.hash_input));
      expect(step.variant).toBe(step.ranges.find(({ to }) => (bucket ?? NaN) < to)?.variant ?? null);
      break;
    }
    case "read":
      expect(step.problems).toEqual([]);
  }
}

function md5Modulo100(text: string): number {
  return Number(BigInt(`0x${createHash("md5").update(text, "utf8").digest("hex")}`) % 100n);
}
