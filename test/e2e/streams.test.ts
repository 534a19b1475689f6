import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";

function placeWith(count: number): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText(Array.from({ length: count }, (_, index) => flag(`flag_${index}`))));
  return place;
}

describe("results on stdout, everything else on stderr", () => {
  it("a piped table is tab-separated, whole and plain", async () => {
    const place = makePlace();
    const long = "x".repeat(300);
    place.write(
      flagsFile,
      flagsText([flag(long, { strategy: "user_list", user_ids: ["a", "b"], metadata: { owner: "growth" } })]),
    );
    const { stdout, stderr } = await place.ff(["list"]);
    expect(stdout).toBe(
      `name\tstate\tstrategy\twho gets it\tupdated\towner\n${long}\tpartial\tuser_list\tusers a, b\t2024-01-25T11:45:00\tgrowth\n`,
    );
    expect(stderr).toBe("");
  });

  it("notes stay out of the result", async () => {
    const { stdout, stderr } = await placeWith(1).ff(["rollout", "flag_1", "2.5", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ flag: "flag_1", action: "created", changed: true });
    expect(stderr.split("\n").filter((line) => line !== "" && !line.startsWith("note: "))).toEqual([]);
    expect(stderr).not.toBe("");
  });

  it.each([
    ["rollout flag_0 50 --preview pipe", "user_id\\nuser1\\n", "users\tpipe\n"],
    ["apply pipe", '{"changes":[{"op":"enable","flag":"flag_0"}]}', "updated flag_0\n"],
    ["diff pipe", "{}", "flag_0\tadded"],
  ])("ff %s: a pipe with a name is waited for, and that is said", async (typed, written, told) => {
    const { stdout, stderr, code } = await placeWith(1).shell(`mkfifo pipe; printf '${written}' >pipe & ff ${typed}`);
    expect({ stderr, code }).toEqual({ stderr: "note: pipe is a pipe: waiting for what is written to it\n", code: 0 });
    expect(stdout).toContain(told);
  });

  it.each([
    [["list"], 3, "FILE_NOT_FOUND"],
    [["show", "nope", "--file", "flags.json"], 3, "FLAG_NOT_FOUND"],
    [["rollout", "a", "b"], 2, "USAGE"],
    [["create", "flag_0", "--file", "flags.json"], 5, "EXISTS"],
    [["list", "--file", "bad.json"], 4, "INVALID_FILE"],
    [["list", "--file", "."], 6, "IO"],
  ])("a failure of %j is one JSON document on stderr, with --json", async (words, exitCode, errorCode) => {
    const place = makePlace();
    place.write("bad.json", '{\n  "a": tru\n}');
    place.write("flags.json", flagsText([flag("flag_0")]));
    const { stdout, stderr, code } = await place.ff([...words, "--json"]);
    const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
    expect(Object.keys(error)).toEqual(["code", "message", "hint", "location"]);
    expect({ stdout, code, errorCode: error["code"] }).toEqual({ stdout: "", code: exitCode, errorCode });
    if (errorCode === "INVALID_FILE") expect(error["location"]).toEqual({ file: "bad.json", line: 2, column: 8 });
  });

  it("--json prints the array of a list, in the file's own field names", async () => {
    const { stdout } = await placeWith(3).ff(["list", "--json"]);
    expect(JSON.parse(stdout)).toEqual([0, 1, 2].map((index) => ({ key: `flag_${index}`, ...flag(`flag_${index}`) })));
  });

  it.each([
    ["list"],
    ["show flag_0"],
    ["check flag_0 --user u"],
    ["rollout flag_0 10"],
    ["rollout flag_9 2.5"],
    ["delete flag_0 --yes"],
    ["init --file new.json"],
    ["log"],
  ])("--quiet: ff %s prints nothing", async (typed) => {
    const ended = await placeWith(2).shell(`ff ${typed} --quiet`);
    expect(ended).toEqual({ stdout: "", stderr: "", code: 0 });
  });

  it("--quiet leaves errors and the exit code", async () => {
    const place = placeWith(1);
    const [missing, no] = await Promise.all([
      place.ff(["-q", "show", "nope"]),
      place.ff(["check", "flag_0", "-q", "--exit-code"]),
    ]);
    expect(missing.stderr).toContain("error: no flag");
    expect(missing).toMatchObject({ stdout: "", code: 3 });
    expect(no).toEqual({ stdout: "", stderr: "", code: 10 });
  });
});

describe("large output", () => {
  it("arrives whole, through pipes and into a file", async () => {
    const place = placeWith(10_000);
    const { stdout } = await place.shell(
      "ff list | wc -l; ff list --json | (read -r first; cat) | grep -c '\"name\"'; ff list > all.txt; wc -l < all.txt",
    );
    expect(stdout).toBe("10001\n10000\n10001\n");
  });

  it("to a reader that has enough is silent success", async () => {
    const { stdout, stderr } = await placeWith(10_000).shell(
      'ff list | head -1; echo "${PIPESTATUS[0]}"; ff list --json | true; echo "${PIPESTATUS[0]}"',
    );
    expect(stdout).toBe("name\tstate\tstrategy\twho gets it\tupdated\towner\n0\n0\n");
    expect(stderr).toBe("");
  });
});

describe("streams that fail", () => {
  it.each(["list", "show flag_0", "check flag_0", "help", "--version", "list --json", "rollout flag_0 50"])(
    "ff %s: a full disk on stdout is an error",
    async (typed) => {
      const { stderr, code } = await placeWith(1).shell(`ff ${typed} > /dev/full`);
      expect(code).toBe(6);
      expect(stderr).toMatch(/could not write all of the output: .*ENOSPC/);
      expect(stderr).not.toContain("nothing was changed");
    },
  );

  it("a change that was made is not called undone because its output was lost", async () => {
    const place = placeWith(1);
    const { stderr, code } = await place.shell("ff rollout flag_0 50 > /dev/full");
    expect(code).toBe(6);
    expect(stderr).toContain("was made");
    expect(JSON.parse(place.read(flagsFile))).toMatchObject({ flag_0: { percentage: 50 } });
  });

  it.each([
    "enable flag_0",
    "enable flag_0 --dry-run",
    "apply none.json",
    "validate --fix",
    "rollout flag_0 5 --dry-run",
  ])("ff %s: no change is called made where none was", async (typed) => {
    const place = placeWith(1);
    await place.ff(["enable", "flag_0"]);
    place.write("none.json", '{"changes":[{"op":"enable","flag":"flag_0"}]}');
    const { stderr, code } = await place.shell(`ff ${typed} > /dev/full`);
    expect(code).toBe(6);
    expect(stderr).not.toContain("was made");
  });

  it("a file that was mended is not called as it was", async () => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("flag_0", { user_ids: ["a", "a"] })]));
    const { stderr } = await place.shell("ff validate --fix > /dev/full");
    expect(stderr).toContain("was made");
  });

  it("stderr that is full or closed changes no exit code", async () => {
    const place = placeWith(1);
    const { stdout } = await place.shell(
      [
        "ff show nope 2> /dev/full; echo $?",
        "ff show nope 2>&-; echo $?",
        "(ff show nope; echo $? > code) 2>&1 | true; cat code",
        "ff rollout flag_1 2.5 --quiet 2> /dev/full; echo $?",
        "ff rollout flag_2 2.5 2> /dev/full > /dev/null; echo $?",
      ].join("\n"),
    );
    expect(stdout).toBe("3\n3\n3\n0\n0\n");
  });

  it("closed stdin and stdout are no crash", async () => {
    const place = placeWith(1);
    const { stdout, stderr } = await place.shell(
      "ff list <&- | wc -l; ff rollout flag_0 5 <&- > /dev/null; echo $?; ff delete flag_0 <&-; echo $?; ff list >&-; echo $?",
    );
    expect(stdout).toMatch(/^2\n0\n2\n[06]\n$/);
    expect(stderr).not.toMatch(/internal error|at .*\.cjs/);
  });
});
