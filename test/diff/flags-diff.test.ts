import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { diffFlags } from "../../src/diff/flags-diff.js";
import type { Flag } from "../../src/model/flag.js";
import { flagWith } from "../model/flags.js";
import { documentOf, documentPairs, named, oneDifference, relaidDocuments } from "./diffs.js";

const rollout = flagWith({ name: "checkout", strategy: "percentage", percentage: 10 });

describe("flags are compared by meaning", () => {
  it("nothing differs from itself", () => {
    fc.assert(
      fc.property(relaidDocuments, ({ document }) => {
        expect(diffFlags(document, document)).toEqual({ flags: [], same: document.size });
      }),
    );
  });

  it("nothing differs in another layout and order, with lists turned round and defaults left out", () => {
    fc.assert(
      fc.property(relaidDocuments, ({ document, relaid }) => {
        expect(diffFlags(document, relaid)).toEqual({ flags: [], same: document.size });
      }),
    );
  });

  it("turned round, what was added was removed, and every field goes back", () => {
    fc.assert(
      fc.property(documentPairs, ([a, b]) => {
        const forth = diffFlags(a, b);
        const back = diffFlags(b, a);
        expect(back.same).toBe(forth.same);
        expect(named(back, "removed")).toEqual(expect.arrayContaining(named(forth, "added")));
        expect(named(back, "added").sort()).toEqual(named(forth, "removed").sort());
        const swapped = forth.flags.map(({ key, differences }) => [
          key,
          new Set(differences.map(({ field, before, after }) => ({ field, before: after, after: before }))),
        ]);
        expect(new Map(back.flags.map(({ key, differences }) => [key, new Set(differences)]))).toEqual(
          new Map(swapped as []),
        );
      }),
    );
  });

  it("every flag is on one side only, the same, or differs in some field", () => {
    fc.assert(
      fc.property(documentPairs, ([a, b]) => {
        const diff = diffFlags(a, b);
        for (const { change, differences } of diff.flags) expect(differences.length > 0).toBe(change === "changed");
        expect(named(diff, "added").every((key) => !a.has(key) && b.has(key))).toBe(true);
        expect(named(diff, "removed").every((key) => a.has(key) && !b.has(key))).toBe(true);
        expect(diff.same + diff.flags.length).toBe(new Set([...a.keys(), ...b.keys()]).size);
      }),
    );
  });

  it.each([
    ["a field", rollout, { ...rollout, percentage: 25 }, ["percentage"]],
    ["a default that became something", { name: "checkout" }, rollout, ["enabled", "strategy", "percentage"]],
    [
      "metadata, key by key",
      { ...rollout, metadata: { owner: "growth", ticket: "FF-1" } },
      { ...rollout, metadata: { owner: "core" } },
      ["metadata.owner", "metadata.ticket"],
    ],
    ["a key of another program", { ...rollout, x_team: [1] }, { ...rollout, x_team: [2] }, ["x_team"]],
    [
      "a key that looks like metadata",
      { ...rollout, "metadata.owner": 1, metadata: { owner: 2 } },
      { ...rollout, "metadata.owner": 2, metadata: { owner: 1 } },
      ['"metadata.owner"', "metadata.owner"],
    ],
    [
      "the time beside a field",
      rollout,
      { ...rollout, percentage: 25, updated_at: "2026-01-31T10:30:00" },
      ["percentage"],
    ],
    ["the time alone", rollout, { ...rollout, updated_at: "2026-01-31T10:30:00" }, ["updated_at"]],
    [
      "a time beside a default written out",
      { name: "checkout" },
      { name: "checkout", enabled: false, updated_at: "2026-01-31T10:30:00" },
      ["updated_at"],
    ],
    ["a flag that is none", rollout, 7, ["name", "enabled", "strategy", "percentage", "value"]],
  ])("%s", (_, before, after, fields) => {
    const told = oneDifference(before, after)?.differences.map(({ field }) => field);
    expect(told?.sort()).toEqual(expect.arrayContaining([...fields].sort()));
    if (fields.at(-1) !== "value") expect(told).toHaveLength(fields.length);
  });
});

describe("what a change does to users", () => {
  it.each([
    ["a new flag", null, rollout, "10% of users get it"],
    ["one that goes", rollout, null, "everybody who had it loses it"],
    ["one that is damaged", rollout, { ...rollout, percentage: "ten" }, "everybody who had it loses it"],
    ["one that is mended", 7, rollout, "10% of users get it"],
    ["metadata", rollout, { ...rollout, metadata: { owner: "core" } }, null],
  ])("%s", (_, before, after, effect) => {
    expect(oneDifference(before, after)?.effect).toBe(effect);
  });

  it("a changed name in the hash moves users", () => {
    expect(oneDifference(rollout, { ...rollout, name: "cashier" })?.moves).toEqual([
      { kind: "name", before: "checkout", after: "cashier" },
    ]);
  });
});

describe("a flag that went on under another name", () => {
  const cashier = { ...rollout, name: "cashier", created_at: "2026-01-31T10:30:00" };
  const renames = (before: object, after: object): unknown =>
    diffFlags(documentOf(before), documentOf(after)).flags.flatMap(({ key, renamedFrom, moves }) =>
      renamedFrom === null ? [] : [[key, renamedFrom, moves.map(({ kind }) => kind)]],
    );

  it("is told of", () => {
    expect(renames({ checkout: rollout }, { cashier })).toEqual([["cashier", "checkout", ["name"]]]);
  });

  const bothNamed = (fields: Partial<Flag>) => [
    { a: flagWith({ ...fields, name: "a" }) },
    { b: flagWith({ ...fields, name: "b" }) },
  ];

  it.each<[string, object[]]>([
    ["it is on for everybody", bothNamed({ strategy: "all" })],
    ["a list decides", bothNamed({ strategy: "user_tier", user_tiers: ["pro"] })],
    ["everybody is below the percentage", bothNamed({ strategy: "percentage", percentage: 100 })],
    ["the name in the hash stayed", [{ a: rollout }, { b: rollout }]],
  ])("is told of where %s: applications that ask for the old name lose it", (_, [before = {}, after = {}]) => {
    expect(renames(before, after)).toEqual([["b", "a", ["key"]]]);
  });

  it("is told of without a warning where nobody had it", () => {
    const [before = {}, after = {}] = bothNamed({ strategy: "none" });
    expect(renames(before, after)).toEqual([["b", "a", []]]);
  });

  it.each<[string, object, object]>([
    ["it says something else", { checkout: rollout }, { cashier: { ...cashier, percentage: 11 } }],
    ["the old one is still there", { checkout: rollout }, { checkout: rollout, cashier }],
    ["two could be meant", { checkout: rollout }, { cashier, till: { ...cashier, name: "till" } }],
    ["it could have been two", { checkout: rollout, till: { ...rollout, name: "till" } }, { cashier }],
    ["it is damaged", { checkout: { ...rollout, enabled: 1 } }, { cashier: { ...cashier, enabled: 1 } }],
  ])("is no rename where %s", (_, before, after) => {
    expect(renames(before, after)).toEqual([]);
  });
});
