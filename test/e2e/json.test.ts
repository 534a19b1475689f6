import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

import { registry } from "../../commands/registry.js";
import { FfError, type ErrorCode } from "../../src/errors.js";
import { flag, flagsText } from "../support/flags.js";
import { makePlace } from "../support/program.js";

const docs = readFileSync(join(import.meta.dirname, "../../docs/json.md"), "utf8");
const shapes = Array.from(docs.matchAll(/```ts\n([^]*?)```/g), (match) => match[1] ?? "").join("\n");

/** What is typed, and the type of what that prints. */
const table = new Map(
  Array.from(docs.matchAll(/^\| (`ff .*?) *\| `(\S+)` *\|$/gm), ([, typed = "", type = ""]) =>
    Array.from(typed.matchAll(/`(.*?)`/g), (match) => [match[1] ?? "", type] as const),
  ).flat(),
);

/** What stands in the table, nothing for a failure, and what is typed to see it kept: one after the other, in one place. */
const played = [
  ["ff init", "init"],
  ["ff create", "create new_dashboard --percentage 10 --owner growth"],
  ["ff rollout", "rollout new_dashboard 60 --reason half --preview 1000"],
  ["ff rollout", "rollout new_dashboard 20 --dry-run"],
  ["ff rollout", "rollout new_dashboard 60"],
  ["ff enable-users", "enable-users beta user1 ada@company.com"],
  ["ff enable-tiers", "enable-tiers premium pro --preview 100"],
  ["ff enable-domains", "enable-domains partners company.com"],
  ["ff ab-test", "ab-test checkout A=50 B=50"],
  ["ff ab-test", "ab-test checkout A=60 B=40 --preview 1000"],
  ["ff ab-test", "ab-test checkout A=40 B=40 C=20 --dry-run"],
  ["ff update", "update new_dashboard --ticket FF-12"],
  ["ff pause", "pause beta"],
  ["ff resume", "resume beta"],
  ["ff enable", "enable everywhere"],
  ["ff disable", "disable everywhere"],
  ["ff apply", "apply release.json --preview 100"],
  ["ff apply", "apply release.json --dry-run"],
  ["ff undo", "undo"],
  ["ff undo", "undo everywhere --preview 100"],
  ["ff check <name>", "check new_dashboard --user user1 --email ada@company.com --tier pro --attr team=web"],
  ["ff check <name>", "check new_dashboard"],
  ["ff check <name>", "check new_dashboard --user user1 --at NOW"],
  ["ff check <name>", "check everywhere"],
  ["ff check <name>", "check beta --user user1"],
  ["ff check <name>", "check partners --user user1 --email nobody"],
  ["ff check <name>", "check partners --user user1 --email ada@company.com"],
  ["ff check <name>", "check checkout --user user1"],
  ["ff check <name>", "check checkout"],
  ["ff check <name>", "check broken --file others.json"],
  ["ff check <name>", "check rest --user user9 --file others.json"],
  ["ff check <name>", "check paused --file others.json"],
  ["ff check <name>", "check fine --file others.json"],
  ["ff check <name> <name>", "check new_dashboard checkout --user user1"],
  ["ff check --all", "check --all --user user1 --file others.json"],
  ["ff check <name> --users <users>", "check checkout new_dashboard --users 1000"],
  ["ff check <name> --users <users>", "check broken rest --users users.csv --file others.json"],
  ["ff list", "list"],
  ["ff list", "list --file others.json"],
  ["ff show", "show new_dashboard"],
  ["ff show", "show kept --file others.json"],
  ["ff show", "show broken --file others.json"],
  ["ff show", "show number --file others.json"],
  ["ff simulate", "simulate checkout"],
  ["ff simulate", "simulate beta --users 10"],
  ["ff overlap", "overlap checkout new_dashboard"],
  ["ff overlap", "overlap new_dashboard beta --users users.csv"],
  ["ff diff", "diff others.json"],
  ["ff diff", "diff before.json after.json --users 100"],
  ["ff validate", "validate"],
  ["ff validate", "validate --fix others.json"],
  ["ff validate", "validate bad.json"],
  ["ff log", "log"],
  ["ff delete", "delete beta premium --yes"],
  ["ff completion", "completion fish"],
  ["", "rollout new_dashboard 200"],
  ["", "apply wrong.json"],
  ["", "list --file bad.json --debug"],
] as const;

const others = {
  kept: { ...flag("kept", { user_ids: ["a", "a"] }), by_another_program: 1 },
  rest: flag("rest", { strategy: "ab_test", ab_test_allocation: { A: 1 } }),
  paused: flag("paused", { strategy: "user_tier", user_tiers: ["pro"], enabled: false }),
  fine: flag("fine", { strategy: "percentage", percentage: 2.5 }),
  broken: { name: "broken", enabled: "yes" },
  number: 5,
};

/** Types of the program whose values `--json` prints as they are, and what docs/json.md calls them. */
const same = [
  ["errors", "ErrorCode", "ErrorCode"],
  ["model/flag", "Flag", "Flag"],
  ["model/flag", "DamagedFlag", "DamagedFlag"],
  ["eval/moves", "Move", "Move"],
  ["mutation/mutation", 'FlagMutation["action"]', 'Change["action"]'],
  ["eval/evaluation", "Reason", 'Answer["reason"]'],
  ["eval/evaluation", "EvaluationErrorCode | null", 'Answer["error_code"]'],
  ["eval/evaluation", "Detail", "Detail"],
  ["eval/steps", "Step", "Step"],
  ["eval/flip", 'Flip["kind"]', 'Flip["kind"]'],
  ["eval/flip", "UserChange", "UserChange"],
  ["check/totals", "Totals", "Totals"],
  ["simulate/words", "Verdict", 'Test["verdict"]'],
  ["overlap/words", "Verdict", 'Overlap["independence"]["verdict"]'],
  ["completion/protocol", "Shell", 'Script["shell"]'],
] as const;

const sameness = `
type Writable<T> = T extends readonly (infer Item)[] ? Writable<Item>[]
  : T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
`;

it("docs/json.md tells of every command and every way to fail", () => {
  const told = new Set(Array.from(table.keys(), (typed) => typed.split(" ")[1]));
  expect(told).toEqual(new Set(registry.map(({ name }) => name)));
  const exits = Array.from(docs.matchAll(/^\| (`[A-Z_]+`.*?) *\| (\d+) *\|$/gm), ([, codes = "", exit]) =>
    Array.from(codes.matchAll(/`(.*?)`/g), (match) => [match[1], Number(exit)] as const),
  ).flat();
  expect(exits).toEqual(exits.map(([code]) => [code, new FfError(code as ErrorCode, "").exitCode]));
  const [, union = ""] = /type ErrorCode =([^;]*)/.exec(docs) ?? [];
  expect(new Set(exits.map(([code]) => code))).toEqual(new Set(union.match(/[A-Z_]+/g)));
});

it("ff prints what docs/json.md says", async () => {
  const place = makePlace();
  place.write("release.json", '{"changes":[{"op":"enable","flag":"premium"},{"op":"pause","flag":"beta"}]}');
  place.write("wrong.json", '{"changes":[{"op":"enable"},{"op":"pause","flag":7}]}');
  place.write("others.json", JSON.stringify(others));
  place.write("bad.json", "{");
  place.write("users.csv", "user_id\nuser1\nuser1\nuser2\n");
  const rollout = { strategy: "percentage", percentage: 50 } as const;
  place.write("before.json", flagsText([flag("old_name", rollout), flag("list")]));
  place.write("after.json", flagsText([flag("new_name", rollout), flag("list", { metadata: { owner: "web" } })]));

  const lines: string[] = [];
  const keys = new Set<string>();
  const print = (type: string, json: string, typed: string): void => {
    lines.push(`{ const printed: ${type} = ${json.trimEnd().replaceAll("\n", " ")}; } // ff ${typed}`);
    JSON.parse(json, (key, value: unknown) => (keys.add(key), value));
  };
  for (const [row, typed] of played) {
    const words = typed.replace("NOW", new Date().toISOString()).split(" ");
    const { stdout, stderr, code } = await place.ff([...words, "--json"], { env: { FF_ACTOR: "ada" } });
    print(row === "" ? "Failure" : (table.get(row) ?? "never"), row === "" ? stderr : stdout, `${typed} (${code})`);
  }
  const { stdout } = await place.ff(["check", "checkout", "--users", "2", "--format", "jsonl"]);
  for (const row of stdout.trimEnd().split("\n")) print("Row", row, "check --format jsonl");

  expect(new Set(played.flatMap(([row]) => (row === "" ? [] : [table.get(row)])))).toEqual(new Set(table.values()));
  expect(complaints([shapes, ...lines].join("\n"))).toEqual([]);
  expect([...keysOf(shapes)].filter((key) => !keys.has(key))).toEqual([]);
}, 60_000);

it("docs/json.md lists what the program's own types do", () => {
  const pairs = same.map(([file, own, told]) => {
    const [, name = "", rest = ""] = /^(\w+)(.*)/.exec(own) ?? [];
    const imported = `import("../../src/${file}.js").${name}${rest}`;
    return `{ const same: Same<Writable<${imported}>, ${told}> = true; } // ${own}`;
  });
  expect(complaints([shapes, sameness, ...pairs].join("\n"))).toEqual([]);
});

/** What the compiler has against a module that stands beside this one, each with the line it is about. */
function complaints(text: string): string[] {
  const file = join(import.meta.dirname, "json.shapes.ts");
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText, start = 0 }) => {
    const line = text.slice(0, start).split("\n").length - 1;
    return `${text.split("\n")[line] ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/** The keys that these types name. */
function keysOf(types: string): Set<string> {
  const keys = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) keys.add(node.name.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("shapes.ts", types, ts.ScriptTarget.ES2022, true));
  return keys;
}
