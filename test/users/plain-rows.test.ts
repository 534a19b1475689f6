import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { plainRows } from "../../src/users/plain-rows.js";

/** The ids that it finds, and how many lines. */
function idsIn(text: string | Uint8Array, cells = 1, column = 0) {
  const bytes = Buffer.from(text);
  const rows = plainRows(bytes, cells, column);
  if (rows === undefined) return undefined;
  const ids = Array.from(rows.starts, (start, index) => bytes.toString("utf8", start, rows.ends[index]));
  return { ids, lines: rows.lines };
}

describe("plainRows", () => {
  it("finds the ids of rows that end in LF or CRLF, and passes over blank ones", () => {
    expect(idsIn("ada\n\nbo\r\n\r\ncy")).toEqual({ ids: ["ada", "bo", "cy"], lines: 5 });
    expect(idsIn("")).toEqual({ ids: [], lines: 1 });
    expect(idsIn("\n\r")).toEqual({ ids: [], lines: 2 });
  });

  it("finds them in any column", () => {
    expect(idsIn("x y,ada,,\n,bo,=1,-", 4, 1)).toEqual({ ids: ["ada", "bo"], lines: 2 });
    expect(idsIn("a@b.c,pro,ada\r\n,,bo", 3, 2)).toEqual({ ids: ["ada", "bo"], lines: 2 });
  });

  it.each([
    ["too many cells", "ada,", 1, 0],
    ["too few cells", "ada", 2, 0],
    ["too few cells before it", "ada\n", 2, 1],
    ["an empty id", ",pro", 2, 0],
    ["an empty id at the end", "pro,", 2, 1],
    ["quotes", '"ada"', 1, 0],
    ["quotes in another cell", 'ada,"pro"', 2, 0],
    ["what a spreadsheet runs", "=1", 1, 0],
    ["a minus, which it may run", "-1", 1, 0],
    ["a blank", "ada bo", 1, 0],
    ["a return inside", "ada\rbo", 1, 0],
    ["two returns", "ada\r\r\n", 1, 0],
    ["a NUL byte", "ada\0", 1, 0],
    ["more than ASCII", "zoë", 1, 0],
    ["more than ASCII in another cell", "ada,é", 2, 0],
    ["what is no UTF-8", Uint8Array.of(0x61, 0xff), 1, 0],
    ["a very long id", "a".repeat(257), 1, 0],
  ])("leaves %s to the parser, wherever it stands", (_, odd, cells, column) => {
    const plain = `${",".repeat(column)}ada${",".repeat(cells - 1 - column)}`;
    for (const rows of [
      [odd, `\n${plain}`],
      [`${plain}\n`, odd],
    ])
      expect(idsIn(Buffer.concat(rows.map((part) => Buffer.from(part))), cells, column)).toBeUndefined();
  });

  it("finds what splitting finds, or nothing", () => {
    const cell = fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom("ada", "bo-1", "user@company.com") },
      fc.constantFrom("", "x y", "=1", "é", '"', "\r"),
    );
    const rowOf = (cells: number) =>
      fc.oneof(
        { weight: 20, arbitrary: fc.array(cell, { minLength: cells, maxLength: cells }) },
        fc.array(cell, { maxLength: 4 }),
      );
    const end = fc.constantFrom("\n", "\n", "\r\n", "\n\n");
    const input = fc.integer({ min: 1, max: 3 }).chain((cells) =>
      fc.record({
        cells: fc.constant(cells),
        column: fc.nat(cells - 1),
        rows: fc.array(fc.tuple(rowOf(cells), end), { maxLength: 4 }),
      }),
    );
    let found = 0;
    fc.assert(
      fc.property(input, ({ cells, column, rows }) => {
        const text = rows.map(([row, ending]) => row.join(",") + ending).join("");
        const lines = text.split("\n");
        const filled = lines.map((line) => line.replace(/\r$/, "")).filter((line) => line !== "");
        const result = idsIn(text, cells, column);
        if (result === undefined) return;
        expect(result).toEqual({ ids: filled.map((line) => line.split(",")[column]), lines: lines.length });
        if (filled.length > 1) found++;
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(200);
  });
});
