import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(
    flagsFile,
    flagsText([
      flag("rollout", { strategy: "percentage", percentage: 50 }),
      flag("tiers", { strategy: "user_tier", user_tiers: ["pro"] }),
      flag("domains", { strategy: "email_domain", email_domains: ["company.com"] }),
      flag("paused", { strategy: "all", enabled: false }),
      flag("split", { strategy: "ab_test", ab_test_allocation: { A: 50, B: 50 } }),
    ]).replace(/\n}$/, ',\n  "damaged": {"strategy": "maybe"}\n}'),
  );
  return place;
}

const keys = ["flag", "user", "enabled", "variant", "strategy", "reason", "bucket", "percentage"];

describe("ff check --json", () => {
  // The buckets are md5("rollout:user1") and so on, modulo 100, as `printf %s rollout:user1 | md5sum` gives them.
  it.each([
    ["rollout --user user1", { enabled: false, reason: "SPLIT", bucket: 87, percentage: 50, variant: null }],
    ["rollout --user user9", { enabled: true, reason: "SPLIT", bucket: 13, percentage: 50, variant: null }],
    ["rollout", { user: null, enabled: false, reason: "DEFAULT", bucket: null, percentage: null }],
    ["tiers --user u --tier pro", { enabled: true, reason: "TARGETING_MATCH", bucket: null, strategy: "user_tier" }],
    ["tiers --user u --tier Pro", { enabled: false, reason: "DEFAULT", bucket: null }],
    [
      "domains --user u --email Ann@Company.COM",
      { enabled: true, reason: "TARGETING_MATCH", email_domain: "company.com" },
    ],
    ["domains --user u", { enabled: false, reason: "DEFAULT" }],
    ["paused --user u", { enabled: false, reason: "DISABLED", bucket: null, variant: null }],
    ["split --user u", { enabled: true, reason: "SPLIT", strategy: "ab_test" }],
    ["damaged --user u", { enabled: false, reason: "ERROR", strategy: null, error_code: "PARSE_ERROR" }],
    ["tiers --user u --tier pro --attr plan=x --attr seats=3", { attributes: { plan: "x", seats: "3" } }],
  ])("%s", async (typed, answer) => {
    const { stdout, code } = await placeWithFlags().shell(`ff check ${typed} --json`);
    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual(expect.arrayContaining(keys));
    expect(result).toMatchObject(answer);
    expect(code).toBe(0);
  });
});

it("says on or off, for whom, and why", async () => {
  const { screen } = await inTerminal(placeWithFlags(), ["check", "rollout", "--user", "user9"]);
  expect(screen).toBe(
    "rollout is on for user9\n  why:     bucket 13 is below 50\n  flag:    50% of users\n  reason:  SPLIT\n",
  );
});

it.each([
  ["tiers --user u --tier pro", 0, 0],
  ["tiers --user u", 10, 0],
  ["damaged --user u", 10, 0],
  ["nope --user u", 3, 3],
])("--exit-code: %s → %i", async (typed, withOption, without) => {
  const place = placeWithFlags();
  const [asked, plain] = await Promise.all([
    place.shell(`ff check ${typed} --exit-code`),
    place.shell(`ff check ${typed}`),
  ]);
  expect([asked.code, plain.code]).toEqual([withOption, without]);
});

it("a damaged flag leaves its neighbours alone, and is told of", async () => {
  const place = placeWithFlags();
  const [list, check, other] = await Promise.all([
    place.ff(["list"]),
    place.ff(["check", "damaged"]),
    place.ff(["check", "tiers"]),
  ]);
  expect(list.stdout.trimEnd().split("\n")).toHaveLength(7);
  expect(list.stderr).toMatch(/^note: /);
  expect(check.stderr).toMatch(/^note: flag "damaged" can't be read, so it is off\n$/);
  expect([list.code, check.code, other.code, other.stderr]).toEqual([0, 0, 0, ""]);
});

describe("ff list", () => {
  it.each([
    ["--state partial", ["rollout", "tiers", "domains", "split"]],
    ["--state paused", ["paused"]],
    ["--state damaged", ["damaged"]],
    ["--strategy ab_test", ["split"]],
    ["--match '*s'", ["tiers", "domains"]],
    ["--match '*s' --strategy user_tier", ["tiers"]],
    ["--sort name", ["damaged", "domains", "paused", "rollout", "split", "tiers"]],
    ["--owner nobody", []],
  ])("%s", async (typed, names) => {
    const { stdout, code } = await placeWithFlags().shell(`ff list ${typed}`);
    expect(
      stdout
        .split("\n")
        .slice(1, -1)
        .map((line) => line.split("\t")[0]),
    ).toEqual(names);
    expect(code).toBe(0);
  });
});
