import fc from "fast-check";

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
