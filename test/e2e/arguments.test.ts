import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard"), flag("checkout_flow")]));
  return place;
}

function stored(place: Place, name = "new_dashboard"): Record<string, unknown> {
  return (JSON.parse(place.read(flagsFile)) as Record<string, Record<string, unknown>>)[name] ?? {};
}

/** Each line of input, and a part of each line of the error it must give. */
const refused: readonly (readonly [typed: string, ...said: string[]])[] = [
  ["frobnicate", 'unknown command "frobnicate"', "ff help"],
  ["rolout x", 'unknown command "rolout"', "did you mean ff rollout?"],
  ["enable-user x", "did you mean ff enable-users or ff enable"],
  ["help rolout", "did you mean ff rollout?"],
  ["remove x", 'unknown command "remove"', "did you mean ff delete?"],
  ["help history", "did you mean ff log?"],
  ["rename a b", "hint: a flag can't be renamed", "ff create another and ff delete this one\n"],
  ["help list more", 'too many arguments: "more"'],
  ["--frob list", "unknown option --frob"],
  ["rollout --resaon x --jsn", "unknown option --resaon", "unknown option --jsn", "--reason?", "--json?"],
  ["create --ownr=growth", "unknown option --ownr", "did you mean --owner?"],
  ["rollout new_dashboard 101 --resaon=x", "unknown option --resaon", "<percentage>: 101 is not a percentage"],
  ["rollout new_dashboard", "missing <percentage>", "for example: ff rollout new_feature 10"],
  ["rollout", "missing <name> and <percentage>"],
  ["rollout new_dashboard 10 20 30", 'too many arguments: "20" "30"', "usage: ff rollout <name> <percentage>"],
  ["list new_dashboard", 'too many arguments: "new_dashboard"'],
  ["rollout new_dashboard 1e1 --lock-timeout soon", "--lock-timeout: ", "<percentage>: "],
  ["rollout new_dashboard 10 --reason", "--reason: the value is missing"],
  ["check new_dashboard --user --tier pro", "--user: the value is missing", "--tier is an option itself"],
  ["check new_dashboard --user ''", "--user: the value is missing", "is a variable unset?"],
  ["check new_dashboard --user= --tier=", "--user: the value is missing", "--tier: the value is missing"],
  ["check new_dashboard --tier pro", "--email, --tier and --attr belong to a user", "add --user <id>"],
  [
    "check new_dashboard --user u --attr tier=pro",
    "--attr: tier has an option of its own\n",
    "hint: type --tier pro\n",
  ],
  [
    "check new_dashboard --attr user_id=u --attr email=-a@b.c --attr plan=x",
    "--attr: user_id, email have options of their own\n",
    "hint: type --user u --email=-a@b.c\n",
  ],
  ["check '' --user u", "the flag's name is empty"],
  ["list --file ''", "--file: the value is missing"],
  ["list --file", "--file: the value is missing"],
  ["list --strategy percent", '"percent" is none of all, none, percentage', "did you mean percentage?"],
  ["list --state of --sort nmae", "--state: ", "--sort: "],
  ["completion", "missing <shell>", "<shell> is one of bash, zsh, fish", "for example: "],
  ["completion fsh", '<shell>: "fsh" is none of bash, zsh, fish', "did you mean zsh or fish?"],
  ["completion bash zsh", 'too many arguments: "zsh"'],
  ["log --limit 0", '--limit: "0" is not a count'],
  ["log ''", "the flag's name is empty"],
  ["log --since yesterday", "--since: "],
  ["ab-test checkout_flow A=50 B=40", "sum to 90, 10 short of 100", "A=60 B=40, or A=50 B=40 control=10"],
  ["ab-test checkout_flow A=60 B=60", "sum to 120, 20 more than 100"],
  ["ab-test checkout_flow A=33.3 B=66.7", '"A=33.3" is not a variant with its share'],
  ["enable-users new_dashboard", "missing <ids>"],
  ["enable-users new_dashboard a,,b", "the list has an empty item"],
  ["enable-users new_dashboard a --add --remove", "--add and --remove exclude each other"],
  ["enable-domains new_dashboard nobody@", '"nobody@" is not an email domain'],
  ["update new_dashboard", "nothing to change is given"],
  ["create other --percentage 10 --users a", "--percentage and --users belong to different strategies"],
  ["create other --enabled --disabled", "--enabled and --disabled exclude each other"],
  ["create ' spaced'", "begins or ends with a space"],
  ["create other --meta novalue", '--meta: "novalue" is not metadata'],
];

describe("refused with exit code 2, and nothing changed", () => {
  it.each(refused)("ff %s", async (typed, ...said) => {
    const place = placeWithFlags();
    const before = place.read(flagsFile);
    const { stdout, stderr, code } = await place.shell(`ff ${typed}`);
    expect(stdout).toBe("");
    for (const part of said) expect(stderr).toContain(part);
    expect(stderr).toMatch(/^error: /);
    expect(code).toBe(2);
    expect(place.read(flagsFile)).toBe(before);
  });

  it.each(["create", "update", "enable", "disable", "pause", "resume", "rollout", "ab-test", "delete", "apply"])(
    "ff %s says so",
    async (command) => {
      expect((await makePlace().ff([command, "--nonsense"])).stderr).toContain("nothing was changed");
    },
  );

  it("three close names at most", async () => {
    const { stderr } = await makePlace().ff(["enble"]);
    expect(stderr.match(/ff [\w-]+/g)?.length).toBeLessThanOrEqual(3);
    expect(stderr).toContain("did you mean ff enable");
  });
});

it.each(["--user=-q --tier=--json", "--tier -x --user=-q --tier=--json"])(
  "a value that is tied to its option is a value, whatever it looks like: %s",
  async (options) => {
    const { stdout, stderr, code } = await placeWithFlags().shell(`ff --json check new_dashboard ${options}`);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ user: "-q", tier: "--json" });
  },
);

it("so is the file's name, before and after the command", async () => {
  const place = placeWithFlags();
  place.write("-q", flagsText([flag("other")]));
  for (const typed of ["--file=-q list", "list --file=-q"])
    expect((await place.shell(`ff ${typed}`)).stdout).toMatch(/^other\t/m);
  expect((await place.shell("ff list --file -q")).stderr).toContain("-q is an option itself");
});

describe("a percentage", () => {
  it.each([
    ["25", 25],
    ["25%", 25],
    ["2.5", 2.5],
    ["0", 0],
    ["100", 100],
    ["0.001", 0.001],
  ])("%s", async (typed, percentage) => {
    const place = placeWithFlags();
    expect((await place.ff(["rollout", "new_dashboard", typed])).code).toBe(0);
    expect(stored(place)).toMatchObject({ strategy: "percentage", percentage });
  });

  it.each(["", " ", "0x10", "1e1", "-5", "-5%", "100.1", "101", "ten", "1,5", ".5", "5.", "0.0001", "Infinity", "٣"])(
    "%j is none",
    async (typed) => {
      const place = placeWithFlags();
      const [rollout, option] = await Promise.all([
        place.ff(["rollout", "new_dashboard", typed]),
        place.ff(["update", "new_dashboard", "--percentage", typed]),
      ]);
      expect([rollout.code, option.code]).toEqual([2, 2]);
      expect(rollout.stderr).toMatch(/<percentage>: |unknown option -5%/);
      expect(stored(place)).toMatchObject({ strategy: "none", percentage: 0 });
    },
  );

  it("finer than whole percents comes with a note about other readers", async () => {
    const { stderr } = await placeWithFlags().ff(["rollout", "new_dashboard", "2.5"]);
    expect(stderr).toContain("readers that bucket by whole percents round 2.5% up to 3%");
  });
});

describe("lists", () => {
  it.each([
    ["commas", "enable-users new_dashboard a,b,c"],
    ["spaces", "enable-users new_dashboard a b c"],
    ["both", "enable-users new_dashboard a,b c"],
    ["an option in commas", "update new_dashboard --users a,b,c"],
    ["an option repeated", "update new_dashboard --users a --users b --users c"],
    ["duplicates", "enable-users new_dashboard a b a c,b"],
    ["options in between", "enable-users --reason why new_dashboard a --json b c"],
    ["lines of standard input", "enable-users new_dashboard --from-file - <<< $'a\\r\\nb\\n\\nc'"],
    ["arguments and a file", "enable-users new_dashboard a --from-file <(printf 'b\\nc')"],
  ])("%s", async (_name, typed) => {
    const place = placeWithFlags();
    expect(await place.shell(`ff ${typed}`)).toMatchObject({ code: 0, stderr: "" });
    expect(stored(place)["user_ids"]).toEqual(["a", "b", "c"]);
  });

  it("are amended by --add and --remove", async () => {
    const place = placeWithFlags();
    await place.shell("ff enable-tiers new_dashboard pro free && ff enable-tiers new_dashboard enterprise --add");
    expect(stored(place)["user_tiers"]).toEqual(["pro", "free", "enterprise"]);
    await place.shell("ff enable-tiers new_dashboard free --remove");
    expect(stored(place)["user_tiers"]).toEqual(["pro", "enterprise"]);
  });

  it("of domains are put in order", async () => {
    const place = placeWithFlags();
    await place.ff(["enable-domains", "new_dashboard", "@Company.COM", "partner.com"]);
    expect(stored(place)["email_domains"]).toEqual(["company.com", "partner.com"]);
  });

  it.each(["file", "standard input"])("of 100,000 ids from a %s", async (source) => {
    const place = placeWithFlags();
    const ids = Array.from({ length: 100_000 }, (_, index) => `user_${index}`);
    place.write("ids.txt", ids.join("\n"));
    const path = source === "file" ? "ids.txt" : "-";
    const ended = await place.shell(`ff enable-users new_dashboard --from-file ${path} < ids.txt`);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout.length).toBeLessThan(2000);
    expect(stored(place)["user_ids"]).toEqual(ids);
  });
});

describe("global options", () => {
  it.each([
    ["--json list --file other.json"],
    ["list --json --file=other.json"],
    ["--file other.json list --json"],
    ["--file nowhere.json list --json --file other.json"],
  ])("before and after the command: ff %s", async (typed) => {
    const place = placeWithFlags();
    place.write("other.json", flagsText([flag("other")]));
    const { stdout } = await place.shell(`ff ${typed}`);
    expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toEqual(["other"]);
  });

  it("after -- are arguments", async () => {
    const place = placeWithFlags();
    place.write(flagsFile, flagsText([flag("--json")]));
    const { stdout, code } = await place.ff(["show", "--", "--json"]);
    expect(stdout).toMatch(/^flag\t--json\n/);
    expect(code).toBe(0);
  });
});
