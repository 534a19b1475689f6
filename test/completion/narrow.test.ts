import fc from "fast-check";
import { expect, it } from "vitest";

import { mostNames, narrow } from "../../src/completion/narrow.js";

const numbered = (start: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${start}${index}`);

it("gives all names while they are few: the shell matches by its own rules", () => {
  const names = numbered("flag_", mostNames);
  expect(narrow(names, "no such start")).toEqual(names);
});

it("of many gives those that begin with what was typed, and no more than can be read", () => {
  const names = [...numbered("flag_", 100_000), "checkout_flow"];
  expect(narrow(names, "check")).toEqual(["checkout_flow"]);
  expect(narrow(names, "flag_")).toEqual(names.slice(0, mostNames));
});

it("does not let the shell type what only some of them begin with", () => {
  const names = [...numbered("apple_", 2 * mostNames), ...numbered("apricot_", 2 * mostNames)];
  expect(commonStart(narrow(names, "a"))).toBe("ap");
});

it("keeps what all of them begin with, whatever they are", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "b", "機"), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(name, { minLength: mostNames + 1, maxLength: mostNames + 200 }), name, (names, typed) => {
      const given = narrow(names, typed);
      const fitting = names.filter((one) => one.startsWith(typed));
      expect(commonStart(given)).toBe(commonStart(fitting));
      expect(given.every((one) => fitting.includes(one))).toBe(true);
      expect(given.length).toBeLessThanOrEqual(mostNames + 8);
    }),
    { numRuns: 20 },
  );
});

function commonStart(names: readonly string[]): string {
  return names.reduce((start, name) => {
    let length = 0;
    while (length < start.length && start[length] === name[length]) length++;
    return start.slice(0, length);
  }, names[0] ?? "");
}
