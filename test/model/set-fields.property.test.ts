import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { applyChanges } from "../../src/model/apply-changes.js";
import type { FieldChange, FlagChange } from "../../src/model/change.js";
import { FlagDocument } from "../../src/model/document.js";
import { documentText, key, newValue } from "../json/arbitraries.js";
import { textOf } from "../json/bytes.js";

/** What stands before the flag, and alone tells how the file is laid out. */
const beginning = fc.constantFrom(
  '{\n  "first": {\n    "é": 1,\n    "b": 2\n  },\n  "flag": ',
  '{\r\n\t"first": {"é": 1, "b": 2},\r\n\t"flag": ',
  '{"first":{"é":1,"b":2},"flag":',
);

/** Fields of the flag more often than others, some of them more than once, and keys inside of them. */
const fieldsOf = (flag: string): fc.Arbitrary<FieldChange[]> => {
  const keys = Object.keys(JSON.parse(flag) as object);
  const name = keys.length === 0 ? key : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...keys) }, key);
  const value = newValue as fc.Arbitrary<FieldChange["value"]>;
  return fc.array(
    fc.oneof<fc.Arbitrary<FieldChange>[]>(
      fc.record({ path: fc.tuple(name), value }),
      fc.record({ path: fc.tuple(name, key), value: fc.option(value, { nil: undefined }) }),
    ),
    { maxLength: 6 },
  );
};

const flagWithFields = documentText.chain((flag) => fc.tuple(fc.constant(flag.trim()), fieldsOf(flag)));

describe("fields that are set in one change", () => {
  it("come to the same bytes as in a change each", () => {
    const result = (text: string, changes: readonly FlagChange[]): string =>
      textOf(applyChanges(FlagDocument.fromText(text, "feature_flags.json"), changes).document.bytes);
    const set = (...fields: FieldChange[]): FlagChange => ({ kind: "set", key: "flag", fields });
    fc.assert(
      fc.property(beginning, flagWithFields, (start, [flag, fields]) => {
        const text = `${start}${flag}}`;
        expect(result(text, [set(...fields)])).toBe(
          result(
            text,
            fields.map((field) => set(field)),
          ),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
