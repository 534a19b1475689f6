import { describe, expect, it } from "vitest";

import { accepted } from "../../fixtures/json/accepted.js";
import { type Cases, type Text, toBytes } from "../../fixtures/json/bytes.js";
import { acceptedByChoice, refusedByChoice } from "../../fixtures/json/decided.js";
import { refused } from "../../fixtures/json/refused.js";
import { scanDocument } from "../../src/json/scan.js";
import { JsonSyntaxError } from "../../src/json/syntax-error.js";
import { checkJson } from "./any-value.js";

function rows(cases: Cases): [string, Text][] {
  return Object.entries(cases).flatMap(([kind, texts]) =>
    Object.entries(texts).map(([name, text]): [string, Text] => [`${kind}: ${name}`, text]),
  );
}

/** Puts the text where a flag stands, so that both entrances to the scanner see it. */
function asFlag(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('{"flag":'), bytes, Buffer.from("}")]);
}

const mark = "\ufeff";

describe("the tables", () => {
  it("hold at least as many cases of each kind as JSONTestSuite does (95, 188, 35)", () => {
    expect(rows(accepted).length).toBeGreaterThanOrEqual(95);
    expect(rows(refused).length).toBeGreaterThanOrEqual(188);
    expect(rows(acceptedByChoice).length + rows(refusedByChoice).length).toBeGreaterThanOrEqual(35);
  });
});

describe("accepts", () => {
  it.each([...rows(accepted), ...rows(acceptedByChoice)])("%s", (_, text) => {
    const bytes = toBytes(text);
    expect(() => checkJson(bytes)).not.toThrow();
    const source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    expect(() => JSON.parse(source) as unknown).not.toThrow();
    const nested = source.startsWith("[".repeat(512)) || source.startsWith('{"a":'.repeat(511));
    if (!nested && Buffer.from(source).equals(bytes)) expect(scanDocument(asFlag(bytes))).toHaveLength(1);
  });
});

describe("refuses", () => {
  it.each(rows(refused))("%s", (_, text) => {
    const bytes = toBytes(text);
    expect(() => checkJson(bytes)).toThrow(JsonSyntaxError);
    expect(() => scanDocument(bytes)).toThrow(JsonSyntaxError);
    expect(() => JSON.parse(Buffer.from(bytes).toString()) as unknown).toThrow(SyntaxError);
  });

  it.each(rows(refusedByChoice))("%s", (_, text) => {
    const bytes = toBytes(text);
    expect(() => checkJson(bytes)).toThrow(JsonSyntaxError);
    expect(() => scanDocument(asFlag(bytes))).toThrow(JsonSyntaxError);
  });
});

describe("the byte order mark", () => {
  it("may stand in front of each accepted text, once", () => {
    for (const [name, text] of rows(accepted)) {
      const marked = Buffer.concat([Buffer.from(mark), toBytes(text)]);
      expect(() => checkJson(marked), name).not.toThrow();
    }
  });
});
