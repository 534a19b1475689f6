import { describe, expect, it } from "vitest";

import { utf16 } from "../../fixtures/json/bytes.js";
import { scanDocument } from "../../src/json/scan.js";
import { JsonSyntaxError } from "../../src/json/syntax-error.js";
import { utf8 } from "./bytes.js";

function failureOf(bytes: Uint8Array): JsonSyntaxError {
  try {
    scanDocument(bytes);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error;
    throw error;
  }
  throw new Error("the text was accepted");
}

const atEnd = "found the end of the text";

describe("what was expected and what was found", () => {
  it.each<[text: string, offset: number, message: string]>([
    ["[1]", 0, 'expected an object of flags, found "["'],
    ["  null", 2, 'expected an object of flags, found "null"'],
    ["25", 0, 'expected an object of flags, found "25"'],
    ['"flags"', 0, "expected an object of flags, found a string"],
    ["\u0000", 0, "expected an object of flags, found a NUL byte"],
    ["{", 1, `expected a key in double quotes or }, ${atEnd}`],
    ["{]", 1, 'expected a key in double quotes or }, found "]"'],
    ["{flag:1}", 1, 'expected a key in double quotes or }, found "flag"'],
    ['{"a":1,', 7, `expected a key in double quotes, ${atEnd}`],
    ['{"a":{"b":1,', 12, `expected a key in double quotes, ${atEnd}`],
    ['{"a":{25:1}}', 6, 'expected a key in double quotes or }, found "25"'],
    ['{"a"', 4, `expected a colon, ${atEnd}`],
    ['{"a" 1}', 5, 'expected a colon, found "1"'],
    ['{"a":', 5, `expected a value, ${atEnd}`],
    ['{"a":}', 5, 'expected a value, found "}"'],
    ['{"a":tru}', 5, 'expected a value, found "tru"'],
    ['{"a":🚀}', 5, 'expected a value, found "🚀"'],
    ['{"a":\u001b}', 5, "expected a value, found the control character U+001B"],
    ['{"a":\u007f}', 5, "expected a value, found the control character U+007F"],
    ['{"a":1', 6, `expected a comma or }, ${atEnd}`],
    ['{"a":1]', 6, 'expected a comma or }, found "]"'],
    ['{"a":1 x}', 7, 'expected a comma or }, found "x"'],
    ['{"a":{"b":1;}}', 11, 'expected a comma or }, found ";"'],
    ['{"a":[1', 7, `expected a comma or ], ${atEnd}`],
    ['{"a":[1}', 7, 'expected a comma or ], found "}"'],
    ['{"a":[1,,2]}', 8, 'expected a value, found ","'],
    ['{"a":"gold', 10, `expected the closing ", ${atEnd}`],
    ['{"a":"gold\n"}', 10, 'expected the closing ", found a line break'],
    ['{"a":"\\x41"}', 7, 'expected one of " \\ / b f n r t u after the backslash, found "x41"'],
    ['{"a":"\\u00g1"}', 10, 'expected four hexadecimal digits after \\u, found "g1"'],
    ['{"a":012}', 6, 'expected a number without leading zeros, found "12"'],
    ['{"a":-}', 6, 'expected a digit, found "}"'],
    ['{"a":2.}', 7, 'expected a digit, found "}"'],
    ['{"a":2e+}', 8, 'expected a digit, found "}"'],
    ["{} {}", 3, 'expected the end of the text, found "{"'],
  ])("%j", (text, offset, message) => {
    const failure = failureOf(utf8(text));
    expect([failure.offset, failure.message]).toEqual([offset, message]);
    expect(failure.message).toBe(`expected ${failure.expected}, found ${failure.found}`);
  });

  it.each([
    ["", 0, "the file is empty: expected {"],
    ["\ufeff", 3, "the file is empty: expected {"],
    [" \n\n", 3, "the file holds nothing but whitespace: expected {"],
  ])("%j holds nothing", (text, offset, message) => {
    expect(failureOf(utf8(text))).toMatchObject({ offset, message });
  });

  it("points at the bracket that opens one level too many", () => {
    expect(failureOf(utf8('{"a":'.repeat(600)))).toMatchObject({
      offset: 512 * 5,
      expected: "at most 512 levels of nesting",
      found: "one more object",
    });
  });
});

describe("how to mend it", () => {
  it.each<[text: string, hint: string | undefined]>([
    ['{"a":1,}', "remove the comma before it"],
    ['{"a":[1,\n]}', "remove the comma before it"],
    ['{"a":[[1,]]}', "remove the comma before it"],
    ['{"a":1 "b":2}', "is a comma missing before it?"],
    ["{'a':1}", "JSON strings stand in double quotes"],
    ['{"a":NaN}', "JSON has no NaN: use null or leave the key out"],
    ['{"a":-Infinity}', "JSON has no Infinity: use null or leave the key out"],
    ['{"a":None}', "JSON writes it as null"],
    ['{"a":True}', "JSON writes it in lower case: true"],
    ['{"a":1} // why', "JSON has no comments"],
    ['{/* why */"a":1}', "JSON has no comments"],
    ['# why\n{"a":1}', "JSON has no comments"],
    ['{"a":+1}', "JSON numbers have no leading +"],
    ['{"a":.5}', "JSON numbers need a digit before the point"],
    ['{"a":"C:\\dir"}', "write a backslash as \\\\"],
    ['{"a":"x\ty"}', "write it as \\t"],
    ['{"a":"x\u001by"}', "write it as \\u001b"],
    ['{"a":"x\ny"}', "strings end on their line: close the quote, or write the line break as \\n"],
    ['{"a":"x', undefined],
    ['{"a":1;}', undefined],
  ])("%j → %s", (text, hint) => {
    expect(failureOf(utf8(text)).hint).toBe(hint);
  });

  it.each(["<<<<<<< HEAD\n", "=======\n", ">>>>>>> main\n", "||||||| base\r\n", "======="])(
    "a merge marker: %j",
    (marker) => {
      const failure = failureOf(utf8(`{\n"a": 1\n${marker}`));
      expect(failure.hint).toContain("unresolved merge conflict");
      expect(failure.offset).toBe(9);
      expect(failureOf(utf8(marker)).hint).toContain("unresolved merge conflict");
    },
  );

  it.each(['{"a":1 =======\n', "{\n======\n", "{\n========\n", "{\n<<<=>>>\n"])("no merge marker: %j", (text) => {
    expect(failureOf(utf8(text)).hint ?? "").not.toContain("merge");
  });
});

describe("bytes that are not UTF-8", () => {
  it.each<[place: string, bytes: number[], offset: number]>([
    ["in a string", [...utf8('{"a":"é'), 0xc3, ...utf8('"}')], 8],
    ["in a key", [...utf8('{"'), 0xff, ...utf8('":1}')], 2],
    ["between tokens", [...utf8('{"a":1'), 0xfe, ...utf8("}")], 6],
    ["in front of everything", [0x80, ...utf8("{}")], 0],
    ["a sequence cut by the end", [...utf8('{"a":"'), 0xf0, 0x9f], 6],
  ])("%s", (_, bytes, offset) => {
    const hex = (bytes[offset] ?? 0).toString(16);
    expect(failureOf(Uint8Array.from(bytes))).toMatchObject({
      offset,
      message: `not valid UTF-8 at byte ${offset} (byte 0x${hex})`,
    });
  });

  it.each<[encoding: string, bytes: number[]]>([
    ["UTF-16", [0xff, 0xfe, ...utf16('{"a":1}', "LE")]],
    ["UTF-16", [0xfe, 0xff, ...utf16('{"a":1}', "BE")]],
    ["UTF-16", utf16('{"a":1}', "LE")],
    ["UTF-16", utf16('{"a":1}', "BE")],
    ["UTF-32", [0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]],
    ["UTF-32", [0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]],
    ["UTF-32", [0x7b, 0, 0, 0, 0x7d, 0, 0, 0]],
    ["UTF-32", [0, 0, 0, 0x7b, 0, 0, 0, 0x7d]],
  ])("%s %j", (encoding, bytes) => {
    expect(failureOf(Uint8Array.from(bytes)).message).toBe(`not UTF-8 (looks like ${encoding})`);
  });

  it.each([
    ["one NUL", [0], 0],
    ["nothing but NULs", [0, 0, 0, 0, 0, 0, 0, 0], 0],
    ["two NULs behind the brace", [0x7b, 0, 0, 0x7d], 1],
    ["NULs behind the object", [0x7b, 0x7d, 0, 0], 2],
  ])("are not taken for UTF-16 because of %s", (_, bytes, offset) => {
    const failure = failureOf(Uint8Array.from(bytes));
    expect([failure.offset, failure.found]).toEqual([offset, "a NUL byte"]);
  });
});
