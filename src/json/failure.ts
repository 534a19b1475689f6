import { JsonSyntaxError } from "./syntax-error.js";
import { decode, decodeLeniently, foreignEncoding, sequenceLength } from "./utf8.js";

/** The error for the first byte that can't stand where it stands, told from what is there. */
export function failure(bytes: Uint8Array, offset: number, expected: string, hint?: string): JsonSyntaxError {
  const encoding = foreignEncoding(bytes);
  if (encoding !== undefined) {
    return new JsonSyntaxError({
      offset: 0,
      expected: "UTF-8",
      found: encoding,
      message: `not UTF-8 (looks like ${encoding})`,
      hint: "save the file as UTF-8",
    });
  }
  if ((bytes[offset] ?? 0) >= 0x80 && sequenceLength(bytes, offset) === 0) return invalidUtf8(bytes, offset);
  const found = describe(bytes, offset);
  return new JsonSyntaxError({
    offset,
    expected,
    found,
    hint: mergeHint(bytes, offset) ?? hint ?? wordHints.get(found),
  });
}

function invalidUtf8(bytes: Uint8Array, offset: number): JsonSyntaxError {
  const found = `byte 0x${(bytes[offset] ?? 0).toString(16)}`;
  return new JsonSyntaxError({
    offset,
    expected: "UTF-8",
    found,
    message: `not valid UTF-8 at byte ${offset} (${found})`,
    hint: "save the file as UTF-8",
  });
}

const wordHints = new Map(
  [
    ["NaN", "JSON has no NaN: use null or leave the key out"],
    ["Infinity", "JSON has no Infinity: use null or leave the key out"],
    ["True", "JSON writes it in lower case: true"],
    ["False", "JSON writes it in lower case: false"],
    ["None", "JSON writes it as null"],
    ["undefined", "JSON writes it as null"],
    ["'", "JSON strings stand in double quotes"],
    ["//", "JSON has no comments"],
    ["/*", "JSON has no comments"],
    ["#", "JSON has no comments"],
    ["+", "JSON numbers have no leading +"],
    [".", "JSON numbers need a digit before the point"],
  ].map(([word, hint]) => [`"${word}"`, hint]),
);

/** What stands at `offset`, in words that fit after "found". */
export function describe(bytes: Uint8Array, offset: number): string {
  if (offset >= bytes.length) return "the end of the text";
  const byte = bytes[offset] ?? 0;
  if (byte === 0x22) return "a string";
  if (byte === 0x00) return "a NUL byte";
  if (byte === 0x09) return "a tab";
  if (byte === 0x0a || byte === 0x0d) return "a line break";
  if (byte < 0x20 || byte === 0x7f)
    return `the control character U+${byte.toString(16).toUpperCase().padStart(4, "0")}`;
  const length = byte < 0x80 ? 0 : sequenceLength(bytes, offset);
  if (length > 0) return `"${decode(bytes, offset, offset + length)}"`;
  const near = decodeLeniently(bytes, offset, Math.min(offset + 20, bytes.length));
  return `"${/^(?:[A-Za-z0-9_]+|\/[/*])/.exec(near)?.[0] ?? near.charAt(0)}"`;
}

/** Git's markers are seven equal characters at the start of a line. */
function mergeHint(bytes: Uint8Array, offset: number): string | undefined {
  const before = bytes[offset - 1] ?? 0x0a;
  if (before !== 0x0a && before !== 0x0d) return undefined;
  return /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/.test(decodeLeniently(bytes, offset, offset + 8))
    ? "an unresolved merge conflict: choose one side and remove the lines <<<<<<<, ======= and >>>>>>>"
    : undefined;
}
