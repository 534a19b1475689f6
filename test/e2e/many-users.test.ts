import { cpSync, createWriteStream, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, programFile, type Ended, type Place } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

const stories = join(import.meta.dirname, "../../fixtures/many-users");

/** What came out, and how it ended, as the stories tell it. */
async function told(folder: string): Promise<string> {
  const place = makePlace();
  cpSync(folder, place.folder, { recursive: true });
  const { stdout, stderr, code } = await place.shell(place.read("typed"));
  return `${stdout}${stderr === "" ? "" : `-- stderr\n${stderr}`}-- exit ${code}\n`;
}

describe("fixtures/many-users", () => {
  it.each(readdirSync(stories))("%s", async (story) => {
    const folder = join(stories, story);
    const expected = join(folder, "expected");
    // UPDATE_FIXTURES=1 writes what the program prints now, to be looked at.
    if (process.env["UPDATE_FIXTURES"]) writeFileSync(expected, await told(folder));
    expect(await told(folder)).toBe(readFileSync(expected, "utf8"));
  });
});

function placeWithUsers(count: number): Place {
  const place = makePlace();
  place.write(
    flagsFile,
    flagsText([
      flag("new_dashboard", { strategy: "percentage", percentage: 25 }),
      flag("checkout_flow", { strategy: "ab_test", ab_test_allocation: { control: 50, 緑: 50 } }),
    ]),
  );
  place.write("users.csv", `user_id\n${Array.from({ length: count }, (_, index) => `user${index}\n`).join("")}`);
  return place;
}

describe("in a terminal", () => {
  it("totals are a table that says for how many it is on", async () => {
    const { screen } = await inTerminal(placeWithUsers(2000), [
      "check",
      "new_dashboard",
      "checkout_flow",
      "--users",
      "users.csv",
    ]);
    expect(screen).toBe(`2,000 users from users.csv
╭───────────────┬─────────┬───────┬───────┬─────────────────────╮
│ flag          │ variant │    on │   off │ share               │
├───────────────┼─────────┼───────┼───────┼─────────────────────┤
│ new_dashboard │         │   458 │ 1,542 │ ███░░░░░░░░░ 22.9%  │
│ checkout_flow │         │ 2,000 │     0 │ ████████████ 100%   │
│               │ control │   989 │       │ ██████░░░░░░ 49.45% │
│               │ 緑      │ 1,011 │       │ ██████░░░░░░ 50.55% │
╰───────────────┴─────────┴───────┴───────┴─────────────────────╯
not shown at 80 columns: who gets it
`);
  });

  it("one user's flags are a table with the reasons", async () => {
    const { screen } = await inTerminal(placeWithUsers(0), ["check", "--all", "--user", "user9"]);
    expect(screen).toBe(`2 of 2 flags are on for user9
╭───────────────┬────────┬─────────┬───────────────────────────────────────────╮
│ flag          │ answer │ variant │ why                                       │
├───────────────┼────────┼─────────┼───────────────────────────────────────────┤
│ new_dashboard │ on     │         │ bucket 9 is below 25                      │
│ checkout_flow │ on     │ control │ bucket 3 falls to variant "control", fro… │
╰───────────────┴────────┴─────────┴───────────────────────────────────────────╯
`);
  });

  it("a narrow terminal shows no reason rather than the beginning of one", async () => {
    const narrow = await inTerminal(placeWithUsers(0), ["check", "--all", "--user", "user9"], { columns: 60 });
    expect(narrow.screen).toContain("│ new_dashboard │ on     │         │\n");
    expect(narrow.screen).toContain("not shown at 60 columns: why\n");
    const narrower = await inTerminal(placeWithUsers(0), ["check", "--all", "--user", "user9"], { columns: 30 });
    expect(narrower.screen).toContain("│ new_dashboard │ on     │\n");
    expect(narrower.screen).toContain("not shown at 30 columns:\nvariant, why\n");
  });

  it("rows are not mixed with progress, and their control characters are spelled out", async () => {
    const place = placeWithUsers(0);
    place.write("users.jsonl", '{"user_id":"\\u001b[2J"}\n');
    for (const format of ["csv", "jsonl"]) {
      const { raw } = await inTerminal(place, ["check", "new_dashboard", "--users", "users.jsonl", "--format", format]);
      expect(raw).not.toContain("\u001b");
      expect(raw).toMatch(/\\u001b\[2J/);
    }
  });

  it("asks for the flag when none is named", async () => {
    const { screen, code } = await inTerminal(placeWithUsers(10), ["check", "--users", "users.csv"], {
      steps: [["Which flag?", "\r"]],
    });
    expect(screen).toContain("10 users from users.csv");
    expect(code).toBe(0);
  });
});

describe("rows", () => {
  it("that nobody wants to read are not made", async () => {
    const place = placeWithUsers(0);
    // Users without end: only a program that stops by itself comes back.
    const { stdout, stderr } = await place.shell(
      "(echo user_id; yes user) | ff check new_dashboard --users - --format jsonl | head -1",
    );
    expect(stdout).toBe('{"user_id":"user","flag":"new_dashboard","enabled":false,"variant":null,"reason":"SPLIT"}\n');
    expect(stderr).toBe("");
  });

  it.each(["csv", "jsonl"])("are a users file again (%s)", async (format) => {
    const place = placeWithUsers(0);
    place.write("users.jsonl", ["ada", "a,b", "緑", '"'].map((id) => `${JSON.stringify({ user_id: id })}\n`).join(""));
    const rows = (users: string): Promise<Ended> =>
      place.ff(["check", "new_dashboard", "--users", users, "--format", format]);
    const first = await rows("users.jsonl");
    place.write("rows", first.stdout);
    expect(await rows("rows")).toEqual(first);
    expect(first).toMatchObject({ stderr: "", code: 0 });
  });

  it.each(["csv", "jsonl"])("to a full disk are an error (%s)", async (format) => {
    const { stderr, code } = await placeWithUsers(10).shell(
      `ff check new_dashboard --users users.csv --format ${format} > /dev/full`,
    );
    expect(stderr).toMatch(/could not write all of the output: .*ENOSPC/);
    expect(code).toBe(6);
  });

  it.each(["csv", "jsonl"])("are evaluated though --quiet prints none (%s)", async (format) => {
    const place = placeWithUsers(0);
    place.write("users.csv", "user_id,tier\nada,pro\nbo\n");
    const typed = ["check", "new_dashboard", "--users", "users.csv", "--format", format, "--quiet"];
    const { stdout, stderr, code } = await place.ff(typed);
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toContain("--> users.csv:3:1");
    expect(await place.ff([...typed, "--skip-bad"])).toEqual({ stdout: "", stderr: "", code: 0 });
  });

  it("before a bad row are out when it is told", async () => {
    const place = placeWithUsers(0);
    place.write("users.csv", `user_id,tier\n${"ada,pro\n".repeat(9999)}bo\n${"cy,pro\n".repeat(9999)}`);
    const { stdout, stderr, code } = await place.shell(
      "ff check new_dashboard --users users.csv --format csv | wc -l; exit ${PIPESTATUS[0]}",
    );
    expect(stdout).toBe("10000\n");
    expect(stderr).toContain("--> users.csv:10001:1");
    expect(code).toBe(2);
  });
});

describe("what goes wrong", () => {
  it.each([
    ["new_dashboard --users nowhere.csv", 3, "there is no users file nowhere.csv"],
    ["new_dashboard --users .", 6, "can't read ."],
    ["new_dashboard --users users.csv --format xml", 2, '"xml" is none of table, jsonl, csv'],
    ["new_dashboard --format csv", 2, "--format is for many users"],
    ["new_dashboard --user u --skip-bad", 2, "--skip-bad is for many users"],
    ["new_dashboard --users users.csv --user u --tier pro", 2, "there is no --user, --tier"],
    ["new_dashboard --users users.csv --at 2026-01-01", 2, "--at looks back for one user"],
    ["new_dashboard --users users.csv --exit-code", 2, "--exit-code tells of one user"],
    ["new_dashboard --users users.csv --json --format jsonl", 2, "--json and --format are two ways to print it"],
    ["new_dashboard --users users.csv --json --format table", 2, "--json and --format are two ways to print it"],
    ["new_dashboard checkout_flow --exit-code", 2, "--exit-code tells of one flag"],
    ["new_dashboard checkout_flow --at 2026-01-01", 2, "--at looks back at one flag"],
    ["new_dashboard --all", 2, "--all already means every flag"],
    ["--all --tier pro", 2, "belong to a user"],
    ["--users users.csv", 2, "missing <name>"],
    ["new_dashbord chekout_flow --users users.csv", 3, 'no flag "new_dashbord", "chekout_flow"'],
  ])("ff check %s → exit %i", async (typed, exitCode, message) => {
    const { stdout, stderr, code } = await placeWithUsers(1).shell(`ff check ${typed}`);
    expect({ stdout, code }).toEqual({ stdout: "", code: exitCode });
    expect(stderr).toContain(message);
    // Why the system refuses says all there is to say.
    expect(/hint"?: /.test(stderr)).toBe(exitCode !== 6);
  });

  it("all that contradicts itself is told at once", async () => {
    const { stderr } = await placeWithUsers(1).shell(
      "ff check new_dashboard --users users.csv --user u --exit-code --at 2026-01-01",
    );
    for (const told of ["there is no --user", "--exit-code tells", "--at looks"]) expect(stderr).toContain(told);
  });
});

it.each([
  ["-", "-"],
  ["./users.csv", "./users.csv"],
  ["3", null],
])("--users %s is users_file %j of every command", async (typed, file) => {
  const place = placeWithUsers(3);
  for (const command of ["check new_dashboard", "simulate new_dashboard", "overlap new_dashboard checkout_flow"]) {
    const input = place.read("users.csv");
    const { stdout } = await place.ff([...command.split(" "), "--users", typed, "--json"], { input });
    expect(JSON.parse(stdout), command).toMatchObject({ users: 3, users_file: file });
  }
});

describe("a count of synthetic ids", () => {
  it("gives the totals that ff simulate has", async () => {
    const place = placeWithUsers(0);
    const { stdout, stderr } = await place.ff(["check", "new_dashboard", "--users", "1000", "--json"]);
    const totals = JSON.parse(stdout) as { users: number; flags: { on: number }[] };
    const simulated = (await place.ff(["simulate", "new_dashboard", "--users", "1000", "--json"])).stdout;
    const { shares } = JSON.parse(simulated) as { shares: { observed: number }[] };
    expect(totals.users).toBe(1000);
    expect(totals.flags[0]?.on).toBe(shares[0]?.observed);
    expect(stderr).toBe("");
  });

  it("gives a row for each", async () => {
    const { stdout } = await placeWithUsers(0).ff(["check", "new_dashboard", "--users", "2", "--format", "csv"]);
    expect(stdout).toMatch(/^user_id,.*\nuser1,.*\nuser2,.*\n$/);
  });

  it("stands on lists like any other users, and whom a list names beside it is said", async () => {
    const place = placeWithUsers(0);
    place.write(flagsFile, flagsText([flag("beta", { strategy: "user_list", user_ids: ["user3", "ada"] })]));
    const { stdout, stderr } = await place.ff(["check", "beta", "--users", "10", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ flags: [{ flag: "beta", on: 1, off: 9 }] });
    expect(stderr).toBe("note: beta: not counted, since they are none of the 10 synthetic ids: ada\n");
  });

  it("is a count that can be told from a file, and cautions where ids alone say nothing", async () => {
    const place = placeWithUsers(0);
    expect((await place.ff(["check", "--all", "--users", "10k"])).stderr).toContain(
      "is not a count of synthetic users",
    );
    place.write(flagsFile, flagsText([flag("beta", { strategy: "user_tier", user_tiers: ["pro"] })]));
    expect((await place.ff(["check", "beta", "--users", "10"])).stderr).toContain(
      "synthetic ids have no tier and no email: name a users file for beta\n",
    );
  });
});

it("users of a file who all lack what the flag goes by are cautioned of", async () => {
  const place = placeWithUsers(0);
  place.write(flagsFile, flagsText([flag("beta", { strategy: "user_tier", user_tiers: ["pro"] }), flag("all")]));
  place.write("ids.csv", "user_id,tier\nada,\ngrace,\n");
  const caution = "note: none of these users has a tier: name users who have one for beta\n";
  expect((await place.ff(["check", "--all", "--users", "ids.csv"])).stderr).toBe(caution);
  place.write("ids.csv", "user_id,tier\nada,\ngrace,free\n");
  expect((await place.ff(["check", "--all", "--users", "ids.csv"])).stderr).toBe("");
});

it("a name that is given twice is one flag", async () => {
  const { stdout } = await placeWithUsers(3).ff([
    "check",
    "new_dashboard",
    "new_dashboard",
    "--users",
    "users.csv",
    "--json",
  ]);
  expect((JSON.parse(stdout) as { flags: unknown[] }).flags).toHaveLength(1);
});

it("--all of a file without flags says so, and is an empty list", async () => {
  const place = makePlace();
  place.write(flagsFile, "{}");
  expect((await inTerminal(place, ["check", "--all"])).screen).toContain("has no flags yet");
  expect(await place.ff(["check", "--all", "--json"])).toEqual({ stdout: "[]\n", stderr: "", code: 0 });
});

it("--json of several flags is the list of what each alone would print", async () => {
  const place = placeWithUsers(0);
  const json = async (words: string): Promise<unknown> =>
    JSON.parse((await place.shell(`ff check ${words} --user user9 --tier pro --json`)).stdout);
  expect(await json("--all")).toEqual([await json("new_dashboard"), await json("checkout_flow")]);
});

describe("a million users", () => {
  const limit = 200 * 1024 * 1024;
  const count = 1_000_000;

  async function writeUsers(file: string, row: (index: number) => string): Promise<void> {
    const stream = createWriteStream(file);
    for (let index = 0; index < count; index += 10_000) {
      const rows = Array.from({ length: 10_000 }, (_, offset) => row(index + offset)).join("");
      if (!stream.write(rows)) await once(stream, "drain");
    }
    stream.end();
    await once(stream, "close");
  }

  it("take less than 200 MB", async () => {
    const place = placeWithUsers(0);
    // Quoted, so that nothing is spared the slower way.
    await writeUsers(
      place.path("users.csv"),
      (index) => `${index === 0 ? "user_id,email,tier,plan\n" : ""}user${index},user${index}@company.com,pro,"a, b"\n`,
    );
    place.write("hook.cjs", 'process.on("exit", () => console.error(process.resourceUsage().maxRSS * 1024));');
    const run = async (words: string): Promise<{ output: string; peak: number }> => {
      const { stdout, stderr } = await place.shell(
        `"${process.execPath}" --require ./hook.cjs "${programFile}" check new_dashboard --users ${words}`,
      );
      return { output: stdout, peak: Number(stderr) };
    };
    const totals = await run("users.csv --json");
    const rows = await run("users.csv --format jsonl | wc -l");
    expect(JSON.parse(totals.output)).toMatchObject({ users: count, skipped: 0 });
    expect(rows.output.trim()).toBe(String(count));
    // The file itself is a quarter of the limit, so that keeping its users would not fit.
    expect(statSync(place.path("users.csv")).size).toBeGreaterThan(limit / 5);
    for (const { peak } of [totals, rows]) {
      expect(peak).toBeGreaterThan(20 * 1024 * 1024);
      expect(peak).toBeLessThan(limit);
    }
  }, 120_000);
});
