import fc from "fast-check";
import { expect, it } from "vitest";

import { csvCell } from "../../src/term/csv.js";
import { safe } from "../../src/term/escape.js";
import { jsonString } from "../../src/term/json.js";
import { mostPlainBytes, putPlainId } from "../../src/users/plain-id.js";

const bytes = new Uint8Array(mostPlainBytes);

function expectNoEscapes(id: string): void {
  expect(csvCell(id)).toBe(id);
  expect(csvCell(safe(id))).toBe(id);
  expect(jsonString(id)).toBe(`"${id}"`);
  expect(Buffer.from(bytes.subarray(0, id.length)).toString()).toBe(id);
}

it("a plain id is written the same everywhere: every one of up to two characters", () => {
  const characters = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code));
  const plain = ["", ...characters]
    .flatMap((first) => characters.map((second) => first + second))
    .filter((id) => putPlainId(id, bytes) && (expectNoEscapes(id), true));
  // Of 63 that it may begin with, with or without one of 67 behind.
  expect(plain).toHaveLength(63 + 63 * 67);
});

it("a plain id is written the same everywhere: longer ones", () => {
  const id = fc.stringMatching(/^[\w.@:=+ -]{3,40}$/);
  fc.assert(
    fc.property(id, (text) => {
      if (putPlainId(text, bytes)) expectNoEscapes(text);
    }),
  );
});

it("ids of every usual form are plain, as far as there is room", () => {
  const usual = ["user1", "42", "ada@company.com", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "a".repeat(mostPlainBytes)];
  expect(usual.filter((id) => !putPlainId(id, bytes))).toEqual([]);
  expect(
    ["", "=1", "-1", "@ada", "é", "a b", "a".repeat(mostPlainBytes + 1)].filter((id) => putPlainId(id, bytes)),
  ).toEqual([]);
});
