import { expect, it } from "vitest";

import { renderTotals } from "../../src/check/totals-table.js";
import { percentOf } from "../../src/check/totals.js";
import { flagWith } from "../model/flags.js";
import { pipe, terminal } from "../term/views.js";

/** Totals of one flag that is on for so many of a million users. */
function onFor(on: number, users = 1_000_000, key = "beta"): Parameters<typeof renderTotals>[0] {
  const flag = flagWith({ name: key, strategy: "percentage", percentage: 10 });
  const totals = {
    flag: key,
    on,
    off: users - on,
    enabled_percent: percentOf(on, users),
    variants: {},
    error_code: null,
  };
  return {
    kind: "totals",
    source: "users.csv",
    totals: { users, skipped: 1200, flags: [totals], file: "feature_flags.json", users_file: "users.csv" },
    flags: [{ key, flag, evaluable: undefined }],
    blind: new Map(),
    fileOption: null,
  };
}

it.each([
  [0, "░░░░░░░░░░░░ 0%"],
  [1, "█░░░░░░░░░░░ 0.01%"],
  [123_456, "█░░░░░░░░░░░ 12.35%"],
  [500_000, "██████░░░░░░ 50%"],
  [999_999, "███████████░ 99.99%"],
  [1_000_000, "████████████ 100%"],
])("%i of a million are drawn as %s: only nobody is 0, only everybody 100", async (on, drawn) => {
  expect(await renderTotals(onFor(on), terminal(80))).toContain(` ${drawn} `);
});

it("a pipe gets the figures, with four decimals", async () => {
  expect(await renderTotals(onFor(123_456), pipe)).toBe(
    "flag\tvariant\tusers\ton\toff\tpercent\twho gets it\nbeta\t\t1000000\t123456\t876544\t12.3456\t10% of users\n",
  );
});

it("of nobody there is no share", async () => {
  expect(await renderTotals(onFor(0, 0), pipe)).toContain("beta\t\t0\t0\t0\t\t10% of users\n");
  expect(await renderTotals(onFor(0, 0), terminal(80))).not.toContain("%  ");
});

it("says how many rows were skipped, and leaves the bars out of a narrow terminal", async () => {
  const shown = await renderTotals(onFor(123_456), terminal(60));
  expect(shown.split("\n")[0]).toBe("1,000,000 users from users.csv, 1,200 bad rows skipped");
  expect(shown).toMatch(/ 12\.35% /);
  expect(shown).not.toMatch(/[█░]/);
});

it("leaves counts out of a narrow terminal rather than the end of a flag's name", async () => {
  const key = "checkout_flow_of_the_store";
  const [shown, wider] = await Promise.all(
    [40, 60].map((width) => renderTotals(onFor(123_456, 1_000_000, key), terminal(width))),
  );
  expect(shown).toMatch(new RegExp(`│ ${key} +│ 12\\.35% │\n`));
  expect(shown).toContain("not shown at 40 columns: on, off,\nwho gets it\n");
  expect(wider).toContain(`│ ${key} │ 123,456 │ 876,544 │ 12.35% │\n`);
});
