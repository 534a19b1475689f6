import { defineCommand } from "../src/command.js";
import { exitCodes, FfError } from "../src/errors.js";
import { hasChanged } from "../src/mutation/has-changed.js";
import { writeOptions } from "../src/mutation/options.js";
import { counted } from "../src/term/count.js";
import { renderJson } from "../src/term/json.js";
import type { View } from "../src/term/view.js";
import { count, type Report } from "../src/validate/report.js";
import type { ValidateOptions } from "../src/validate/validate.js";

const formats = ["table", "json", "github", "sarif", "junit"] as const;

interface Options extends ValidateOptions {
  readonly format?: (typeof formats)[number];
  readonly strict?: boolean;
}

export const command = defineCommand<Options, Report>({
  arguments: [
    {
      name: "files",
      description: "flags files, - for standard input; without any, the file in use",
      variadic: true,
      optional: true,
      completes: "file",
      parse: checkNames,
    },
  ],
  options: [
    {
      flags: "--format <format>",
      description: "table (default), json, github (annotations), sarif, junit",
      choices: formats,
    },
    { flags: "--strict", description: `warnings fail too (exit ${exitCodes.invalidFile.code})` },
    { flags: "--fix", description: "mend what changes nobody's flags, then tell what is left" },
    ...writeOptions,
  ],
  examples: [
    ["ff validate", "every problem of the file in use"],
    ["ff validate --fix --dry-run", "what --fix would mend"],
    [
      "ff validate feature_flags.json --format github",
      "in a workflow of GitHub Actions; --strict fails on warnings too",
    ],
    ["cat feature_flags.json | ff validate -", "what another program writes, such as git show"],
  ],
  description:
    "Errors exit 4; warnings only with --strict. docs/validate.md in the package lists the rules, and how to point an editor to docs/feature_flags.schema.json.",
  run: async (context, options) => {
    refuseContradictions(options, context.global);
    const { validate } = await import("../src/validate/validate.js");
    const report = await validate(context, options);
    if (options.format !== undefined && options.format !== "table") noticeMended(report, context.notice.bind(context));
    return report;
  },
  render,
  json: reportJson,
  changes: ({ fix = false }) => fix,
  changed: ({ files }) => files.some(({ mended }) => mended !== null && hasChanged(mended)),
  exitCode: (report, { strict = false }) => {
    const failures = count(report, "error") + (strict ? count(report, "warning") : 0);
    return failures > 0 ? exitCodes.invalidFile.code : exitCodes.done.code;
  },
});

async function render(report: Report, view: View, { format = "table", strict = false }: Options): Promise<string> {
  switch (format) {
    case "table":
      return (await import("../src/validate/formats/text.js")).renderText(report, view);
    case "json":
      return renderJson(await reportJson(report));
    case "github":
      return (await import("../src/validate/formats/github.js")).renderGithub(report);
    case "sarif":
      return (await import("../src/validate/formats/sarif.js")).renderSarif(report);
    case "junit":
      return (await import("../src/validate/formats/junit.js")).renderJunit(report, strict);
  }
}

async function reportJson(report: Report): Promise<unknown> {
  return (await import("../src/validate/formats/json.js")).reportJson(report);
}

function noticeMended({ files }: Report, notice: (text: string) => void): void {
  for (const { file, mended } of files)
    if (mended !== null)
      notice(`${mended.dryRun ? "would mend" : "mended"} ${counted(mended.changes.length, "flag")} in ${file}`);
}

/** @throws FfError USAGE: an empty name is an unset variable of a script. */
function checkNames(files: readonly string[]): readonly string[] {
  if (!files.includes("")) return [...new Set(files)];
  throw new FfError("USAGE", "the name of a file is empty", { hint: "type the path of a flags file, or none" });
}

/** @throws FfError USAGE for options that exclude or need each other */
function refuseContradictions(
  { files, fix, format, dryRun, reason, lockTimeout }: Options,
  { file, json }: { readonly file?: string | undefined; readonly json: boolean },
): void {
  if (file !== undefined && files.length > 0)
    throw new FfError("USAGE", "--file and the files behind the command both say what to check", {
      hint: "leave --file out",
    });
  if (json && format !== undefined && format !== "json")
    throw new FfError("USAGE", `--json and --format ${format} both say what to print`, {
      hint: "leave one of them out",
    });
  if (fix !== true && (dryRun !== undefined || reason !== undefined || lockTimeout !== undefined))
    throw new FfError("USAGE", "--dry-run, --reason and --lock-timeout belong to --fix", { hint: "add --fix" });
  if (fix === true && files.includes("-"))
    throw new FfError("USAGE", "--fix can't mend standard input", { hint: "name the file itself" });
}
