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

const keys = [
  ["flag", "user", "enabled", "variant", "strategy", "reason", "error_code", "explanation", "detail"],
  ["hash_input", "bucket", "position", "percentage", "threshold", "steps", "flips"],
  ["email", "email_domain", "tier", "attributes", "at", "certain", "file"],
].flat();

describe("ff check --json", () => {
  // The buckets are md5("rollout:user1") and so on, modulo 100, as `printf %s rollout:user1 | md5sum` gives them.
  it.each([
    ["rollout --user user1", { enabled: false, reason: "SPLIT", bucket: 87, percentage: 50, variant: null }],
    ["rollout --user user9", { enabled: true, reason: "SPLIT", bucket: 13, percentage: 50, variant: null }],
    ["rollout --user user9", { hash_input: "rollout:user9", threshold: 50, at: null, certain: true }],
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
    ["split --user u", { hash_input: "split:ab_test:u", percentage: null, threshold: null }],
    ["damaged --user u", { steps: [{ step: "read", outcome: "off" }], hash_input: null, flips: [] }],
    ["damaged --user u", { enabled: false, reason: "ERROR", strategy: null, error_code: "PARSE_ERROR" }],
    ["tiers --user u --tier pro --attr plan=x --attr seats=3", { attributes: { plan: "x", seats: "3" } }],
  ])("%s", async (typed, answer) => {
    const { stdout, code } = await placeWithFlags().shell(`ff check ${typed} --json`);
    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(result).sort()).toEqual([...keys].sort());
    expect(result).toMatchObject(answer);
    expect(code).toBe(0);
  });
});

it("carries the steps and what would flip the answer as data", async () => {
  const { stdout } = await placeWithFlags().shell(`ff check rollout --user user1 --file ${flagsFile} --json`);
  expect(JSON.parse(stdout)).toMatchObject({
    steps: [
      { step: "switch", enabled: true, outcome: "passed" },
      { step: "strategy", strategy: "percentage", outcome: "passed" },
      { step: "user", needs: "user_id", value: "user1", outcome: "passed" },
      { step: "bucket", hash_input: "rollout:user1", bucket: 87, threshold: 50, outcome: "off" },
    ],
    flips: [
      {
        kind: "percentage",
        enabled: true,
        text: "on from 88%",
        change: { op: "rollout", flag: "rollout", percentage: 88 },
        command: "ff rollout rollout 88 --file feature_flags.json",
      },
    ],
  });
});

it("paints the answer, the part of the bar that counts and where the user stands", async () => {
  const { raw } = await inTerminal(placeWithFlags(), ["check", "rollout", "--user", "user1"]);
  expect(raw).toContain("is \u001b[31moff\u001b[39m");
  expect(raw).toContain(`0 \u001b[32m${"█".repeat(25)}\u001b[39m${"░".repeat(25)} 100`);
  expect(raw).toContain(`\u001b[31m${" ".repeat(22)}bucket 87, on below 50 ↑\u001b[39m`);
});

it("says of an answer about then whether it is certain, and offers nothing that would change it", async () => {
  const place = placeWithFlags();
  await place.shell("ff rollout rollout 100");
  const text = place.read(flagsFile);
  const then = new Date().toISOString();
  const certain = await place.shell(`ff check rollout --user user1 --at ${then} --json`);
  expect(JSON.parse(certain.stdout)).toMatchObject({ enabled: true, at: then, certain: true, flips: [] });
  expect(certain.stderr).toBe("");
  const off = await place.shell(`ff check tiers --user user1 --tier free --at ${then} --json`);
  expect(JSON.parse(off.stdout)).toMatchObject({ enabled: false, certain: true, flips: [] });
  place.write(flagsFile, text.replace('"percentage": 100', '"percentage": 0'));
  const uncertain = await place.shell(`ff check rollout --user user1 --at ${then} --json`);
  expect(JSON.parse(uncertain.stdout)).toMatchObject({ enabled: true, at: then, certain: false, flips: [] });
  expect(uncertain.stderr).toMatch(/^note: the flag was changed outside ff between .* and now/);
  const { stdout } = await place.shell(`ff check rollout --user user1 --at ${then}`);
  expect(stdout).toContain(`as of\t${then}, not certain\n`);
});

it.each([30, 60, 120, 200])("fits a terminal of %i columns", async (columns) => {
  const place = placeWithFlags();
  for (const name of ["rollout", "split"]) {
    const { screen } = await inTerminal(place, ["check", name, "--user", "user1"], { columns });
    const bars = screen.split("\n").filter((line) => /: +0 .* 100$|↑/.test(line));
    expect(bars).toHaveLength(2);
    expect(Math.max(...bars.map((line) => line.length))).toBeLessThanOrEqual(columns);
  }
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
