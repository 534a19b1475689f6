import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { positionOf } from "../../src/json/position.js";
import { type Span, decodeString, rootSpan, scanDocument, scanElements, scanMembers } from "../../src/json/scan.js";
import { JsonSyntaxError } from "../../src/json/syntax-error.js";
import { checkJson } from "./any-value.js";
import { documentText, mutate, mutation, pieces, share } from "./arbitraries.js";
import { utf8 } from "./bytes.js";
import { asMaps } from "./maps.js";

/** The outcome that the platform's own strict decoder and parser give; a byte order mark is taken off once, as ours does. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function failureOf(scan: () => unknown): JsonSyntaxError | undefined {
  try {
    scan();
    return undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error;
    throw error;
  }
}

/** What the spans say, read back to a value the slow way. */
function valueAt(bytes: Uint8Array, span: Span): unknown {
  const first = bytes[span.start];
  if (first === 0x7b) return new Map(scanMembers(bytes, span).map(({ key, value }) => [key, valueAt(bytes, value)]));
  if (first === 0x5b) return scanElements(bytes, span).map((element) => valueAt(bytes, element));
  if (first === 0x22) return decodeString(bytes, span);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(span.start, span.end)));
}

describe("the scanner and JSON.parse", () => {
  it("read the same keys and values", () => {
    fc.assert(
      fc.property(documentText, (text) => {
        const bytes = utf8(text);
        const parsed = asMaps(JSON.parse(text));
        expect(valueAt(bytes, rootSpan(bytes))).toEqual(parsed);
        expect(new Map(scanDocument(bytes).map(({ key, value }) => [key, valueAt(bytes, value)]))).toEqual(parsed);
      }),
      { numRuns: 1_000 },
    );
  });

  it("agree on every text after random damage", () => {
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(documentText, fc.array(mutation, { minLength: 1, maxLength: 3 }), (text, mutations) => {
        const bytes = mutate(utf8(text), mutations);
        const failure = failureOf(() => checkJson(bytes));
        expect(failure === undefined).toBe(isJson(bytes));
        if (failure === undefined) accepted++;
        else refused++;
        if (failure !== undefined) {
          expect(failure.offset).toBeLessThanOrEqual(bytes.length);
          expect(positionOf(bytes, failure.offset).excerptColumn).toBeGreaterThan(0);
        }
        const isObject = failure === undefined && bytes[rootSpan(bytes).start] === 0x7b;
        expect(failureOf(() => scanDocument(bytes)) === undefined).toBe(isObject);
      }),
      { numRuns: 8_000 },
    );
    expect(Math.min(accepted, refused)).toBeGreaterThan(400);
  });

  it("agree on short texts of JSON's own characters", () => {
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => utf8(parts.join("")));
    fc.assert(
      fc.property(texts, (bytes) => {
        expect(failureOf(() => checkJson(bytes)) === undefined).toBe(isJson(bytes));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("a text that is cut", () => {
  it("fails where it was cut, or at the start of the word or character that was", () => {
    fc.assert(
      fc.property(documentText, share, (text, kept) => {
        const whole = utf8(text.trim());
        const length = Math.floor(kept * whole.length);
        const failure = failureOf(() => scanDocument(whole.subarray(0, length)));
        expect(failure?.offset).toBeLessThanOrEqual(length);
        expect(failure?.offset).toBeGreaterThanOrEqual(length - "fals".length);
      }),
      { numRuns: 1_000 },
    );
  });
});
