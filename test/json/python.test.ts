import { spawnSync } from "node:child_process";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Style, render } from "../../src/json/style.js";

const style: Style = { indent: "  ", newline: "\n", brokenLevels: Infinity, ascii: true, colon: ": ", comma: ", " };

/** Each case as `json.dump` writes what `json.loads` makes of our text: equal texts mean equal values and equal layout. */
const program = `
import json, sys
cases = json.load(sys.stdin)
json.dump([json.dumps(json.loads(text), indent=2, ensure_ascii=ascii) for text, ascii in cases], sys.stdout)
`;

/** Python spells an exponent with two digits, and floats below 1e-4 by exponent; flags hold neither. */
function isSpelledAlike(number: number): boolean {
  return number === 0 || (Math.abs(number) >= 1e-4 && Math.abs(number) < 1e16);
}

const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter(isSpelledAlike),
);
const string = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string({ maxLength: 4 }));
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    string,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(string, tie("value"), { maxKeys: 4 }),
  ),
}));

describe("render and Python's json.dump(indent=2)", () => {
  it("write 2,000 random values alike", () => {
    const cases = fc
      .sample(fc.tuple(values, fc.boolean()), 2_000)
      .map(([value, ascii]): [string, boolean] => [render(value, { ...style, ascii }, 0), ascii]);
    const python = spawnSync("python3", ["-c", program], { input: JSON.stringify(cases), maxBuffer: 1 << 28 });
    expect(python.stderr.toString()).toBe("");
    const written = JSON.parse(python.stdout.toString()) as string[];
    expect(cases.map(([text]) => text)).toEqual(written);
  });
});
