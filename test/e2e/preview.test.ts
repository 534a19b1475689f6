import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";
import { playTranscript, updatesTranscripts, withoutTimes } from "../support/transcript.js";

const stories = join(import.meta.dirname, "../../fixtures/preview");

describe("the stories of fixtures/preview", () => {
  it.each(readdirSync(stories))("%s", async (story) => {
    const place = makePlace();
    cpSync(join(stories, story), place.folder, { recursive: true });
    const file = join(stories, story, "session.console");
    const told = readFileSync(file, "utf8");
    const played = await playTranscript(told, place);
    if (updatesTranscripts) writeFileSync(file, played);
    else expect(withoutTimes(told)).toBe(withoutTimes(played));
  });
});

interface Row {
  readonly user_id: string;
  readonly enabled: boolean;
  readonly variant: string | null;
}

/** Every user of the file, as `ff check --users` answers. */
async function answers(place: Place, name: string): Promise<Row[]> {
  const { stdout } = await place.ff(["check", name, "--users", "users.csv", "--format", "jsonl"]);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

const names = (rows: readonly Row[]): string[] => rows.map((row) => row.user_id);

interface Told {
  readonly preview: {
    readonly users: number;
    readonly gained: number;
    readonly lost: number;
    readonly changed_variant: number;
    readonly unchanged: number;
    readonly examples: { readonly gained: string[]; readonly lost: string[] };
  };
}

describe("a preview's numbers are those of every user evaluated before and after", () => {
  it.each([
    ["rollout checkout 25"],
    ["rollout checkout 3.5"],
    ["enable checkout"],
    ["disable checkout"],
    ["pause checkout"],
    ["ab-test checkout A=30 B=70"],
    ["ab-test split A=20 B=50 C=30"],
    ["rollout split 40"],
    ["enable-users checkout user7 user8 user9"],
    ["enable-tiers checkout pro"],
    ["enable-domains checkout company.com"],
    ["update split --disabled"],
  ])("ff %s", async (typed) => {
    const place = makePlace();
    place.write(
      flagsFile,
      flagsText([
        flag("checkout", { strategy: "percentage", percentage: 10 }),
        flag("split", { strategy: "ab_test", ab_test_allocation: { A: 50, B: 50 } }),
      ]),
    );
    const users = Array.from(
      { length: 500 },
      (_, index) =>
        `user${index},user${index}@${index % 3 ? "company.com" : "Other.org"},${index % 5 ? "free" : "pro"}`,
    );
    place.write("users.csv", `user_id,email,tier\n${users.join("\n")}\n`);
    const [command = "", name = "", ...rest] = typed.split(" ");
    const before = await answers(place, name);
    const { stdout, code } = await place.ff([command, name, ...rest, "--preview", "users.csv", "--json"]);
    expect(code).toBe(0);
    const { preview } = JSON.parse(stdout) as Told;
    const after = await answers(place, name);

    const pairs = before.map((row, index) => ({ had: row, has: after[index]! }));
    const gained = after.filter(({ enabled }, index) => enabled && !before[index]!.enabled);
    const lost = before.filter(({ enabled }, index) => enabled && !after[index]!.enabled);
    const changed = pairs.filter(({ had, has }) => had.enabled && has.enabled && had.variant !== has.variant);
    expect(before).toHaveLength(500);
    expect(gained.length + lost.length + changed.length).toBeGreaterThan(0);
    expect(preview).toMatchObject({
      users: 500,
      gained: gained.length,
      lost: lost.length,
      changed_variant: changed.length,
      unchanged: 500 - gained.length - lost.length - changed.length,
    });
    expect(preview.examples.gained).toEqual(names(gained).slice(0, 3));
    expect(preview.examples.lost).toEqual(names(lost).slice(0, 3));
  });
});

it("--max-flips refuses with exit code 10, and the file stays as it is", async () => {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("checkout", { strategy: "percentage", percentage: 10 })]));
  const before = place.read(flagsFile);
  const typed = ["rollout", "checkout", "50", "--preview", "1000", "--max-flips", "100", "--json"];
  const { stdout, stderr, code } = await place.ff(typed);
  expect({ stdout, code, text: place.read(flagsFile) }).toEqual({ stdout: "", code: 10, text: before });
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: "TOO_MANY_FLIPS" } });
});

it("users may come from standard input", async () => {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("checkout", { strategy: "user_tier", user_tiers: ["pro"] })]));
  const input = '{"user_id":"u1","tier":"pro"}\n{"user_id":"u2","tier":"free"}\n';
  const { stdout, code } = await place.ff(["enable", "checkout", "--preview", "-", "--json"], { input });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ preview: { users: 2, gained: 1, examples: { gained: ["u2"] } } });
});

it("a bad row of the users file is told with its place, and nothing is changed", async () => {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("checkout", { strategy: "percentage", percentage: 10 })]));
  const before = place.read(flagsFile);
  place.write("users.csv", "user_id,tier\nu1,pro\n,free\n");
  const { stderr, code } = await place.ff(["rollout", "checkout", "50", "--preview", "users.csv"]);
  expect(code).toBe(2);
  expect(stderr).toContain("users.csv:3");
  expect(stderr).toContain("nothing was changed");
  expect(stderr).not.toContain("--skip-bad");
  expect(place.read(flagsFile)).toBe(before);
});
