import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { renderJson } from "../../term/json.js";
import { sentenceOf, type FileReport, type Report } from "../report.js";
import type { Problem } from "../rules/problem.js";
import { ruleList } from "../rules/rules.js";

const schema = "https://json.schemastore.org/sarif-2.1.0.json";

const ruleIndexes = new Map(ruleList.map(({ name }, index) => [name, index]));

/** SARIF 2.1.0 (OASIS), as code scanning services take it: one run, its rules, a result for each problem. */
export function renderSarif({ files }: Report): string {
  return renderJson({
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "ff validate",
            rules: ruleList.map(({ name, summary, severity }) => ({
              id: name,
              shortDescription: { text: summary },
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: "unicodeCodePoints",
        results: files.flatMap((file) => file.problems.map((problem) => resultOf(problem, file))),
      },
    ],
  });
}

function resultOf(problem: Problem, { repositoryPath: path, file }: FileReport) {
  const { rule, severity, line, column, flag, hint } = problem;
  const artifactLocation = path === null ? { description: { text: file } } : { uri: uriOf(path) };
  return {
    ruleId: rule,
    ruleIndex: ruleIndexes.get(rule),
    level: severity,
    message: { text: `${sentenceOf(problem)}\nhint: ${hint}` },
    locations: [
      {
        physicalLocation: { artifactLocation, region: { startLine: line, startColumn: column } },
        ...(flag !== null && { logicalLocations: [{ name: flag, kind: "object" }] }),
      },
    ],
  };
}

/** A relative path stays one: services read it from the root of the repository. */
function uriOf(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
