import { describe, expect, it } from "vitest";

import { describe as inWords, describeTargets } from "../../src/model/describe.js";
import { changeInWords, fieldDifferences } from "../../src/model/diff.js";
import type { Flag } from "../../src/model/flag.js";
import { stateOf } from "../../src/model/state.js";
import { flagWith } from "./flags.js";

const six = ["a", "b", "c", "d", "e", "f"];

describe("a flag in words, and its state", () => {
  it.each<[Partial<Flag>, string, string]>([
    [{ strategy: "all" }, "everybody", "on"],
    [{ strategy: "none" }, "nobody", "off"],
    [{ strategy: "percentage", percentage: 2.5 }, "2.5% of users", "partial"],
    [{ strategy: "percentage", percentage: 0 }, "0% of users", "off"],
    [{ strategy: "percentage", percentage: 100 }, "100% of users", "on"],
    [{ strategy: "user_list", user_ids: ["a"] }, "user a", "partial"],
    [{ strategy: "user_list", user_ids: [] }, "no users", "off"],
    [{ strategy: "user_list", user_ids: six }, "6 users: a, b, c, d, e, …", "partial"],
    [{ strategy: "user_list", user_ids: six.slice(1) }, "users b, c, d, e, f", "partial"],
    [{ strategy: "user_tier", user_tiers: ["pro", "free"] }, "tiers pro, free", "partial"],
    [{ strategy: "user_tier" }, "no tiers", "off"],
    [{ strategy: "email_domain", email_domains: ["a.com"] }, "domain a.com", "partial"],
    [{ strategy: "email_domain" }, "no domains", "off"],
    [{ strategy: "ab_test", ab_test_allocation: { A: 40, B: 60 } }, "A/B test: A 40%, B 60%", "partial"],
    [{ strategy: "ab_test" }, "A/B test without variants", "off"],
    [{ strategy: "ab_test", ab_test_allocation: { A: 0 } }, "A/B test: A 0%", "off"],
  ])("%j", (fields, words, state) => {
    const flag = flagWith(fields);
    expect(inWords(flag)).toBe(words);
    expect(stateOf(flag)).toBe(state);
    const paused = { ...flag, enabled: false };
    expect(inWords(paused)).toBe(`paused: ${words}`);
    expect(describeTargets(paused)).toBe(words);
    expect(stateOf(paused)).toBe("paused");
  });

  it("that is damaged says why", () => {
    const damaged = { key: "a", problems: ['"name" is missing', "and more"] };
    expect(inWords(damaged)).toBe('damaged: "name" is missing; and more');
    expect(stateOf(damaged)).toBe("damaged");
  });
});

describe("a change in words", () => {
  const text = (fields: object = {}): string => JSON.stringify({ ...flagWith({ strategy: "all" }), ...fields });
  const rollout = (percentage: number, fields: object = {}): string =>
    text({ strategy: "percentage", percentage, ...fields });

  it.each([
    ["created", null, text(), "created: everybody"],
    ["deleted", text(), null, "deleted, was: everybody"],
    ["the percentage", rollout(10), rollout(50), "10% of users → 50% of users"],
    ["the strategy", rollout(10), text({ strategy: "none" }), "10% of users → nobody; percentage: 10 → 0"],
    ["paused", text(), text({ enabled: false }), "everybody → paused: everybody"],
    ["an idle percentage", text({ percentage: 10 }), text({ percentage: 20 }), "percentage: 10 → 20"],
    [
      "the percentage and more",
      rollout(10, { metadata: { owner: "a" } }),
      rollout(20, { metadata: { owner: "b", ticket: "FF-1" }, updated_at: "2026-01-01T00:00:00" }),
      "10% of users → 20% of users; metadata.owner: a → b; metadata.ticket: none → FF-1",
    ],
    ["metadata taken away", text({ metadata: { a: 1 } }), text(), "metadata.a: 1 → none"],
    ["an empty text", text(), text({ metadata: { owner: "" } }), 'metadata.owner: none → ""'],
    [
      "metadata that was no object",
      text({ metadata: 5 }),
      text(),
      'damaged: "metadata" is 5, expected an object → everybody',
    ],
    ["unknown keys", text({ x: 1 }), text({ x: [1, { y: 2 }] }), 'x: 1 → [1,{"y":2}]'],
    ["long values", text({ x: "a".repeat(80) }), text({ x: 1 }), `x: ${"a".repeat(59)}… → 1`],
    ["only the time", text({ updated_at: "1" }), text({ updated_at: "2" }), "updated_at: 1 → 2"],
    ["the layout", text(), ` ${text()}`, "nothing but the layout"],
    ["damaged", text(), "7", "everybody → damaged: the flag is 7, expected an object"],
    [
      "damaged otherwise",
      "7",
      "8",
      "damaged: the flag is 7, expected an object → damaged: the flag is 8, expected an object",
    ],
    ["the same damage", '{"x":1}', '{"x":2}', "x: 1 → 2"],
    [
      "a long list",
      text({ strategy: "user_list", user_ids: six }),
      text({ strategy: "user_list", user_ids: [...six.slice(0, 5), "g"] }),
      "user_ids: added g, removed f",
    ],
    ["an idle list", text(), text({ user_tiers: six }), "user_tiers: added a, b, c, d, e, …"],
    [
      "a repetition in a list",
      text({ user_tiers: ["a", "b", "a"] }),
      text({ user_tiers: ["a", "b"] }),
      "user_tiers: the same, without repetitions",
    ],
    [
      "the order of a list",
      text({ user_tiers: ["a", "b"] }),
      text({ user_tiers: ["b", "a"] }),
      "user_tiers: another order",
    ],
  ])("%s", (_, before, after, words) => {
    expect(changeInWords("new_dashboard", before, after)).toBe(words);
  });

  it("leaves out updated_at beside anything else", () => {
    const fields = fieldDifferences(text({ updated_at: "1" }), text({ updated_at: "2", percentage: 1, x: "new" }));
    expect(fields).toEqual([
      { field: "percentage", before: 0, after: 1 },
      { field: "x", before: undefined, after: "new" },
    ]);
  });
});
