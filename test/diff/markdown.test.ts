import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { diffFlags } from "../../src/diff/flags-diff.js";
import { markdownOf } from "../../src/diff/markdown.js";
import type { FlagDocument } from "../../src/model/document.js";
import { flagWith } from "../model/flags.js";
import { documentOf, sidesOf } from "./diffs.js";
import { githubHtml, skeletonOf } from "./github.js";
import { hostileText } from "./hostile.js";

const markdown = (a: FlagDocument, b: FlagDocument): string =>
  markdownOf({ sides: sidesOf(a, b), diff: diffFlags(a, b), comparison: null, usersFile: null });

/** A comparison with something of everything, whose every text from outside is one of these. */
function comment(texts: readonly string[]): string {
  const [
    file = "",
    left = "",
    right = "",
    rollout = "",
    test = "",
    list = "",
    variant = "",
    other = "",
    item = "",
    key = "",
    value = "",
    old = "",
    renamed = "",
  ] = texts;
  const half = { strategy: "percentage", percentage: 50 } as const;
  const document = (flags: [string, object][]): FlagDocument =>
    documentOf(`{${flags.map(([name, fields]) => `${JSON.stringify(name)}:${JSON.stringify(fields)}`).join()}}`, file);
  return markdown(
    document([
      [left, flagWith({ name: left, strategy: "user_tier", user_tiers: [item] })],
      [rollout, flagWith({ name: rollout, ...half })],
      [test, flagWith({ name: test, strategy: "ab_test", ab_test_allocation: { [variant]: 50, [other]: 50 } })],
      [list, flagWith({ name: list })],
      [old, flagWith({ name: old, strategy: "percentage", percentage: 5 })],
    ]),
    document([
      [
        rollout,
        { ...flagWith({ name: rollout, ...half, percentage: 20, metadata: { [key]: value } }), [`x${key}`]: value },
      ],
      [test, flagWith({ name: test, strategy: "ab_test", ab_test_allocation: { [variant]: 100 } })],
      [list, flagWith({ name: list, strategy: "email_domain", email_domains: [item] })],
      [right, { [key]: value }],
      [renamed, flagWith({ name: renamed, strategy: "percentage", percentage: 5 })],
    ]),
  );
}

const plainTexts = Array.from({ length: 13 }, (_, index) => `text${index}`);

describe("a comment on a pull request", () => {
  it("has one form, whatever names and values the files have", () => {
    const plain = skeletonOf(githubHtml(comment(plainTexts)));
    fc.assert(
      fc.property(fc.uniqueArray(hostileText, { minLength: 13, maxLength: 13 }), (texts) => {
        expect(skeletonOf(githubHtml(comment(texts)))).toBe(plain);
      }),
      { numRuns: 100 },
    );
  });

  it("tells nothing from the files outside of code, where it could link or mention", () => {
    const html = skeletonOf(githubHtml(comment(plainTexts)));
    expect(html).not.toContain("text");
    const rows = html.match(/<tr>.*?<\/tr>/gs) ?? [];
    expect(rows).toHaveLength(8);
    expect(rows.map((row) => row.match(/<t[dh]>/g)?.length)).toEqual(rows.map(() => 3));
    expect(html).not.toMatch(/<(a|img|input)\b/);
  });

  it("says that nothing differs", () => {
    const document = documentOf({ checkout: flagWith(), till: flagWith({ name: "till" }) });
    expect(markdown(document, document)).toBe(
      "### Feature flags: no difference\n\n`flags.json` → `flags.json`: 2 flags are the same.\n",
    );
  });

  it.each([
    ["many flags", 1000, 1, 3],
    ["many fields of a flag", 3, 1000, 10],
    ["long names and values", 100, 25, 1500],
  ])("fits into a comment with %s, and counts what is left out", (_, flags, fields, length) => {
    const side = (value: string): FlagDocument =>
      documentOf(
        Object.fromEntries(
          Array.from({ length: flags }, (_unused, index) => [
            `flag_${index}_${"x".repeat(length)}`,
            flagWith({
              name: value,
              strategy: "percentage",
              percentage: 50,
              metadata: Object.fromEntries(
                Array.from({ length: fields }, (_field, at) => [`${"k".repeat(length)}${at}`, value.repeat(length)]),
              ),
            }),
          ]),
        ),
      );
    const text = markdown(side("before"), side("after"));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/… and \d+ more/);
    expect(githubHtml(text)).toMatch(/<\/details>\s*$/);
    const rows = text.match(/^\| `flag_.*$/gm)?.length ?? 0;
    const left = /\n\n… and (\d+) more\n/.exec(text);
    expect(rows + Number(left?.[1] ?? 0)).toBe(flags);
  });
});
