import { describe, expect, it } from "vitest";

import { allTogether, FfError, type Location } from "../../src/errors.js";
import { errorJson, renderError } from "../../src/term/error-text.js";
import { loadPaint } from "../../src/term/style.js";
import { names, pipe, terminal, unsafe } from "./views.js";

function at(column: number, excerpt: string): { location: Location } {
  return { location: { file: "flags.json", line: 12, column, excerpt } };
}

async function excerptOf(column: number, excerpt: string, width = 80): Promise<string[]> {
  const text = await renderError(new FfError("INVALID_FILE", "bad", at(column, excerpt)), terminal(width));
  return text.trimEnd().split("\n").slice(2, -1);
}

describe("renderError", () => {
  it("says what, where and what to do next", async () => {
    const error = new FfError("INVALID_FILE", "The file is not JSON", { hint: "mend it", ...at(11, '  "name": nope') });
    expect(await renderError(error, terminal(80))).toBe(
      [
        "error: The file is not JSON",
        "  --> flags.json:12:11",
        '  12 |   "name": nope',
        "     |           ^",
        "  hint: mend it",
        "  code: INVALID_FILE (exit 4)",
        "",
      ].join("\n"),
    );
  });

  it("keeps the lines of a message and of a hint", async () => {
    const error = new FfError("USAGE", "two problems:\n- one\n- two", { hint: "either\nor" });
    expect(await renderError(error, terminal(80))).toBe(
      "error: two problems:\n       - one\n       - two\n  hint: either\n        or\n  code: USAGE (exit 2)\n",
    );
  });

  it("is one line where nothing more is known", async () => {
    expect(await renderError(new FfError("IO", "disk full"), terminal(80))).toBe(
      "error: disk full\n  code: IO (exit 6)\n",
    );
  });

  it("shows a terminal so many problems as anybody reads, and a pipe all", async () => {
    const problems = (count: number): FfError =>
      allTogether(Array.from({ length: count }, (_, index) => new FfError("USAGE", `problem ${index + 1}`)));
    const all = await renderError(problems(1500), terminal(80));
    expect(all.split("\n").slice(48, -1)).toEqual([
      "       problem 49",
      "       problem 50",
      "       1,450 more not shown; --json has all",
      "  code: USAGE (exit 2)",
    ]);
    expect(await renderError(problems(50), terminal(80))).not.toContain("not shown");
    expect((await renderError(problems(51), pipe)).split("\n").at(50)).toBe("       problem 51");
  });

  it.each([
    ["wide characters", 5, '"日本" x', '"日本" x', 6],
    ["tabs", 2, "\tx", "  x", 2],
    ["emoji, one character each", 3, "🫠🫠x", "🫠🫠x", 4],
    ["escaped text", 2, "\u001bx", "\\u001bx", 6],
  ])("puts the caret right after %s", async (_name, column, excerpt, shown, before) => {
    expect(await excerptOf(column, excerpt)).toEqual([`  12 | ${shown}`, `     | ${" ".repeat(before)}^`]);
  });

  it("shows the end of the line where something is missing there", async () => {
    expect(await excerptOf(2, "{")).toEqual(["  12 | {", "     |  ^"]);
  });

  it("shows the part around the column of a very long line", async () => {
    const lines = await excerptOf(5_000_001, `${"a".repeat(4_999_999)}<!${"b".repeat(5_000_000)}`, 60);
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(lines).toEqual([`  12 | ${"a".repeat(34)}<!${"b".repeat(17)}`, `     | ${" ".repeat(35)}^`]);
  });

  it("escapes everything", async () => {
    for (const name of names) {
      const location = { file: name, line: 1, column: 3, excerpt: name };
      const text = await renderError(new FfError("USAGE", name, { hint: name, location }), terminal(80));
      expect(text.split("\n").filter((line) => unsafe.test(line))).toEqual([]);
    }
  });

  it("colours by the view", async () => {
    const view = terminal(80, { paint: await loadPaint(1) });
    expect(await renderError(new FfError("IO", "disk full"), view)).toBe(
      "\u001b[31merror: \u001b[39mdisk full\n\u001b[2m  code: IO (exit 6)\u001b[22m\n",
    );
  });
});

describe("errorJson", () => {
  it("has every key, null where nothing is known", () => {
    expect(errorJson(new FfError("USAGE", "bad"))).toEqual({
      error: { code: "USAGE", message: "bad", hint: null, location: null },
    });
  });

  it("gives the place without the excerpt", () => {
    expect(errorJson(new FfError("INVALID_FILE", "bad", { hint: "mend it", ...at(3, "x") }))).toEqual({
      error: {
        code: "INVALID_FILE",
        message: "bad",
        hint: "mend it",
        location: { file: "flags.json", line: 12, column: 3 },
      },
    });
  });
});
