import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { keyEnd, width } from "../../src/json/member-fields.js";
import { scanQuickly } from "../../src/json/member-scanner.js";
import { readObjectLines } from "../../src/json/object-lines.js";
import { byteOrderMark } from "../../src/json/utf8.js";
import { documentText, mutate, mutation } from "./arbitraries.js";
import { utf8 } from "./bytes.js";

/** What is told of each line; undefined where a line is no object. */
function linesOf(bytes: Uint8Array): number[][] | undefined {
  const lines: number[][] = [[]];
  const isRead = readObjectLines(bytes, (members) => {
    for (let at = 0; at < members.length; at += width)
      if (members[at + keyEnd] === 0) lines.push([]);
      else lines.at(-1)?.push(...members.subarray(at, at + width));
    return true;
  });
  if (!isRead) return undefined;
  expect(lines.pop()).toEqual([]);
  return lines;
}

/** The same, line by line, by the scanner of whole texts. */
function linesApart(bytes: Uint8Array): number[][] | undefined {
  const lines: number[][] = [];
  for (let start = 0; start <= bytes.length;) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const line = bytes.subarray(start, end);
    const isBlank = line.every((byte) => [0x20, 0x09, 0x0d].includes(byte));
    // A byte order mark is one at the start of a file alone.
    const found = isBlank ? new Uint32Array() : byteOrderMark(line) > 0 ? undefined : scanQuickly(line);
    if (found === undefined) return undefined;
    lines.push(Array.from(found, (number, index) => (index % width < 4 ? number + start : number)));
    start = end + 1;
  }
  return lines;
}

const blank = fc.constantFrom("", " ", "\t", " \r", "\r");
const line = documentText.map((text) => text.replaceAll("\n", " ")).filter((text) => !/^\s*\{\s*\}\s*$/.test(text));

describe("objects on lines", () => {
  it("are told as each would be by itself", () => {
    const counts = { whole: 0, refused: 0 };
    const lines = fc.array(fc.oneof({ weight: 4, arbitrary: line }, blank), { maxLength: 5 });
    const property = fc.property(lines, fc.array(mutation, { maxLength: 1 }), (texts, mutations) => {
      const bytes = mutate(utf8(texts.join("\n")), mutations);
      const apart = linesApart(bytes);
      counts[apart === undefined ? "refused" : "whole"]++;
      expect(linesOf(bytes)).toEqual(apart);
    });
    fc.assert(property, { numRuns: 5000 });
    expect(Math.min(counts.whole, counts.refused)).toBeGreaterThan(500);
  });

  it("may not go on behind the end of a line", () => {
    expect(linesOf(utf8('{"a":\n1}'))).toBeUndefined();
    expect(linesOf(utf8('{"a":[1,\n2]}'))).toBeUndefined();
    expect(linesOf(utf8('{"a":1}\n{"a":1\n}'))).toBeUndefined();
    expect(linesOf(utf8('{"a":1}{"a":1}'))).toBeUndefined();
  });

  it("may be many more than are looked at together", () => {
    const texts = Array.from({ length: 20_000 }, (_, index) =>
      index % 7 === 0 ? "" : JSON.stringify({ user_id: `user${index}`, é: ["x".repeat(index % 90)] }),
    );
    for (const end of ["", "\n"]) {
      const bytes = utf8(texts.join("\n") + end);
      expect(linesOf(bytes)).toEqual(linesApart(bytes));
    }
    expect(linesOf(utf8([...texts, "{"].join("\n")))).toBeUndefined();
  });

  it("are left to others where one is very long, or has very many members", () => {
    expect(linesOf(utf8(`{"a":"${"x".repeat(300_000)}"}\n{"a":1}`))).toBeUndefined();
    const members = Array.from({ length: 3500 }, (_, index) => `"${index}":1`).join(",");
    expect(linesOf(utf8(`{"a":1}\n{${members}}`))).toBeUndefined();
  });

  it("are not read any further than is wanted", () => {
    let calls = 0;
    const texts = Array.from({ length: 20_000 }, () => '{"a":1}').join("\n");
    expect(readObjectLines(utf8(texts), () => ++calls < 2)).toBe(false);
    expect(calls).toBe(2);
  });
});
