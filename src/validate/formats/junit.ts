import { safe } from "../../term/escape.js";
import { byRule, sentenceOf, type FileReport, type Report } from "../report.js";
import type { Problem } from "../rules/problem.js";
import { ruleList, type RuleName, type Severity } from "../rules/rules.js";

/** JUnit's XML: a suite for each file, in it a case for each rule, so that what was checked can be seen too. */
export function renderJunit({ files }: Report, strict: boolean): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ff validate">\n${files
    .map((file) => renderSuite(file, strict))
    .join("")}</testsuites>\n`;
}

function renderSuite({ file, flags, problems }: FileReport, strict: boolean): string {
  const found = byRule(problems);
  const fails = (severity: Severity): boolean => strict || severity === "error";
  const failures = ruleList.filter(({ name, severity }) => found.has(name) && fails(severity)).length;
  const isChecked = (name: RuleName): boolean => flags !== null || name === "syntax";
  const skipped = ruleList.filter(({ name }) => !isChecked(name)).length;
  const cases = ruleList.map(({ name, severity }) => {
    const here = found.get(name);
    const content = !isChecked(name)
      ? "<skipped/>"
      : here === undefined
        ? ""
        : renderProblems(file, here, fails(severity));
    const start = `    <testcase classname="${xml(file)}" name="${name}"`;
    return content === "" ? `${start}/>\n` : `${start}>${content}</testcase>\n`;
  });
  const counts = `tests="${ruleList.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return `  <testsuite name="${xml(file)}" ${counts}>\n${cases.join("")}  </testsuite>\n`;
}

/** JUnit knows no warnings: those are output of a case that passes. */
function renderProblems(file: string, found: readonly Problem[], isFailure: boolean): string {
  const lines = found.map(
    (problem) =>
      `${xml(file)}:${problem.line}:${problem.column} ${xml(sentenceOf(problem))}\n  hint: ${xml(problem.hint)}`,
  );
  const text = lines.join("\n");
  if (!isFailure) return `<system-out>${text}</system-out>`;
  const [first] = found;
  const message = found.length === 1 && first ? sentenceOf(first) : `${found.length} problems`;
  return `<failure type="${first?.rule ?? ""}" message="${xml(message)}">${text}</failure>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Control characters are spelled out, since XML 1.0 can't hold them even as references; nor can it these two. */
function xml(text: string): string {
  return safe(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
