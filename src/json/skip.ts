import { failure } from "./failure.js";
import { skipSpace } from "./space.js";
import { JsonSyntaxError } from "./syntax-error.js";
import { sequenceLength } from "./utf8.js";

/** Containers deeper than this are refused, as `[`×100,000 would overflow the stack of other readers. */
const maxDepth = 512;

/** The byte that closes each open container. Shared by all calls: none is ever under way while another begins. */
const closers = new Uint8Array(maxDepth + 1);

/** 1 for the bytes that stand for themselves inside a string: ASCII except controls, the quote and the backslash. */
const plain = new Uint8Array(256).fill(1, 0x20, 0x80);
plain[0x22] = 0;
plain[0x5c] = 0;

/** 1 for the letters that may follow a backslash, `u` aside. */
const escapes = new Uint8Array(256);
for (const letter of '"\\/bfnrt') escapes[letter.charCodeAt(0)] = 1;

// Reading past the end gives 0 everywhere in this file: a NUL byte may stand nowhere in JSON, so both stop the same loops.

/**
 * Checks the value that starts at `at`, inside `depth` containers, and returns the offset after it.
 * One loop with a stack of its own, so that no depth overflows and no byte costs a call.
 */
export function skipValue(bytes: Uint8Array, at: number, depth: number): number {
  const floor = depth;
  for (;;) {
    const first = bytes[at] ?? 0;
    if (first === 0x22) {
      at = skipString(bytes, at);
    } else if (first === 0x7b || first === 0x5b) {
      if (depth === maxDepth) throw tooDeep(bytes, at);
      const closer = first + 2;
      at = skipSpace(bytes, at + 1);
      if (bytes[at] === closer) {
        at++;
      } else {
        closers[++depth] = closer;
        if (closer === 0x7d) at = skipColon(bytes, skipKey(bytes, at, true));
        continue;
      }
    } else if (first === 0x2d || (first >= 0x30 && first <= 0x39)) {
      at = skipNumber(bytes, at);
    } else {
      at = skipLiteral(bytes, at);
    }
    for (;;) {
      if (depth === floor) return at;
      const closer = closers[depth] ?? 0;
      at = skipSpace(bytes, at);
      if (bytes[at] === closer) {
        depth--;
        at++;
        continue;
      }
      at = skipComma(bytes, at, closer);
      if (closer === 0x7d) at = skipColon(bytes, skipKey(bytes, at, false));
      break;
    }
  }
}

/** From the opening quote of a key to the offset after its closing one. */
export function skipKey(bytes: Uint8Array, at: number, first: boolean): number {
  if (bytes[at] === 0x22) return skipString(bytes, at);
  throw failure(bytes, at, first ? "a key in double quotes or }" : "a key in double quotes");
}

/** From the end of a key to the start of its value. */
export function skipColon(bytes: Uint8Array, at: number): number {
  at = skipSpace(bytes, at);
  if (bytes[at] !== 0x3a) throw failure(bytes, at, "a colon");
  return skipSpace(bytes, at + 1);
}

/** From the comma at `at` to the start of the next key or element, which must follow. */
export function skipComma(bytes: Uint8Array, at: number, closer: number): number {
  const bracket = closer === 0x7d ? "}" : "]";
  if (bytes[at] !== 0x2c) {
    throw failure(bytes, at, `a comma or ${bracket}`, bytes[at] === 0x22 ? "is a comma missing before it?" : undefined);
  }
  const next = skipSpace(bytes, at + 1);
  if (bytes[next] === closer) {
    throw failure(bytes, next, closer === 0x7d ? "a key in double quotes" : "a value", "remove the comma before it");
  }
  return next;
}

function skipString(bytes: Uint8Array, at: number): number {
  at++;
  for (;;) {
    let byte = bytes[at] ?? 0;
    while (plain[byte] === 1) byte = bytes[++at] ?? 0;
    if (byte === 0x22) return at + 1;
    if (byte === 0x5c) {
      at = skipEscape(bytes, at + 1);
    } else {
      const length = byte < 0x80 ? 0 : sequenceLength(bytes, at);
      if (length === 0) throw failure(bytes, at, 'the closing "', controlHint(byte, at < bytes.length));
      at += length;
    }
  }
}

function controlHint(byte: number, inside: boolean): string | undefined {
  if (byte === 0x0a || byte === 0x0d)
    return "strings end on their line: close the quote, or write the line break as \\n";
  if (byte === 0x09) return "write it as \\t";
  return inside && byte < 0x20 ? `write it as \\u${byte.toString(16).padStart(4, "0")}` : undefined;
}

/** From the letter after a backslash to the offset after the escape. */
function skipEscape(bytes: Uint8Array, at: number): number {
  const letter = bytes[at] ?? 0;
  if (escapes[letter] === 1) return at + 1;
  if (letter !== 0x75)
    throw failure(bytes, at, 'one of " \\ / b f n r t u after the backslash', "write a backslash as \\\\");
  for (let digit = at + 1; digit <= at + 4; digit++) {
    const byte = bytes[digit] ?? 0;
    const letterOfHex = byte | 0x20;
    if ((byte < 0x30 || byte > 0x39) && (letterOfHex < 0x61 || letterOfHex > 0x66)) {
      throw failure(bytes, digit, "four hexadecimal digits after \\u");
    }
  }
  return at + 5;
}

function skipNumber(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x2d) at++;
  if (bytes[at] === 0x30) {
    at++;
    if (isDigit(bytes[at])) throw failure(bytes, at, "a number without leading zeros");
  } else {
    at = skipDigits(bytes, at);
  }
  if (bytes[at] === 0x2e) at = skipDigits(bytes, at + 1);
  if (((bytes[at] ?? 0) | 0x20) === 0x65) {
    at++;
    if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
    at = skipDigits(bytes, at);
  }
  return at;
}

function skipDigits(bytes: Uint8Array, at: number): number {
  if (!isDigit(bytes[at])) throw failure(bytes, at, "a digit");
  do at++;
  while (isDigit(bytes[at]));
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function skipLiteral(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const word = first === 0x74 ? "true" : first === 0x66 ? "false" : first === 0x6e ? "null" : "";
  for (let index = 0; index < word.length; index++) {
    if (bytes[at + index] !== word.charCodeAt(index)) throw failure(bytes, at, "a value");
  }
  if (word === "") throw failure(bytes, at, "a value");
  return at + word.length;
}

function tooDeep(bytes: Uint8Array, offset: number): JsonSyntaxError {
  const found = bytes[offset] === 0x7b ? "one more object" : "one more array";
  return new JsonSyntaxError({ offset, expected: `at most ${maxDepth} levels of nesting`, found });
}
