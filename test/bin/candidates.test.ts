import { describe, expect, it } from "vitest";

import { candidatesFor, type Candidates } from "../../bin/candidates.js";
import { registry } from "../../commands/registry.js";
import { FlagDocument } from "../../src/model/document.js";
import { strategies } from "../../src/model/flag.js";
import { flag, flagsText } from "../support/flags.js";

const files: Readonly<Record<string, FlagDocument>> = {
  "feature_flags.json": FlagDocument.fromText(
    flagsText([
      flag("new_dashboard", { strategy: "percentage", percentage: 10 }),
      flag("checkout_flow", { strategy: "user_tier", user_tiers: ["pro\u001b[31m"] }),
      flag("-dash"),
      flag("bell\u0007"),
      flag("line\nfeed"),
    ]),
    "feature_flags.json",
  ),
  "other.json": FlagDocument.fromText(flagsText([flag("other_flag")]), "other.json"),
};

/** For a line whose words have no spaces, `|` at its end where the cursor is. */
async function at(line: string): Promise<Candidates> {
  const words = line.replace(/\|$/, "").split(" ").slice(1);
  return candidatesFor(words.slice(0, -1), words.at(-1) ?? "", async (file) => files[file ?? "feature_flags.json"]);
}

async function valuesAt(line: string): Promise<readonly string[]> {
  const candidates = await at(line);
  return candidates === "files" ? [candidates] : candidates.map(({ value }) => value);
}

const names = [...registry.map(({ name }) => name), "help"];
const flags = ["new_dashboard", "checkout_flow"];

describe("what can stand at the cursor", () => {
  it.each<readonly [string, readonly string[]]>([
    ["ff |", names],
    ["ff rol|", names],
    ["ff --json |", names],
    ["ff help |", names],
    ["ff help show |", ["--file", "--json", "--quiet", "--no-color", "--no-input", "--debug", "--help"]],
    ["ff show |", flags],
    ["ff show new_|", flags],
    ["ff rm new_dashboard |", ["checkout_flow"]],
    ["ff delete --yes new_dashboard |", ["checkout_flow"]],
    ["ff show -- |", [...flags, "-dash"]],
    ["ff show -- --|", [...flags, "-dash"]],
    ["ff show --file other.json |", ["other_flag"]],
    ["ff --file other.json show |", ["other_flag"]],
    ["ff --file other.json show --file feature_flags.json |", flags],
    ["ff show --file nowhere.json |", []],
    ["ff rollout new_dashboard |", []],
    ["ff create |", []],
    ["ff list --strategy |", strategies],
    ["ff list --strategy=|", strategies.map((strategy) => `--strategy=${strategy}`)],
    ["ff list --owner |", []],
    ["ff list --json=|", []],
    ["ff list --nonsense=|", []],
    ["ff nonsense |", []],
    ["ff completion |", ["bash", "zsh", "fish"]],
    ["ff apply |", ["files"]],
    ["ff --file |", ["files"]],
    ["ff list --file=|", ["files"]],
    ["ff enable-users new_dashboard --from-file |", ["files"]],
  ])("%s", async (line, expected) => {
    expect(await valuesAt(line)).toEqual(expected);
  });

  it("options, but not those that are given already", async () => {
    expect(await valuesAt("ff -|")).toContain("--version");
    expect(await valuesAt("ff --quiet list -|")).toEqual(
      expect.arrayContaining(["--strategy", "--match", "--json", "--no-color"]),
    );
    expect(await valuesAt("ff --quiet list -|")).not.toContain("--quiet");
    expect(await valuesAt("ff show new_dashboard --no-color |")).not.toContain("--no-color");
    expect(await valuesAt("ff rollout -n --|")).not.toContain("--dry-run");
    expect(await valuesAt("ff rollout --reason --json --|")).toContain("--json");
  });

  it("options that may be repeated, again", async () => {
    expect(await valuesAt("ff create beta --meta a=b --|")).toContain("--meta");
    expect(await valuesAt("ff create beta --owner ada --|")).not.toContain("--owner");
  });

  it("nothing behind -- but arguments", async () => {
    expect(await valuesAt("ff show -- new_dashboard |")).toEqual([]);
  });
});

it("tells what each is", async () => {
  expect(await at("ff show |")).toEqual([
    { value: "new_dashboard", meaning: "10% of users" },
    { value: "checkout_flow", meaning: "tier pro\\u001b[31m" },
  ]);
  expect(await at("ff |")).toContainEqual({ value: "rollout", meaning: "on for a percentage of users" });
  expect(await at("ff list --|")).toContainEqual({
    value: "--json",
    meaning: "print the result as JSON; docs/json.md in the package tells how",
  });
});
