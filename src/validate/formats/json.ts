import { changeJson } from "../../mutation/render.js";
import { count, type Report } from "../report.js";

/** What `--json` and `--format json` print. */
export function reportJson(report: Report): unknown {
  return {
    files: report.files.map(({ file, flags, problems, mended }) => ({
      file,
      flags,
      problems,
      ...(mended !== null && {
        mended: mended.changes.map((change) => changeJson(change, mended.comparison)),
        dry_run: mended.dryRun,
      }),
    })),
    errors: count(report, "error"),
    warnings: count(report, "warning"),
  };
}
