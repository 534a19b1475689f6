import stringWidth from "string-width";
import { describe, expect, it } from "vitest";

import { renderFields } from "../../src/term/fields.js";
import { loadPaint } from "../../src/term/style.js";
import { names, pipe, terminal, unsafe } from "./views.js";

const users = Array.from({ length: 60 }, (_, index) => `user${index}`);

describe("renderFields in a terminal", () => {
  it("aligns labels and values", async () => {
    expect(
      await renderFields(
        [
          ["name", "new_dashboard"],
          ["状態", "on"],
          ["users", ["u1", "u2"]],
          ["tiers", []],
        ],
        terminal(80),
      ),
    ).toBe("name:   new_dashboard\n状態:   on\nusers:  u1, u2\ntiers:\n");
  });

  it.each([40, 80, 120])("sets long values in lines of %i columns", async (width) => {
    const text = await renderFields([["users", [...users, ...names]]], terminal(width));
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
    expect(lines.map((line) => line.slice(8)).join(" ")).toContain(users.join(", "));
  });

  it("leaves what is drawn as it stands, line by line", async () => {
    const drawn = { lines: ["0   50", "the path of/a file that is longer than there is room"] };
    expect(await renderFields([["scale", drawn]], terminal(30))).toBe(
      `scale:  ${drawn.lines[0]}\n        ${drawn.lines[1]}\n`,
    );
    expect(await renderFields([["scale", drawn]], pipe)).toBe(`scale\t${drawn.lines[0]}\nscale\t${drawn.lines[1]}\n`);
  });

  it("colours labels and, where asked, values", async () => {
    const view = terminal(80, { paint: await loadPaint(1) });
    expect(await renderFields([["state", "on", (text, paint) => paint.green(text)]], view)).toBe(
      "\u001b[2mstate:\u001b[22m  \u001b[32mon\u001b[39m\n",
    );
  });
});

describe("renderFields in a pipe", () => {
  it("gives one label and value a line", async () => {
    const fields = [
      ["name", "a\tb"],
      ["users", ["u1", "u2"]],
      ["tiers", []],
    ] as const;
    expect(await renderFields(fields, pipe)).toBe("name\ta\\tb\nusers\tu1\nusers\tu2\ntiers\t\n");
  });
});
