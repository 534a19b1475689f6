import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { evaluable, evaluate } from "../../src/eval/evaluate.js";
import type { Flag } from "../../src/model/flag.js";
import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Ended, type Place } from "../support/program.js";
import { makeRepository } from "../support/repository.js";
import { inTerminal } from "../support/terminal.js";
import { playTranscript, updatesTranscripts } from "../support/transcript.js";
import { names, unsafe } from "../term/views.js";

const stories = join(import.meta.dirname, "../../fixtures/diff");

/** In each story, `committed` is the last commit, and beside it stands what has been changed since. */
describe("the stories of fixtures/diff", () => {
  it.each(readdirSync(stories))("%s", async (story) => {
    const place = await makeRepository();
    const folder = join(stories, story);
    const committed = join(folder, "committed");
    const file = join(folder, "session.console");
    if (existsSync(committed)) cpSync(committed, place.folder, { recursive: true });
    await place.git("add", "--all");
    await place.commit({});
    cpSync(folder, place.folder, { recursive: true });
    const transcript = readFileSync(file, "utf8");
    const played = await playTranscript(transcript, place);
    if (updatesTranscripts) writeFileSync(file, played);
    else expect(transcript).toBe(played);
  });
});

/** A flags file with one rollout at this percentage. */
const at = (percentage: number): string => flagsText([flag("checkout", { strategy: "percentage", percentage })]);

async function refusal(place: Place, words: readonly string[], options?: Parameters<Place["ff"]>[1]): Promise<Ended> {
  const ended = await place.ff(["diff", ...words], options);
  expect(ended.stdout).toBe("");
  return ended;
}

describe("the exit code", () => {
  it("says whether anything differs, where that is asked", async () => {
    const place = makePlace();
    place.write(flagsFile, at(10));
    place.write("same.json", JSON.stringify(JSON.parse(at(10))));
    place.write("other.json", at(11));
    const codes = await Promise.all(
      [["other.json"], ["other.json", "--exit-code"], ["same.json", "--exit-code"]].map(
        async (words) => (await place.ff(["diff", ...words, "--quiet"])).code,
      ),
    );
    expect(codes).toEqual([0, 10, 0]);
  });
});

it("flags that stand twice are told of, and the last one counts", async () => {
  const place = makePlace();
  place.write(flagsFile, at(10));
  place.write("old.json", `{"checkout": {"name": "checkout"},\n ${at(5).slice(1)}`);
  const { stdout, stderr } = await place.ff(["diff", "old.json"]);
  expect(stdout).toContain("5% of users → 10% of users");
  expect(stderr).toBe('note: flag "checkout" stands on lines 1 and 3 of old.json: the last one counts\n');
  place.write(
    "old.json",
    `{"a": {"name": "a"}, "checkout": {"name": "checkout"},\n"a": {"name": "a"}, ${at(5).slice(1)}`,
  );
  expect((await place.ff(["diff", "old.json"])).stderr.replace(/\s+/g, " ")).toContain(
    'flags of old.json stand more than once ("a" on lines 1 and 2; "checkout" on lines 1 and',
  );
});

it("a file may come from a pipe of the shell", async () => {
  const place = makePlace();
  place.write(flagsFile, at(10));
  place.write("old.json", at(5));
  const { stdout } = await place.shell(`ff diff <(cat old.json) ${join(place.folder, flagsFile)}`);
  expect(stdout).toContain("5% of users → 10% of users");
});

describe("with users", () => {
  interface Previewed {
    readonly flag: string;
    readonly preview: object;
  }

  /** "off", "on", or the variant. */
  const answer = (flags: readonly Flag[], name: string, userId: string): string => {
    const { enabled, variant } = evaluate(evaluable(flags.find((one) => one.name === name)), name, { userId });
    return enabled ? (variant ?? "on") : "off";
  };
  const test = (shares: Record<string, number>) => flag("split", { strategy: "ab_test", ab_test_allocation: shares });
  const before = [
    flag("checkout", { strategy: "percentage", percentage: 10 }),
    test({ A: 50, B: 50 }),
    flag("till", { strategy: "all" }),
  ];
  const after = [
    flag("checkout", { strategy: "percentage", percentage: 35 }),
    test({ A: 20, C: 60 }),
    flag("desk", { strategy: "percentage", percentage: 5 }),
  ];

  it("the counts are those of every user evaluated on either side", async () => {
    const place = makePlace();
    place.write("old.json", flagsText(before));
    place.write(flagsFile, flagsText(after));
    const users = Array.from({ length: 500 }, (_, index) => `person-${index}`);
    place.write("users.csv", `user_id\n${users.join("\n")}\n`);
    const { stdout } = await place.ff(["diff", "old.json", "--users", "users.csv", "--json"]);
    const told = JSON.parse(stdout) as Record<"added" | "removed" | "changed", Previewed[]> & { preview: object };
    const previews = [...told.added, ...told.removed, ...told.changed];
    expect(previews.map(({ flag: name }) => name).sort()).toEqual(["checkout", "desk", "split", "till"]);
    const noticed = new Set<string>();
    for (const { flag: name, preview } of previews) {
      const pairs = users.map((user) => [answer(before, name, user), answer(after, name, user)] as const);
      pairs.forEach(([had, has], index) => had !== has && noticed.add(users[index] ?? ""));
      expect(preview, name).toMatchObject({
        users: 500,
        gained: pairs.filter(([had, has]) => had === "off" && has !== "off").length,
        lost: pairs.filter(([had, has]) => had !== "off" && has === "off").length,
        changed_variant: pairs.filter(([had, has]) => had !== "off" && has !== "off" && had !== has).length,
        unchanged: pairs.filter(([had, has]) => had === has).length,
      });
    }
    expect(told.preview).toEqual({ users: 500, users_file: "users.csv", flipped: noticed.size, uncounted: [] });
  });

  it("come from standard input, where no side does", async () => {
    const place = makePlace();
    place.write("old.json", at(0));
    place.write(flagsFile, at(100));
    const { stdout } = await place.ff(["diff", "old.json", "--users", "-"], { input: '{"user_id":"ada"}\n' });
    expect(stdout).toMatch(
      /^flag\tchange\twhat\teffect\twarning\tusers\tgained\tlost\tchanged_variant\tunchanged\ncheckout\tchanged\t.*\t1\t1\t0\t0\t0\n$/,
    );
    const both = await refusal(place, ["-", "--users", "-"], { input: at(10) });
    expect(both.stderr).toContain("standard input can't be two things at once");
    expect(both.code).toBe(2);
  });

  it("that are none are skipped where that is asked for, and there are users at all", async () => {
    const place = makePlace();
    place.write("old.json", at(0));
    place.write(flagsFile, at(100));
    const input = "user_id\nada\n,\nbo\n";
    const { stdout, stderr } = await place.ff(["diff", "old.json", "--users", "-", "--skip-bad", "--json"], { input });
    expect(JSON.parse(stdout)).toMatchObject({ preview: { users: 2, flipped: 2 } });
    expect(stderr).toMatch(/^note: standard input:3:1: skipped: /);
    expect((await refusal(place, ["old.json", "--users", "-"], { input })).stderr).toContain("--skip-bad");
    const alone = await refusal(place, ["old.json", "--skip-bad"]);
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining("--skip-bad is for many users") as string });
  });

  it("synthetic ids have no tier and no email, and that is said", async () => {
    const place = makePlace();
    place.write("old.json", flagsText([flag("beta"), flag("checkout")]));
    place.write(
      flagsFile,
      flagsText([flag("beta", { strategy: "user_tier", user_tiers: ["pro"] }), flag("checkout", { strategy: "all" })]),
    );
    const { stdout, stderr } = await place.ff(["diff", "old.json", "--users", "10", "--json"]);
    const note = "note: synthetic ids have no tier and no email: name a users file for beta\n";
    expect(stderr).toBe(note);
    expect(JSON.parse(stdout)).toMatchObject({
      preview: { users: 10, flipped: 10, uncounted: ["beta"] },
      changed: [
        { flag: "beta", preview: null, no_preview: "synthetic ids have no tier and no email" },
        { flag: "checkout", preview: { gained: 10 } },
      ],
    });
    const comment = await place.ff(["diff", "old.json", "--users", "10", "--format", "markdown"]);
    expect(comment.stdout).toContain(
      "10 of 10 users (100%) notice something, not counting `beta`: `10 synthetic ids`.",
    );
    expect(comment.stdout).toMatch(/^\| `beta` \| changed \|.* \| not counted \|$/m);
  });

  it("nor have users of a file without such columns", async () => {
    const place = makePlace();
    place.write("old.json", flagsText([flag("beta")]));
    place.write(flagsFile, flagsText([flag("beta", { strategy: "user_tier", user_tiers: ["pro"] })]));
    place.write("ids.csv", "user_id\nada\ngrace\n");
    const { stdout, stderr } = await place.ff(["diff", "old.json", "--users", "ids.csv", "--json"]);
    expect(stderr).toBe("note: none of these users has a tier: name users who have one for beta\n");
    expect(JSON.parse(stdout)).toMatchObject({
      preview: { users: 2, flipped: 0, uncounted: ["beta"] },
      changed: [{ flag: "beta", preview: null, no_preview: "none of these users has a tier" }],
    });
  });
});

describe("nothing from a file reaches the terminal raw", () => {
  const tricky = names.filter((name) => name.isWellFormed());
  const side = (text: string): string =>
    flagsText(
      tricky.map((name) =>
        flag(name, { strategy: "user_tier", user_tiers: [text + name], metadata: { [name]: text } }),
      ),
    );

  it.each([[[]], [["--format", "markdown"]], [["--json"]], [["--users", "users.jsonl"]]])("%j", async (words) => {
    const place = makePlace();
    place.write("old\u001b[31m.json", side("\u001b[2J"));
    place.write(flagsFile, side("\u202e"));
    place.write("users.jsonl", '{"user_id":"\\u001b[1mu","tier":"\\u001b[2Jnew_dashboard"}\n');
    const { stdout, stderr, code } = await place.ff(["diff", "old\u001b[31m.json", ...words]);
    const lines = `${stdout}${stderr}`.split("\n").map((line) => line.replaceAll("\t", ""));
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
    const session = await inTerminal(place, ["diff", "old\u001b[31m.json", ...words], { env: { NO_COLOR: "1" } });
    expect(session.raw).not.toContain("\u001b");
  });
});

describe("in a pipe nothing is left out", () => {
  it("of long lists and texts", async () => {
    const place = makePlace();
    const ids = Array.from({ length: 30 }, (_, index) => `user${index}`);
    place.write(
      "old.json",
      flagsText([flag("beta", { strategy: "user_list", user_ids: ids.slice(15), metadata: { why: "a".repeat(200) } })]),
    );
    place.write(
      flagsFile,
      flagsText([
        flag("beta", { strategy: "user_list", user_ids: ids.slice(0, 15) }),
        flag("gamma", { strategy: "user_list", user_ids: ids }),
      ]),
    );
    const { stdout } = await place.ff(["diff", "old.json"]);
    expect(stdout).toContain(`added ${ids.slice(0, 15).join(", ")}, removed ${ids.slice(15).join(", ")}`);
    expect(stdout).toContain(`30 users: ${ids.join(", ")}`);
    expect(stdout).toContain("a".repeat(200));
  });

  it("and nothing is said where nothing differs", async () => {
    const place = makePlace();
    place.write("old.json", at(10));
    place.write(flagsFile, at(10));
    expect(await place.ff(["diff", "old.json"])).toEqual({ stdout: "", stderr: "", code: 0 });
  });
});
