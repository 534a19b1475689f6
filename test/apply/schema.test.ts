import { readFileSync } from "node:fs";

import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";

import { parseChangesFile } from "../../src/apply/changes-file.js";
import { operations } from "../../src/apply/operations.js";
import { FfError } from "../../src/errors.js";
import { flagDefaults, strategies } from "../../src/model/flag.js";

interface Schema {
  readonly properties: Record<string, unknown>;
  readonly $defs: Record<string, Schema & { readonly description: string; readonly enum?: unknown }>;
}

const schema = JSON.parse(readFileSync(new URL("../../docs/changes.schema.json", import.meta.url), "utf8")) as Schema;
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(
  schema,
);

function parserTakes(file: unknown): boolean {
  try {
    parseChangesFile(new TextEncoder().encode(JSON.stringify(file)), "changes.json", "either");
    return true;
  } catch (error) {
    if (error instanceof FfError && error.code === "USAGE") return false;
    throw error;
  }
}

const change = (op: string, keys: object = {}): unknown => ({ changes: [{ op, flag: "new_dashboard", ...keys }] });

const good: unknown[] = [
  { changes: [] },
  { $schema: "https://example.com/changes.schema.json", reason: "release 2.4", changes: [] },
  change("create"),
  change("create", { set: {} }),
  change("create", {
    set: {
      enabled: false,
      strategy: "ab_test",
      percentage: 33.333,
      user_ids: ["a"],
      user_tiers: [],
      email_domains: ["@Company.com"],
      ab_test_variant: null,
      ab_test_allocation: { A: 100 },
      metadata: { any: ["thing", { at: null }] },
    },
  }),
  change("update", { set: { percentage: 100 } }),
  change("update", { unset_metadata: ["owner", "", "owner"] }),
  change("update", { set: { metadata: { owner: null } }, unset_metadata: ["ticket"] }),
  change("update", { set: {}, unset_metadata: [] }),
  change("delete"),
  ...["enable", "disable", "pause", "resume"].map((op) => change(op)),
  change("rollout", { percentage: 0 }),
  change("enable-users", { ids: ["a", "b"] }),
  change("enable-users", { ids: ["a"], mode: "replace" }),
  change("update", { set: { user_ids: [], user_tiers: [], email_domains: [] } }),
  change("enable-tiers", { tiers: ["pro"], mode: "add" }),
  change("enable-domains", { domains: ["company.com"], mode: "remove" }),
  change("enable-domains", { domains: ["@localhost", "x_y.a-b.CO.uk", "例え.jp", "[10.0.0.1]", "[IPv6:2001:DB8::1]"] }),
  change("ab-test", { variants: { A: 1, B: 99 } }),
  {
    changes: [
      { op: "enable", flag: "a" },
      { op: "delete", flag: "__proto__" },
    ],
  },
];

const bad: unknown[] = [
  null,
  [],
  {},
  { changes: {} },
  { changes: [1] },
  { changes: [null] },
  { changes: [], more: 1 },
  { changes: [], reason: "" },
  { changes: [], reason: 5 },
  { changes: [{ op: "enable" }] },
  { changes: [{ flag: "a" }] },
  change("enable", { flag: "" }),
  change("enable", { flag: 5 }),
  change("Enable"),
  change("toString"),
  ...["create", "delete", "enable", "disable", "pause", "resume"].map((op) => change(op, { percentage: 5 })),
  change("update"),
  change("update", { set: null }),
  change("update", { unset_metadata: [] }),
  change("update", { set: {}, unset_metadata: null }),
  change("update", { set: {}, unset_metadata: "owner" }),
  change("update", { unset_metadata: [null] }),
  change("update", { set: { unset_metadata: ["owner"] } }),
  change("create", { unset_metadata: ["owner"] }),
  change("create", { set: null }),
  change("create", { set: { name: "x" } }),
  change("create", { set: { created_at: "2024-01-25T10:30:00" } }),
  change("create", { set: { enabled: "yes" } }),
  change("create", { set: { strategy: "gradual" } }),
  change("create", { set: { strategy: null } }),
  change("create", { set: { percentage: null } }),
  change("create", { set: { user_ids: "a" } }),
  change("create", { set: { user_tiers: [""] } }),
  change("create", { set: { email_domains: ["a@b.com"] } }),
  change("create", { set: { ab_test_variant: "" } }),
  change("create", { set: { ab_test_allocation: {} } }),
  change("create", { set: { metadata: [] } }),
  change("rollout"),
  change("rollout", { percentage: "5" }),
  change("rollout", { percentage: 100.5 }),
  change("rollout", { percentage: -1 }),
  change("enable-users"),
  ...[undefined, "replace", "add", "remove"].flatMap((mode) => [
    change("enable-users", { ids: [], mode }),
    change("enable-tiers", { tiers: [], mode }),
    change("enable-domains", { domains: [], mode }),
  ]),
  change("enable-users", { ids: [1] }),
  change("enable-users", { ids: [" "] }),
  change("enable-users", { tiers: ["a"] }),
  change("enable-users", { ids: ["a"], mode: "append" }),
  change("enable-users", { ids: ["a"], mode: null }),
  change("enable-tiers", { tiers: {} }),
  change("enable-domains", { domains: ["@"] }),
  ...["a b.com", "*.b.com", ".b.com", "b.com.", "a..b", "b.com,c.com", "[b.com]", "b.com/", "b\u3000c"].flatMap(
    (domain) => [
      change("enable-domains", { domains: [domain] }),
      change("create", { set: { email_domains: [domain] } }),
    ],
  ),
  change("ab-test"),
  change("ab-test", { variants: {} }),
  change("ab-test", { variants: { A: 0, B: 100 } }),
  change("ab-test", { variants: { A: 50.5, B: 49.5 } }),
  change("ab-test", { variants: { "": 100 } }),
  change("ab-test", { variants: { A: "100" } }),
  change("ab-test", { variants: [100] }),
];

/** What the schema's description says that it can't say. */
const beyondSchema: unknown[] = [
  change("ab-test", { variants: { A: 50 } }),
  change("rollout", { percentage: 1.2345 }),
  change("update", { set: { metadata: { owner: "a" } }, unset_metadata: ["owner"] }),
];

describe("docs/changes.schema.json", () => {
  it.each(good)("and the parser take %j", (file) => {
    validate(file);
    expect(validate.errors ?? []).toEqual([]);
    expect(parserTakes(file)).toBe(true);
  });

  it.each(bad)("and the parser refuse %j", (file) => {
    expect(validate(file)).toBe(false);
    expect(parserTakes(file)).toBe(false);
  });

  it.each(beyondSchema)("leaves it to the parser to refuse %j", (file) => {
    expect(validate(file)).toBe(true);
    expect(parserTakes(file)).toBe(false);
  });

  it("describes every operation with its keys, and nothing else", () => {
    const change = schema.$defs["change"] as unknown as { oneOf: { $ref: string }[] };
    const named = change.oneOf.map(({ $ref }) => $ref.replace("#/$defs/", ""));
    expect(named).toEqual([...operations.keys()]);
    for (const [op, { keys }] of operations) {
      const { properties, description } = schema.$defs[op]!;
      expect(Object.keys(properties)).toEqual(["op", "flag", ...keys]);
      expect(properties["op"]).toEqual({ const: op });
      expect(description).not.toBe("");
    }
  });

  it("describes every field that can be set, and every strategy", () => {
    const { properties } = schema.$defs["fields"]!;
    const kept = ["created_at", "updated_at"];
    expect(Object.keys(properties)).toEqual(Object.keys(flagDefaults).filter((field) => !kept.includes(field)));
    expect((properties["strategy"] as { enum: unknown }).enum).toEqual(strategies);
  });
});
