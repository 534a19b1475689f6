import { describe, expect, it } from "vitest";

import { closest } from "../../src/term/suggest.js";

const commands = ["create", "update", "enable", "disable", "rollout", "list", "show", "delete", "check", "log", "up"];

describe("closest", () => {
  it.each([
    ["lsit", ["list"]],
    ["LIST", ["list"]],
    ["enabel", ["enable"]],
    ["roll", ["rollout"]],
    ["able", ["enable", "disable"]],
    ["xyzzy", []],
    ["ul", []],
    ["", []],
  ])("%j → %j", (word, expected) => {
    expect(closest(word, commands)).toEqual(expected);
  });

  it("puts a slip before a part of a name, and a start before a middle", () => {
    const flags = ["my_checkout", "checkout_v2", "chekout"];
    expect(closest("checkout", flags)).toEqual(["chekout", "checkout_v2", "my_checkout"]);
  });

  it("finds the name that was typed with too much around it, but no little piece of it", () => {
    expect(closest("new_dashboard_v2", ["new_dashboard", "new", "dash"])).toEqual(["new_dashboard"]);
  });

  it("gives no more than asked for, of equals by name", () => {
    const flags = Array.from({ length: 9 }, (_, index) => `flag_${9 - index}`);
    expect(closest("flag_", flags)).toEqual(["flag_1", "flag_2", "flag_3"]);
    expect(closest("flag_", flags, 1)).toEqual(["flag_1"]);
  });

  it("goes through 100,000 names", () => {
    const flags = Array.from({ length: 100_000 }, (_, index) => `team_${index % 7}_feature_${index}`);
    expect(closest("team_2_feture_51", flags)[0]).toBe("team_2_feature_51");
  });
});
