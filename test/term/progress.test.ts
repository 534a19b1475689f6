import stringWidth from "string-width";
import { describe, expect, it } from "vitest";

import { createProgress } from "../../src/term/progress.js";

/** A terminal's last line, and a clock that stands until it is set. */
async function watched(label: string, columns = 80) {
  const clock = { now: 5000 };
  const written: string[] = [];
  const output = { columns, write: (text: string) => written.push(text) > 0 };
  const progress = await createProgress(label, output, () => clock.now);
  return { clock, written, progress };
}

const erase = "\r\u001b[K";

describe("progress", () => {
  it("is silent for a second, then drawn ten times a second at the most", async () => {
    const { clock, written, progress } = await watched("users.csv");
    clock.now += 999;
    progress.update(1, 4);
    expect(written).toEqual([]);
    clock.now += 1;
    progress.update(1, 4);
    progress.update(2, 4);
    clock.now += 99;
    progress.update(2, 4);
    clock.now += 1;
    progress.update(3, 4);
    expect(written).toEqual([
      `${erase}users.csv [######------------------] 25%`,
      `${erase}users.csv [##################------] 75%`,
    ]);
  });

  it("is taken off the screen at the end, if it was there", async () => {
    const { clock, written, progress } = await watched("users.csv");
    progress.end();
    expect(written).toEqual([]);
    clock.now += 1000;
    progress.update(1, 1);
    progress.end();
    progress.end();
    expect(written.slice(1)).toEqual([erase]);
  });

  it("counts where nobody knows the end, and never promises more than all", async () => {
    const { clock, written, progress } = await watched("users read from standard input:");
    clock.now += 1000;
    progress.update(1234567, null);
    clock.now += 100;
    progress.update(9, 4);
    clock.now += 100;
    progress.update(0, 0);
    expect(written.map((text) => text.replace(erase, "").replace(/^.*: /, ""))).toEqual([
      "1,234,567",
      "[########################] 100%",
      "[########################] 100%",
    ]);
  });

  it("lets no control character of a file's name through", async () => {
    const { clock, written, progress } = await watched("\u001b[2J.csv");
    clock.now += 1000;
    progress.update(1, 2);
    expect(written[0]).toContain("\\u001b[2J.csv");
  });

  it.each([
    ["users-of-all-countries-".repeat(5), 80, `${"users-of-all-countries-".repeat(5).slice(0, 45)}... [###`],
    ["名前".repeat(30), 60, `${"名前".repeat(6)}... [###`],
    ["users.csv", 20, " [############-----"],
  ])("never fills the line of a terminal: %s at %i", async (label, columns, beginning) => {
    const { clock, written, progress } = await watched(label, columns);
    clock.now += 1000;
    progress.update(1, 2);
    const line = (written[0] ?? "").replace(erase, "");
    expect(line).toContain(beginning);
    expect(stringWidth(line)).toBeLessThan(columns);
  });
});
