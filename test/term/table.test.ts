import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";

import { loadPaint } from "../../src/term/style.js";
import { type Column, renderTable } from "../../src/term/table.js";
import { names, pipe, terminal, unsafe } from "./views.js";

interface Row {
  readonly name: string;
  readonly state: string;
  readonly owner: string;
}

const columns: readonly Column<Row>[] = [
  { header: "name", value: (row) => row.name },
  {
    header: "state",
    value: (row) => row.state,
    paint: (text, row, paint) => (row.state === "on" ? paint.green(text) : text),
  },
  { header: "strategy", value: () => "percentage", keep: 3 },
  { header: "users", value: () => "12", keep: 2, align: "right" },
  { header: "owner", value: (row) => row.owner, keep: 1 },
  { header: "updated", value: () => "2024-01-25 11:45", keep: 1 },
];

const rows = names.map((name, index): Row => ({ name, state: index % 2 ? "on" : "off", owner: "team of many people" }));
const many = Array.from({ length: 10_000 }, (_, index): Row => ({ ...rows[index % rows.length]!, owner: `${index}` }));

/** What a terminal shows: without the codes of colours. */
function visibleLines(text: string): string[] {
  expect(text.endsWith("\n")).toBe(true);

  return stripVTControlCharacters(text.slice(0, -1)).split("\n");
}

describe("renderTable in a terminal", () => {
  describe.each([40, 80, 120])("of %i columns", (width) => {
    it.each([
      ["a few rows", rows],
      ["10,000 rows", many],
    ])("fits and aligns, %s", async (_name, data) => {
      const text = await renderTable(data, columns, terminal(width, { paint: await loadPaint(1) }));
      const lines = visibleLines(text);
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
      const drawn = lines.slice(0, lines.findIndex((line) => line.startsWith("not shown")) >>> 0);
      expect(drawn.length).toBe(data.length + 4);
      expect(new Set(drawn.map((line) => stringWidth(line))).size).toBe(1);
    });
  });

  it("draws a frame around the rows", async () => {
    const two = [rows[1]!, rows[2]!];
    expect(await renderTable(two, columns.slice(0, 2), terminal(80))).toBe(
      [
        "╭─────────────────┬───────╮",
        "│ name            │ state │",
        "├─────────────────┼───────┤",
        "│ 日本語のフラグ  │ on    │",
        "│ melting 🫠 face │ off   │",
        "╰─────────────────┴───────╯",
        "",
      ].join("\n"),
    );
  });

  it("drops the least important columns, of equals the rightmost first, and names them", async () => {
    const narrower = await renderTable(rows.slice(0, 1), columns, terminal(68));
    expect(narrower).toContain("not shown at 68 columns: updated\n");
    const narrow = await renderTable(rows.slice(0, 1), columns, terminal(46));
    expect(narrow).toContain("not shown at 46 columns: owner, updated\n");
    expect(narrow).toContain("│ new_dashboard │ off   │ percentage │    12 │\n");
    const wide = await renderTable(rows.slice(0, 1), columns, terminal(87));
    expect(wide).not.toContain("not shown");
  });

  it("cuts the widest cell when only columns are left that must stay", async () => {
    const long: Row = { name: "a_very_long_name_of_a_flag", state: "on", owner: "" };
    const text = await renderTable([long], columns, terminal(24));
    expect(text).toContain("│ a_very_long… │ on    │\n");
  });

  it("cuts a column as far as its minimum to what the others leave, and then drops it", async () => {
    const long: Row = { name: "a_very_long_name_of_a_flag", state: "on", owner: "somebody of the team" };
    const three: Column<Row>[] = [...columns.slice(0, 2), { ...columns[4]!, min: 10 }];
    const drawn = async (width: number): Promise<string> => renderTable([long], three, terminal(width));
    expect(await drawn(61)).toContain("│ a_very_long_name_of_a_flag │ on    │ somebody of the team │\n");
    expect(await drawn(60)).toContain("│ a_very_long_name_of_a_flag │ on    │ somebody of the te… │\n");
    expect(await drawn(51)).toContain("│ a_very_long_name_of_a_flag │ on    │ somebody … │\n");
    expect(await drawn(50)).toContain("│ a_very_long_name_of_a_flag │ on    │\n");
    expect(await drawn(50)).toContain("not shown at 50 columns: owner\n");
  });

  it("cuts the widest for the last column that could be dropped, while that one says something", async () => {
    const long: Row = { name: "a_very_long_name_of_a_flag", state: "on", owner: "somebody of the team" };
    const owner: Column<Row> = { ...columns[4]!, minAsLast: 16 };
    const drawn = async (width: number, ...more: Column<Row>[]): Promise<string> =>
      renderTable([long], [...columns.slice(0, 2), owner, ...more], terminal(width));
    expect(await drawn(56)).toContain("│ a_very_long_name_of_… │ on    │ somebody of the team │\n");
    expect(await drawn(47)).toContain("│ a_very_long_nam… │ on    │ somebody of the… │\n");
    expect(await drawn(46)).toContain("not shown at 46 columns: owner\n");
    // Not for one that is less important than another.
    const two = await drawn(63, { ...owner, header: "again", keep: 0.5 });
    expect(two).toContain("│ a_very_long_name_of_a_flag │ on    │ somebody of the team │\n");
    expect(two).toContain("not shown at 63 columns: again\n");
  });

  it("cuts a column at its own maximum", async () => {
    const column: Column<Row> = { header: "name", value: (row) => row.name, max: 8 };
    expect(await renderTable([rows[0]!], [column], terminal(80))).toContain("│ new_das… │\n");
  });

  it("aligns to the right", async () => {
    const numbers: Column<number>[] = [{ header: "percent", value: String, align: "right" }];
    expect(await renderTable([5], numbers, terminal(80))).toContain("│       5 │\n");
  });

  it("colours by the view alone", async () => {
    const paint = await loadPaint(1);
    const coloured = await renderTable(rows, columns.slice(0, 2), terminal(80, { paint }));
    expect(coloured).toContain("\u001b[32mon\u001b[39m   ");
    expect(coloured).toContain("\u001b[1mname\u001b[22m");
    expect(coloured).toContain("\u001b[2m│\u001b[22m");
    expect(await renderTable(rows, columns.slice(0, 2), terminal(80))).not.toContain("\u001b");
  });

  it("keeps to ASCII where the terminal shows no more", async () => {
    const long: Row = { name: "a_very_long_name_of_a_flag", state: "on", owner: "" };
    const text = await renderTable([long], columns, terminal(24, { unicode: false }));
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text).toContain("+--------------+-------+\n| a_very_lo... | on    |\n");
  });

  it("draws the header of an empty table", async () => {
    expect(await renderTable([], columns.slice(0, 2), terminal(80))).toContain("│ name │ state │\n");
  });

  it.each([
    ["unicode", true],
    ["ASCII", false],
  ])("draws many rows as it draws few: %s", async (_name, unicode) => {
    const view = terminal(80, { unicode, paint: await loadPaint(1) });
    const two = columns.slice(0, 2);
    const few = (await renderTable(many.slice(0, 4), two, view)).split("\n");
    const all = (await renderTable([...many.slice(0, 4), ...many.slice(0, 30)], two, view)).split("\n");
    expect([...all.slice(0, 7), ...all.slice(-2)]).toEqual(few);
  });
});

describe("renderTable in a pipe", () => {
  it("separates by tabs: every column, uncut, no colour", async () => {
    const long: Row = { name: "name_".repeat(40), state: "on", owner: "a\tb\nc" };
    expect(await renderTable([long], columns, { ...pipe, paint: await loadPaint(1) })).toBe(
      `name\tstate\tstrategy\tusers\towner\tupdated\n${long.name}\ton\tpercentage\t12\ta\\tb\\nc\t2024-01-25 11:45\n`,
    );
  });

  it("has a line for each of many rows", async () => {
    const lines = (await renderTable(many, columns, pipe)).trimEnd().split("\n");
    expect(lines.length).toBe(many.length + 1);
    expect(lines.every((line) => line.split("\t").length === columns.length)).toBe(true);
  });
});
