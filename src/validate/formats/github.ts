import { safe } from "../../term/escape.js";
import { sentenceOf, type Report } from "../report.js";

/**
 * Workflow commands of GitHub Actions, which shows each as an annotation at its line. The escapes are those of
 * github.com/actions/toolkit, packages/core/src/command.ts.
 */
export function renderGithub({ files }: Report): string {
  const lines = files.flatMap(({ repositoryPath: path, problems }) =>
    problems.map((problem) => {
      const { severity, line, column, rule, hint } = problem;
      const file = path === null ? "" : `file=${property(path.replaceAll("\\", "/"))},`;
      const text = `${sentenceOf(problem)}\nhint: ${safe(hint)}`;
      return `::${severity} ${file}line=${line},col=${column},title=${property(rule)}::${data(text)}\n`;
    }),
  );
  return lines.join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
