import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { accepted } from "../../fixtures/json/accepted.js";
import { toBytes } from "../../fixtures/json/bytes.js";
import { acceptedByChoice, refusedByChoice } from "../../fixtures/json/decided.js";
import { refused } from "../../fixtures/json/refused.js";
import { hashOfKey } from "../../src/json/key-hash.js";
import { scanQuickly } from "../../src/json/member-scanner.js";
import { scanDocument } from "../../src/json/scan.js";
import { JsonSyntaxError } from "../../src/json/syntax-error.js";
import { documentText, mutate, mutation } from "./arbitraries.js";
import { utf8 } from "./bytes.js";

/** What the scanner written in TypeScript finds; undefined where it refuses the text. */
function scanSlowly(bytes: Uint8Array): number[] | undefined {
  try {
    return scanDocument(bytes).flatMap(({ keySpan: { start, end }, value }) => {
      const isEscaped = bytes.subarray(start, end).includes(0x5c);
      return [start, end, value.start, value.end, isEscaped ? 0 : hashOfKey(bytes, start, end)];
    });
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

function scan(bytes: Uint8Array, window?: number): number[] | undefined {
  const offsets = scanQuickly(bytes, window);
  return offsets && [...offsets];
}

/** An empty object has nothing to be quick about. */
const isEmpty = (offsets: readonly number[] | undefined): boolean => offsets?.length === 0;

const fixtures = [accepted, refused, acceptedByChoice, refusedByChoice].flatMap((cases) =>
  Object.entries(cases).flatMap(([kind, texts]) =>
    Object.entries(texts).map(([name, text]): [string, Uint8Array] => [`${kind}: ${name}`, toBytes(text)]),
  ),
);

describe("the quick scanner finds what the slow one finds", () => {
  it.each(fixtures)("in a flag: %s", (_, bytes) => {
    const inFlag = Buffer.concat([utf8('{"a": 1, "flag":'), bytes, utf8(', "é": {}}\n')]);
    expect(scan(inFlag)).toEqual(bytes.length < 256 * 1024 ? scanSlowly(inFlag) : undefined);
  });

  it.each(fixtures)("as the whole text: %s", (_, bytes) => {
    const slowly = scanSlowly(bytes);
    if (!isEmpty(slowly)) expect(scan(bytes)).toEqual(slowly);
  });

  it("in any object, and in any that was broken", () => {
    const counts = { whole: 0, broken: 0 };
    const property = fc.property(documentText, fc.array(mutation, { maxLength: 3 }), (text, mutations) => {
      const bytes = mutate(utf8(text), mutations);
      const slowly = scanSlowly(bytes);
      if (isEmpty(slowly)) return;
      counts[slowly === undefined ? "broken" : "whole"]++;
      expect(scan(bytes)).toEqual(slowly);
    });
    fc.assert(property, { numRuns: 5000 });
    expect(Math.min(counts.whole, counts.broken)).toBeGreaterThan(500);
  });

  it("in windows of any size, or leaves a longer member to the slow one", () => {
    let quick = 0;
    const property = fc.property(documentText, fc.integer({ min: 1, max: 80 }), (text, window) => {
      const bytes = utf8(text);
      const found = scan(bytes, window);
      if (found === undefined) return;
      quick++;
      expect(found).toEqual(scanSlowly(bytes));
    });
    fc.assert(property, { numRuns: 5000 });
    expect(quick).toBeGreaterThan(200);
  });

  it("in a text of many windows and more members than are taken down at once", () => {
    const flags = Array.from({ length: 20_000 }, (_, index) => [
      `flag_${index}`,
      { enabled: index % 2 === 0, é: "\u2028" },
    ]);
    for (const indent of [0, 2]) {
      const bytes = utf8(JSON.stringify(Object.fromEntries(flags), null, indent));
      expect(scan(bytes)).toEqual(scanSlowly(bytes));
      expect(scan(bytes.subarray(0, -1))).toBeUndefined();
    }
  });

  it("at every depth that is allowed, and at none that is not", () => {
    const nested = (depth: number): Uint8Array => utf8(`{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    expect(scan(nested(511))).toEqual(scanSlowly(nested(511)));
    expect(scanSlowly(nested(511))).toBeDefined();
    expect([scan(nested(512)), scanSlowly(nested(512))]).toEqual([undefined, undefined]);
  });
});
