import { describe, expect, it } from "vitest";

import { evaluate, isEnabled } from "../../src/eval/evaluate.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import { strategies, type Flag, type User } from "../../src/model/flag.js";
import { answer, flagWith } from "./flags.js";

// By hashlib, md5("checkout:ada") has bucket 6, three decimals 914; md5("checkout:ab_test:linus") bucket 89, of
// edsger 37, of ada 0.
const ada: User = { userId: "ada", email: "Ada@Example.ORG", tier: "pro" };

/** Every list names ada, every share and percentage is full: on for her by each strategy but `none`. */
const generous: Partial<Flag> = {
  percentage: 100,
  user_ids: ["ada"],
  user_tiers: ["pro"],
  email_domains: ["example.org"],
  ab_test_allocation: { A: 100 },
};

describe("a disabled flag", () => {
  it.each(strategies)("is off and assigns no variant, whatever its strategy: %s", (strategy) => {
    const expected = { enabled: false, variant: null, strategy, reason: "DISABLED", errorCode: null, bucket: null };
    expect(answer({ ...generous, strategy, enabled: false }, ada)).toMatchObject(expected);
    expect(answer({ ...generous, strategy, enabled: false })).toMatchObject(expected);
  });
});

describe("without a user", () => {
  it.each([
    ["all", true, "STATIC", "everybody"],
    ["none", false, "STATIC", "nobody"],
    ["percentage", false, "DEFAULT", "no_user"],
    ["user_list", false, "DEFAULT", "no_user"],
    ["user_tier", false, "DEFAULT", "no_user"],
    ["email_domain", false, "DEFAULT", "no_user"],
    ["ab_test", false, "DEFAULT", "no_user"],
  ] as const)("%s is %s, %s", (strategy, enabled, reason, kind) => {
    expect(answer({ ...generous, strategy })).toEqual({
      flag: "checkout",
      enabled,
      variant: null,
      strategy,
      reason,
      errorCode: null,
      bucket: null,
      position: null,
      percentage: null,
      detail: { kind },
    });
  });
});

describe("percentage", () => {
  it.each([
    [7, true],
    [6, false],
    [6.915, true],
    [6.914, false],
    [6.9140001, true],
    [100, true],
    [0, false],
    [250, true],
    [-1, false],
  ])("%d: ada at position 6.914 is %s", (percentage, enabled) => {
    expect(answer({ strategy: "percentage", percentage }, ada)).toEqual({
      flag: "checkout",
      enabled,
      variant: null,
      strategy: "percentage",
      reason: "SPLIT",
      errorCode: null,
      bucket: 6,
      position: 6.914,
      percentage,
      detail: { kind: enabled ? "below_percentage" : "not_below_percentage", position: 6.914, percentage },
    });
  });

  it("hashes the flag's name, not the key it stands under", () => {
    const renamed = new PreparedFlag(flagWith({ strategy: "percentage", percentage: 50 }));
    expect(evaluate(renamed, "checkout_v2", ada)).toMatchObject({ flag: "checkout_v2", position: 6.914 });
  });
});

describe("targeting", () => {
  it.each([
    ["user_list", { user_ids: ["grace", "ada"] }, "user_ids", "ada"],
    ["user_tier", { user_tiers: ["pro"] }, "user_tiers", "pro"],
    ["email_domain", { email_domains: ["example.org"] }, "email_domains", "example.org"],
  ] as const)("%s is on for who is listed, off for who is not", (strategy, lists, list, value) => {
    expect(answer({ strategy, ...lists }, ada)).toMatchObject({
      enabled: true,
      strategy,
      reason: "TARGETING_MATCH",
      bucket: null,
      detail: { kind: "listed", list, value },
    });
    expect(answer({ ...generous, strategy, [list]: ["somebody-else"] }, ada)).toMatchObject({
      enabled: false,
      reason: "DEFAULT",
      detail: { kind: "not_listed", list, value },
    });
  });

  it("tells tiers apart by case", () => {
    expect(answer({ strategy: "user_tier", user_tiers: ["Pro", "PRO"] }, ada).enabled).toBe(false);
  });

  it.each([undefined, ""])("takes the tier %j for none, even where the file lists an empty one", (tier) => {
    expect(answer({ strategy: "user_tier", user_tiers: ["", "pro"] }, { userId: "ada", tier })).toMatchObject({
      enabled: false,
      reason: "DEFAULT",
      detail: { kind: "no_tier" },
    });
  });

  it("compares the user's domain in lower case with the list as it stands", () => {
    expect(answer({ strategy: "email_domain", email_domains: ["Example.ORG", "@example.org"] }, ada).enabled).toBe(
      false,
    );
  });

  it.each([
    [undefined, null],
    ["", ""],
    ["ada.example.org", "ada.example.org"],
  ])("is off for the email %j, which has no domain", (email, told) => {
    expect(
      answer({ strategy: "email_domain", email_domains: ["", "example.org"] }, { userId: "ada", email }),
    ).toMatchObject({
      enabled: false,
      reason: "DEFAULT",
      detail: { kind: "no_email_domain", email: told },
    });
  });
});

describe("ab_test", () => {
  const half: Partial<Flag> = { strategy: "ab_test", ab_test_allocation: { treatment: 40, control: 30 } };

  it.each([
    ["ada", 0, "control", 0, 30],
    ["edsger", 37, "treatment", 30, 70],
  ])("assigns %s, in bucket %i, to %s", (userId, bucket, variant, from, to) => {
    expect(answer(half, { userId })).toEqual({
      flag: "checkout",
      enabled: true,
      variant,
      strategy: "ab_test",
      reason: "SPLIT",
      errorCode: null,
      bucket,
      position: null,
      percentage: null,
      detail: { kind: "assigned", bucket, variant, from, to },
    });
  });

  it("leaves who is above the sum of the shares to no variant, and off", () => {
    expect(answer(half, { userId: "linus" })).toMatchObject({
      enabled: false,
      variant: null,
      reason: "SPLIT",
      bucket: 89,
      detail: { kind: "unassigned", bucket: 89, assigned: 70 },
    });
  });

  it("without variants is off for everybody", () => {
    const detail = { kind: "unassigned", bucket: 0, assigned: 0 };
    expect(answer({ strategy: "ab_test" }, ada)).toMatchObject({ enabled: false, variant: null, detail });
  });
});

describe("what can't be evaluated", () => {
  const error = { enabled: false, variant: null, reason: "ERROR", bucket: null, position: null, percentage: null };

  it("an unknown flag is off, and nothing is thrown", () => {
    expect(evaluate(undefined, "chekout", ada)).toEqual({
      ...error,
      flag: "chekout",
      strategy: null,
      errorCode: "FLAG_NOT_FOUND",
      detail: { kind: "unknown_flag" },
    });
  });

  it("a damaged flag is off and says what is wrong with it", () => {
    const damaged = { key: "checkout", problems: ['"name" is missing'] };
    expect(evaluate(damaged, "checkout", ada)).toEqual({
      ...error,
      flag: "checkout",
      strategy: null,
      errorCode: "PARSE_ERROR",
      detail: { kind: "damaged", problems: ['"name" is missing'] },
    });
  });

  it.each(["percentage", "ab_test"] as const)("an id without UTF-8 has no bucket for %s", (strategy) => {
    const detail = { kind: "unhashable_user" };
    expect(answer({ ...generous, strategy }, { userId: "ada\ud83d" })).toEqual({
      ...error,
      flag: "checkout",
      strategy,
      errorCode: "INVALID_CONTEXT",
      detail,
    });
  });

  it.each(["percentage", "ab_test"] as const)("a flag's name without UTF-8 gives no bucket for %s", (strategy) => {
    const detail = { kind: "unhashable_name" };
    const expected = { ...error, strategy, errorCode: "PARSE_ERROR", detail };
    expect(answer({ ...generous, strategy, name: "check\udc00out" }, ada)).toMatchObject(expected);
    expect(answer({ ...generous, strategy, name: "check\udc00out" }, { userId: "\ud83d" })).toMatchObject(expected);
  });

  it("an id without UTF-8 can still be listed", () => {
    expect(answer({ strategy: "user_list", user_ids: ["\ud83d"] }, { userId: "\ud83d" }).enabled).toBe(true);
  });
});

describe("isEnabled", () => {
  it.each(strategies)("is the answer's enabled: %s", (strategy) => {
    const prepared = new PreparedFlag(flagWith({ ...generous, strategy }));
    expect(isEnabled(prepared, ada)).toBe(strategy !== "none");
    expect(isEnabled(prepared)).toBe(strategy === "all");
  });

  it("is false for an unknown or damaged flag", () => {
    expect(isEnabled(undefined, ada)).toBe(false);
    expect(isEnabled({ key: "checkout", problems: ["the flag is null, expected an object"] }, ada)).toBe(false);
  });
});

describe("users as applications without types pass them", () => {
  const flags = [
    flagWith({ strategy: "percentage", percentage: 100 }),
    flagWith({ strategy: "user_list", user_ids: ["5"] }),
    flagWith({ strategy: "user_tier", user_tiers: ["pro"] }),
    flagWith({ strategy: "email_domain", email_domains: ["a.com"] }),
    flagWith({ strategy: "ab_test", ab_test_allocation: { A: 100 } }),
  ].map((flag) => new PreparedFlag(flag));

  it.each([null, {}, { userId: 5 }, { userId: null, email: null, tier: null }, { userId: 5, email: 5, tier: 5 }])(
    "%j gets nothing, and no error is thrown",
    (user) => {
      for (const flag of flags) {
        expect(evaluate(flag, "f", user as unknown as User).enabled).toBe(false);
        expect(isEnabled(flag, user as unknown as User)).toBe(false);
      }
    },
  );

  it("a user id that is no text can't be hashed", () => {
    const answer = evaluate(flags[0], "f", { userId: 5 } as unknown as User);
    expect(answer).toMatchObject({ reason: "ERROR", errorCode: "INVALID_CONTEXT", bucket: null });
  });
});
