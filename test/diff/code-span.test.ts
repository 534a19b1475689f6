import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { codeSpan, tableRow } from "../../src/diff/code-span.js";
import { safe } from "../../src/term/escape.js";
import { hostileText } from "./hostile.js";
import { codeIn, githubHtml, skeletonOf } from "./github.js";

const inTable = (cell: string): string => githubHtml(`| Flag | Change |\n| --- | --- |\n${tableRow([cell, "added"])}`);

describe("a code span", () => {
  it("stays one cell of a table, and shows the text as it is", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = inTable(codeSpan(text));
        const shown = text === "" ? '""' : safe(text);
        expect(html.match(/<td>/g)).toHaveLength(2);
        expect(html).toContain("<td>added</td>");
        expect(codeIn(html)).toHaveLength(1);
        // Behind a backslash, a pipe is spelled out.
        if (!(shown.includes("|") && shown.includes("\\"))) expect(codeIn(html)).toEqual([shown]);
      }),
      { numRuns: 400 },
    );
  });

  it("outside of a table shows the text as it is, too", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = githubHtml(`- ${codeSpan(text)}: more\n`);
        expect(codeIn(html)).toEqual([text === "" ? '""' : safe(text)]);
        expect(skeletonOf(html)).toBe("<ul>\n<li><code/>: more</li>\n</ul>\n");
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["a|b", "`a\\|b`"],
    ["a\\|b", "`a\\\\x7cb`"],
  ])("%j is %s in a row", (text, span) => {
    expect(tableRow([codeSpan(text)])).toBe(`| ${span} |\n`);
  });

  it.each([
    ["new_dashboard", "`new_dashboard`"],
    ["a|b", "`a|b`"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    [" a", "`  a `"],
    ["", '`""`'],
    ["a\nb\u202e", "`a\\nb\\u202e`"],
    ["🚀".repeat(121), `\`${"🚀".repeat(119)}…\``],
    ["🚀".repeat(120), `\`${"🚀".repeat(120)}\``],
  ])("%j is %s", (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });
});
