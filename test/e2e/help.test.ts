import { beforeAll, describe, expect, it } from "vitest";

import { groups, registry } from "../../commands/registry.js";
import { exitCodes } from "../../src/errors.js";
import { flag, flagsFile, flagsText } from "../support/flags.js";
import { gitEnv } from "../support/repository.js";
import { baseEnv, makePlace, programFile, run } from "../support/program.js";
import { inTerminal } from "../support/terminal.js";

const commands = await Promise.all(registry.map(async (row) => ({ ...row, ...(await row.load()) })));
const byName = commands.map((command) => [command.name, command] as const);

describe("ff alone", () => {
  it("prints purpose, examples, commands by group and exit codes on stdout", async () => {
    const place = makePlace();
    const [alone, help, option, short] = await Promise.all(
      [[], ["help"], ["--help"], ["-h"]].map((words) => place.ff(words)),
    );
    expect(alone).toMatchObject({ code: 0, stderr: "" });
    expect(help).toEqual(alone);
    expect(option).toEqual(alone);
    expect(short).toEqual(alone);
    const { stdout = "" } = alone ?? {};
    const places = ["Examples", ...groups, "Options of every command", "Exit codes"].map((heading) =>
      stdout.indexOf(`\n${heading}\n`),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(stdout.split("\n").filter((line) => line.startsWith("  ff "))).toHaveLength(3);
    const lines = stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
    for (const { name, aliases = [], summary } of registry)
      expect(lines).toContainEqual([[name, ...aliases].join(", "), summary]);
    for (const { code, meaning } of Object.values(exitCodes)) expect(lines).toContainEqual([String(code), meaning]);
  });

  it("sets what the commands do in one column", async () => {
    const lines = (await makePlace().ff([])).stdout.split("\n");
    const lengths = registry.map(({ summary }) => {
      const line = lines.find((one) => one.startsWith("  ") && one.endsWith(`  ${summary}`)) ?? "";
      return line.length - summary.length;
    });
    expect(new Set(lengths).size).toBe(1);
  });

  it("prints its version", async () => {
    const place = makePlace();
    const [long, short] = await Promise.all([place.ff(["--version"]), place.ff(["-V"])]);
    expect(long.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(long).toMatchObject({ code: 0, stderr: "" });
    expect(short).toEqual(long);
  });
});

it("every command is told of: a summary, examples of itself, and what each argument and option is for", () => {
  for (const { name, summary, command } of commands) {
    expect(summary, name).toMatch(/^[a-z].{5,60}$/);
    expect(command.examples.length, name).toBeGreaterThan(0);
    expect(command.examples.map(([typed]) => typed).join("\n"), name).toContain(`ff ${name}`);
    for (const { description } of [...command.arguments, ...command.options])
      expect(description.length, name).toBeGreaterThan(5);
  }
});

it("no two commands have one name", () => {
  const names = registry.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});

it("a narrow window has every meaning below its term", async () => {
  const at = async (columns: number): Promise<string> =>
    (await inTerminal(makePlace(), ["rollout", "--help"], { columns, env: { NO_COLOR: "1" } })).screen;
  const [narrow, wide] = await Promise.all([at(59), at(60)]);
  expect(narrow).toContain("\n  --reason <text>\n      why, for the history\n");
  expect(narrow).toContain("\n  -n, --dry-run\n      show what would change, and change nothing\n");
  expect(wide).toMatch(/\n {6}--reason <text> +why, for the history\n/);
});

describe.each(byName)("ff %s", (name, { aliases = [], command }) => {
  let help = "";
  beforeAll(async () => {
    help = await helpOf([name, "--help"]);
  });

  it("shows its examples first, in ASCII and in 80 columns", () => {
    const headings = help.match(/^[A-Z][\w ]*$/gm) ?? [];
    expect(headings[0]).toBe("Examples");
    expect(headings.at(-1)).toBe("Options of every command");
    expect(help).toMatch(/^[\n\x20-\x7e]*$/);
    const examples = new Set(command.examples.map(([typed]) => `  ${typed}`));
    expect(help.split("\n").filter((line) => line.length > 80 && !examples.has(line))).toEqual([]);
    for (const { flags } of command.options) expect(help).toContain(flags);
    const told = help.slice(help.indexOf("\nUsage\n"));
    for (const { choices = [] } of [...command.arguments, ...command.options])
      for (const choice of choices) expect(told).toMatch(new RegExp(`\\b${choice}\\b`));
  });

  it("tells the same by every way to ask", async () => {
    const ways = [
      ["help", name],
      ["--help", name],
      [name, "nonsense", "--nonsense", "-h"],
      ...aliases.map((alias) => [alias, "--help"]),
    ];
    expect(await Promise.all(ways.map(helpOf))).toEqual(ways.map(() => help));
  });

  it("has examples that the program takes", async () => {
    const typed = command.examples.map(([example]) => example);
    const ended = await Promise.all(typed.map(play));
    expect(ended.map(({ stderr, code }, index) => [typed[index], code, stderr.match(/^error.*/gm)])).toEqual(
      typed.map((example) => [example, 0, null]),
    );
  });
});

async function helpOf(words: readonly string[]): Promise<string> {
  const { stdout, stderr, code } = await run([process.execPath, programFile, ...words], {
    cwd: import.meta.dirname,
    env: baseEnv("/nowhere"),
  });
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  return stdout;
}

/** Plays an example where everything that the examples speak of is there. */
async function play(example: string) {
  const place = makePlace();
  const names = [
    ...new Set(
      example.match(
        /\b(new_dashboard|new_feature|checkout_flow|dark_mode|button_colour|old_\w+|premium_feature|beta)\b/g,
      ),
    ),
  ];
  const isNew = example.startsWith("ff create") || example.startsWith("ff init");
  if (!isNew) place.write(flagsFile, flagsText(names.map((name) => flag(name))));
  place.write("ids.txt", "user1\nuser2\n");
  place.write("domains.txt", "company.com\n");
  place.write("users.csv", "user_id,email,tier\nuser1,ada@company.com,pro\nuser2,,\n");
  place.write("users.jsonl", '{"user_id": "user1"}\n');
  place.write("release.json", '{"changes": [{"op": "enable", "flag": "new_dashboard"}]}');
  place.write("deploy", "#!/bin/sh\n");
  place.write("staging.json", "{}");
  place.write("production.json", "{}");
  // What asks about the past or takes it back needs one.
  const before = /^ff (undo|check)/.test(example)
    ? "ff enable new_dashboard; "
    : example.startsWith("ff diff")
      ? "git init -q -b main; git add .; for time in 1 2; do git commit -q --allow-empty -m a; done; "
      : "";
  const past = example.replace(/--at \S+/, '--at "$(date -u +%FT%T.%3NZ)"');
  const sure = example === "ff delete old_banner" ? `${past} --yes` : past;
  return place.shell(
    `set -e -o pipefail; chmod +x deploy; mkdir -p config .config/fish; jq() { cat; }; FLAG=new_feature PERCENT=5 JOB=deploy-7; ${before}${sure}`,
    { env: gitEnv },
  );
}
