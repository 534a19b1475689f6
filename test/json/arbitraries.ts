import fc from "fast-check";

import { utf8 } from "./bytes.js";

const space = fc.string({ unit: fc.constantFrom(" ", "\n", "\t", "\r\n", "\r"), maxLength: 3 });

/** Names that repeat often, among them those of Object.prototype, and any other string. */
export const key = fc.oneof(
  fc.constantFrom("a", "b", "beta", "__proto__", "constructor", "toString", "", "10", "é", "🚀"),
  fc.string({ unit: "binary", maxLength: 5 }),
);

function escaped(unit: string): string {
  return "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0");
}

/** The text of a string in one of its spellings: raw, ASCII only, or all escapes, then with lone surrogates too. */
function spelled(string: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    string.map((value) => JSON.stringify(value)),
    string.map((value) => JSON.stringify(value).replace(/[\u007f-\uffff]/g, escaped)),
    string.map((value) => `"${value.replace(/[^]/g, escaped)}"`),
    fc.array(fc.nat(0xffff), { maxLength: 4 }).map((units) => JSON.stringify(String.fromCharCode(...units))),
  );
}

const number = fc.oneof(
  fc.constantFrom("0", "-0", "25", "1.50e+02", "1E-7", "12345678901234567890123", "9e999", "-0.0"),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);

function container(open: string, close: string, item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(fc.tuple(space, item, space), { maxLength: 4 }), space)
    .map(
      ([items, inside]) => open + (items.length > 0 ? items.map((parts) => parts.join("")).join(",") : inside) + close,
    );
}

function object(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const member = fc.tuple(spelled(key), space, space, value);
  return container(
    "{",
    "}",
    member.map(([name, before, after, text]) => name + before + ":" + after + text),
  );
}

const { value: valueText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.oneof(spelled(fc.string({ unit: "binary", maxLength: 8 })), number, fc.constantFrom("true", "false", "null")),
    container("[", "]", tie("value")),
    object(tie("value")),
  ),
}));

/** Texts of JSON objects in every layout: odd spaces, repeated keys, escapes, big integers. */
export const documentText = fc.tuple(space, object(valueText), space).map((parts) => parts.join(""));

/** Values as an edit sets them, without -0, which JSON.stringify writes as 0. */
export const newValue = fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }).map(throughJson);

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

export const pieces = [
  ...Array.from("{}[]:,\"\\ \n\t0123456789-+.eEtfnu'/*#<=>"),
  "true",
  "null",
  "\\u00",
  "\u0000",
  "é",
  "🚀",
  "\ufeff",
];
const piece: fc.Arbitrary<readonly number[]> = fc.oneof<fc.Arbitrary<readonly number[]>[]>(
  fc.constantFrom(...pieces).map((text) => [...utf8(text)]),
  fc.nat(255).map((byte) => [byte]),
  fc.constantFrom([0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x9a], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0xaf]),
);
export const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
/** Where (as a share of the text), how many bytes go, and what comes in their place. */
export const mutation = fc.tuple(share, fc.nat(3), fc.oneof(fc.constant<readonly number[]>([]), piece));

/** The bytes with these mutations made one after the other. */
export function mutate(bytes: Uint8Array, mutations: readonly [number, number, readonly number[]][]): Uint8Array {
  let result = Array.from(bytes);
  for (const [place, removed, inserted] of mutations) {
    result = result.toSpliced(Math.floor(place * result.length), removed, ...inserted);
  }
  return Uint8Array.from(result);
}
