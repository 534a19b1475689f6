import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";
import { playTranscript, updatesTranscripts } from "../support/transcript.js";

const fixtures = join(import.meta.dirname, "../../fixtures");
const stories = ["simulate", "overlap"].flatMap((theme) =>
  readdirSync(join(fixtures, theme)).map((name) => [theme, name] as const),
);

it.each(stories)("ff %s: %s", async (theme, name) => {
  const place = makePlace();
  cpSync(join(fixtures, theme, name), place.folder, { recursive: true });
  const session = place.read("session.console");
  const played = await playTranscript(session, place);
  if (updatesTranscripts) writeFileSync(join(fixtures, theme, name, "session.console"), played);
  else expect(played).toBe(session);
});

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(
    flagsFile,
    flagsText([
      flag("new_dashboard", { strategy: "percentage", percentage: 25 }),
      flag("dark_mode", { strategy: "percentage", percentage: 50 }),
      flag("checkout_flow", { strategy: "ab_test", ab_test_allocation: { B: 40, A: 50 } }),
      flag("a_name_that_is_longer_than_any_table_of_eighty_columns_has_room_for_😀", { strategy: "all" }),
    ]).replace(/\n}$/, ',\n  "damaged": {"strategy": "maybe"}\n}'),
  );
  return place;
}

interface Test {
  readonly statistic: number | null;
  readonly degrees_of_freedom: number | null;
  readonly p_value: number | null;
  readonly verdict: string;
}

interface Simulation {
  readonly users: number;
  readonly shares: readonly { readonly observed: number; readonly expected: number | null }[];
  readonly fit: Test | null;
  readonly buckets: (Test & { readonly counts: readonly number[] }) | null;
}

async function simulation(place: Place, typed: string, input?: string): Promise<Simulation> {
  const { stdout, code } = await place.shell(`ff simulate ${typed} --json`, input === undefined ? {} : { input });
  expect(code).toBe(0);
  return JSON.parse(stdout) as Simulation;
}

describe("ff simulate", () => {
  it("is tab-separated in a pipe, with plain numbers", async () => {
    const { stdout, stderr, code } = await placeWithFlags().ff(["simulate", "checkout_flow"]);
    const rows = stdout.split("\n").map((row) => row.split("\t"));
    expect(rows[1]).toEqual(["outcome", "users", "observed %", "expected users", "expected %", "difference"]);
    expect(rows.slice(2, 5).map(([label, users]) => [label, Number(users)])).toEqual([
      ["A", 5052],
      ["B", 3954],
      ["no variant", 994],
    ]);
    expect(rows.slice(5).map(([label]) => label)).toEqual(["flag", "shares", "buckets", ""]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  });

  it("gives every figure as data", async () => {
    const { stdout } = await placeWithFlags().ff(["simulate", "checkout_flow", "--users", "1000", "--json"]);
    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(result).toMatchObject({
      flag: "checkout_flow",
      users: 1000,
      users_file: null,
      strategy: "ab_test",
      enabled: true,
      supposed: false,
      shares: [
        { enabled: true, variant: "A", expected: 500, expected_percent: 50 },
        { enabled: true, variant: "B", expected: 400, expected_percent: 40 },
        { enabled: false, variant: null, expected: 100, expected_percent: 10 },
      ],
      fit: { degrees_of_freedom: 2, verdict: "even" },
      buckets: { degrees_of_freedom: 99, verdict: "even" },
      repeated_ids: 0,
      file: flagsFile,
    });
  });

  it("counts what ff check says of the same users", async () => {
    const place = placeWithFlags();
    const users = Array.from({ length: 300 }, (_, index) => `kunde-${index}`);
    place.write("users.csv", `user_id\n${users.join("\n")}\n`);
    const { shares, buckets } = await simulation(place, "checkout_flow --users users.csv");
    const rows = (await place.ff(["check", "checkout_flow", "--users", "users.csv", "--format", "jsonl"])).stdout
      .trimEnd()
      .split("\n")
      .map((row) => JSON.parse(row) as { readonly variant: string | null });
    expect(shares.map(({ observed }) => observed)).toEqual(
      ["A", "B", null].map((variant) => rows.filter((row) => row.variant === variant).length),
    );
    expect(buckets?.counts.reduce((sum, count) => sum + count, 0)).toBe(300);
  });

  it("finds users that a rollout has chosen, and none in a sample of all", async () => {
    const place = placeWithFlags();
    const all = (await place.shell("seq 1 6000 | sed 's/^/user/'")).stdout;
    const sample = await simulation(place, "new_dashboard --users -", `user_id\n${all}`);
    expect([sample.fit?.verdict, sample.buckets?.verdict]).toEqual(["even", "even"]);
    const rows = await place.ff(["check", "new_dashboard", "--users", "-", "--format", "jsonl"], {
      input: `user_id\n${all}`,
    });
    const chosen = rows.stdout.split("\n").flatMap((row) => {
      const answer = row === "" ? null : (JSON.parse(row) as { readonly user_id: string; readonly enabled: boolean });
      return answer?.enabled === true ? [answer.user_id] : [];
    });
    expect(chosen.length).toBeGreaterThan(1000);
    const skewed = await simulation(place, "new_dashboard --users -", `user_id\n${chosen.join("\n")}\n`);
    expect([skewed.fit?.verdict, skewed.buckets?.verdict]).toEqual(["uneven", "uneven"]);
    expect(skewed.fit?.p_value).toBeLessThan(0.001);
    // Of the other test's hash, the same users are a sample like any.
    const other = await simulation(place, "checkout_flow --users -", `user_id\n${chosen.join("\n")}\n`);
    expect([other.fit?.verdict, other.buckets?.verdict]).toEqual(["even", "even"]);
  });

  it.each([
    ["simulate", "missing <name>", 2],
    ["simulate nwe_dashboard", "did you mean new_dashboard?", 3],
    ["simulate damaged", "is damaged", 4],
    ["simulate new_dashboard --users 10k", '--users: "10k" is not a count of synthetic users', 2],
    ["simulate new_dashboard --users ''", "--users: the value is missing", 2],
    ["simulate new_dashboard --users gone.csv", "there is no users file gone.csv", 3],
    ["simulate new_dashboard --percentage 250 --users 0", "--percentage: 250 is not a percentage", 2],
    ["simulate new_dashboard --percentage 5 --variants A=50,B=50", "two different things", 2],
    ["rollout new_dashboard 50 --preview 10k", '--preview: "10k" is not a count of synthetic users', 2],
    ["overlap new_dashboard", "missing <second>", 2],
    ["overlap new_dashboard new_dashboard", "is named twice", 2],
    ["overlap nwe_dashboard dark_mod", "did you mean new_dashboard, dark_mode?", 3],
    ["overlap new_dashboard damaged", "is damaged", 4],
  ])("%s is refused", async (typed, said, exit) => {
    const { stdout, stderr, code } = await placeWithFlags().shell(`ff ${typed}`);
    expect(stderr).toContain(said);
    expect({ stdout, code }).toEqual({ stdout: "", code: exit });
  });

  it("keeps its figures in a narrow terminal and beside a long name, and draws in ASCII where that is all", async () => {
    const place = placeWithFlags();
    const long = "a_name_that_is_longer_than_any_table_of_eighty_columns_has_room_for_😀";
    const [narrow, wide, ascii] = await Promise.all([
      inTerminal(place, ["simulate", "checkout_flow"], { columns: 50 }),
      inTerminal(place, ["overlap", long, "checkout_flow"]),
      inTerminal(place, ["simulate", "checkout_flow"], { env: { LANG: "C" } }),
    ]);
    for (const { screen } of [narrow, wide, ascii])
      for (const figure of ["50.52%", "39.54%"]) expect(screen).toContain(figure);
    expect(ascii.screen).toContain("| A          | 5,052 | ######------ 50.52% |");
    expect(ascii.screen).not.toMatch(/[█░╭]/);
  });
});

describe("ff overlap", () => {
  it("gives every figure as data", async () => {
    const { stdout } = await placeWithFlags().ff(["overlap", "new_dashboard", "dark_mode", "--json"]);
    const result = JSON.parse(stdout) as {
      readonly shares: readonly { readonly observed: number; readonly expected: number }[];
    };
    expect(result).toMatchObject({
      flags: [
        { flag: "new_dashboard", name: "new_dashboard", strategy: "percentage" },
        { flag: "dark_mode", name: "dark_mode", strategy: "percentage" },
      ],
      users: 10_000,
      users_file: null,
      independence: { degrees_of_freedom: 1, verdict: "independent" },
      share_buckets: false,
      repeated_ids: 0,
      file: flagsFile,
    });
    expect(result.shares).toHaveLength(4);
    expect(result.shares.reduce((sum, { observed }) => sum + observed, 0)).toBe(10_000);
  });

  it("asks for either flag, and does not offer the first one twice", async () => {
    const { screen, code } = await inTerminal(placeWithFlags(), ["overlap"], {
      steps: [
        ["First flag?", "\r"],
        ["Second flag?", "\r"],
      ],
    });
    expect(screen).toContain("new_dashboard and dark_mode for 10,000 synthetic ids");
    expect(code).toBe(0);
  });

  it("is tab-separated in a pipe, under the flags' whole names", async () => {
    const { stdout } = await placeWithFlags().ff(["overlap", "new_dashboard", "checkout_flow"]);
    const [, head, first] = stdout.split("\n");
    expect(head).toBe("new_dashboard\tcheckout_flow\tusers\tobserved %\texpected users\texpected %\tdifference");
    expect(first).toMatch(/^on\tA\t\d+\t/);
  });
});
