import { describe, expect, it } from "vitest";

import { flagDefaults } from "../../src/model/flag.js";
import { globMatcher } from "../../src/model/glob.js";
import { isDamaged, parseFlag } from "../../src/model/parse-flag.js";
import { formatTimestamp, parseMoment, parseTimestamp } from "../../src/model/time.js";

describe("a value of the file as a flag", () => {
  it("takes defaults for what is missing and leaves unknown keys alone", () => {
    const flag = parseFlag("key", { name: "a", owner: "growth" });
    expect(flag).toEqual({ name: "a", ...flagDefaults });
    expect(isDamaged(flag)).toBe(false);
  });

  it("keeps every value", () => {
    const whole = {
      name: "",
      enabled: true,
      strategy: "ab_test",
      percentage: 12.3456,
      user_ids: ["a"],
      user_tiers: ["b"],
      email_domains: ["c"],
      ab_test_variant: "A",
      ab_test_allocation: { A: 30.5 },
      metadata: { deep: [null, { x: 1 }] },
      created_at: "2024-01-25T10:30:00",
      updated_at: null,
    };
    expect(parseFlag("key", whole)).toEqual(whole);
  });

  it.each([
    [null, "the flag is null, expected an object"],
    [[], "the flag is a list, expected an object"],
    ["on", 'the flag is "on", expected an object'],
    [{}, '"name" is missing'],
    [{ name: null }, '"name" is null, expected a string'],
    [{ name: "a", enabled: "yes" }, '"enabled" is "yes", expected true or false'],
    [{ name: "a", strategy: "gradual" }, '"strategy" is "gradual", expected one of all, none,'],
    [{ name: "a", strategy: "toString" }, '"strategy" is "toString"'],
    [{ name: "a", percentage: "50" }, '"percentage" is "50", expected a number'],
    [{ name: "a", percentage: Infinity }, '"percentage" is Infinity, expected a number'],
    [{ name: "a", user_ids: [1] }, '"user_ids" is a list, expected a list of strings'],
    [{ name: "a", user_tiers: {} }, '"user_tiers" is an object, expected a list of strings'],
    [{ name: "a", email_domains: null }, '"email_domains" is null'],
    [{ name: "a", ab_test_variant: 1 }, '"ab_test_variant" is 1, expected a string or null'],
    [
      { name: "a", ab_test_allocation: { A: "50" } },
      '"ab_test_allocation" is an object, expected an object of numbers',
    ],
    [{ name: "a", metadata: [] }, '"metadata" is a list, expected an object'],
    [{ name: "a", created_at: 5 }, '"created_at" is 5, expected a timestamp'],
    [{ name: "a", updated_at: false }, '"updated_at" is false, expected a timestamp'],
  ])("%j is damaged", (value, problem) => {
    const flag = parseFlag("key", value);
    expect(isDamaged(flag) && flag.key).toBe("key");
    expect(isDamaged(flag) && flag.problems).toEqual([expect.stringContaining(problem)]);
  });

  it("names every problem", () => {
    const flag = parseFlag("key", { strategy: 1, percentage: "x".repeat(100) });
    expect(isDamaged(flag) && flag.problems).toHaveLength(3);
    expect(isDamaged(flag) && flag.problems.join().includes(`${"x".repeat(40)}…`)).toBe(true);
  });
});

describe("timestamps", () => {
  it("are written in naive UTC to the second", () => {
    expect(formatTimestamp(new Date("2026-01-31T23:59:59.999+01:00"))).toBe("2026-01-31T22:59:59");
  });

  it.each([
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T10:30", "2026-01-31T10:30:00.000Z"],
    ["2026-01-31 10:30:05", "2026-01-31T10:30:05.000Z"],
    ["2026-01-31T10:30:05.123456", "2026-01-31T10:30:05.123Z"],
    ["2026-01-31T10:30:05,5", "2026-01-31T10:30:05.500Z"],
    ["2026-01-31T10:30:05Z", "2026-01-31T10:30:05.000Z"],
    ["2026-01-31t10:30:05z", "2026-01-31T10:30:05.000Z"],
    ["2026-01-31T10:30+01:00", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31T10:30-0530", "2026-01-31T16:00:00.000Z"],
    ["2026-01-31 10:30 +02", "2026-01-31T08:30:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    [" 2026-01-31 ", "2026-01-31T00:00:00.000Z"],
  ])("%j is %s", (text, moment) => {
    expect(parseTimestamp(text)?.toISOString()).toBe(moment);
    expect(parseMoment(text).toISOString()).toBe(moment);
  });

  it.each([
    "",
    "yesterday",
    "2026-02-29",
    "2026-13-01",
    "2026-01-31T24:00",
    "2026-01-31T10:60",
    "2026-01-31T10:30:60",
    "2026-01-31T10",
    "2026-1-31",
    "20260131",
    "2026-01-31T10:30+24:00",
    "2026-01-31T10:30+01:60",
    "2026-01-31T10:30 CET",
    "1738319400",
    "0001-01-01",
  ])("%j is none", (text) => {
    expect(parseTimestamp(text)).toBeNull();
    expect(() => parseMoment(text)).toThrow(`${JSON.stringify(text)} is not a time`);
  });
});

describe("a glob", () => {
  it.each([
    ["*", ["", "a", "checkout_flow"], []],
    ["checkout_*", ["checkout_", "checkout_flow"], ["Checkout_flow", "old_checkout_flow"]],
    ["*_flow", ["checkout_flow", "_flow"], ["flow", "checkout_flow2"]],
    ["*new*", ["new", "a new one"], ["ne w"]],
    ["a?c", ["abc", "a🚀c", "a*c"], ["ac", "abbc"]],
    ["a*b*c", ["abc", "a-b-b-c", "abcbc"], ["acb", "ab"]],
    ["new-dashboard", ["new-dashboard"], ["new_dashboard"]],
    ["a.b[c](d)^$|\\/{1}+", ["a.b[c](d)^$|\\/{1}+"], ["axb[c](d)^$|\\/{1}+"]],
    ["", [""], ["a"]],
    ["**", ["", "ab"], []],
    ["?*", ["a", "ab"], [""]],
  ])("%j", (pattern, matching, others) => {
    expect([...matching, ...others].filter(globMatcher(pattern))).toEqual(matching);
  });

  it("takes no time that grows with a power of the name's length", () => {
    expect(globMatcher(`${"*a".repeat(40)}b`)("a".repeat(2_000))).toBe(false);
  });
});
