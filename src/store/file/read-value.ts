import { isObject } from "../../model/json-value.js";
import { decode } from "../../json/utf8.js";
import { findValue } from "./find-value.js";
import { statFlagsFile, type FilePaths } from "./paths.js";
import { readOnce } from "./read-once.js";

/** Up to this size Node's own parser has checked the whole file before the scanner that finds one flag is compiled. */
const smallBytes = 256 * 1024;

/** A key that is spelled with escapes, from the last of them on. */
const escapedKey = /\\.[^"\\]*"\s*:/;

/** The JSON value of a flag, and its text and the line it stands on, where they were asked for. */
export interface FoundValue {
  readonly value: unknown;
  readonly text: string | null;
  readonly line: number | null;
}

/**
 * The JSON value of one flag, found the quick way.
 * @returns undefined where it does not lead there: no such flag or two of them, no file, or one that is damaged, being
 * written, or odd; reading the file whole tells which
 */
export function readValue({ target: path, given }: FilePaths, key: string, withText: boolean): FoundValue | undefined {
  const stats = statFlagsFile(path, given);
  if (stats === null) return undefined;
  if (stats.size <= smallBytes) {
    // Node's parser tells neither.
    const value = withText ? undefined : parsedValue(path, given, key);
    return value === undefined ? undefined : { value, text: null, line: null };
  }
  try {
    const found = findValue(path, key, withText);
    return found && { value: JSON.parse(found.text) as unknown, ...found };
  } catch {
    return undefined;
  }
}

function parsedValue(path: string, name: string, key: string): unknown {
  const read = readOnce(path, name);
  if (read === null || read === "torn") return undefined;
  try {
    const text = decode(read.bytes, 0, read.bytes.length);
    const flags: unknown = JSON.parse(text);
    return isObject(flags) && Object.hasOwn(flags, key) && standsOnce(key, text) ? flags[key] : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a key that is there stands there just once for certain: it is spelled out in front of one colon, inside of flags
 * too, and nowhere are there keys with escapes, one of which may spell it again.
 */
function standsOnce(key: string, text: string): boolean {
  if (escapedKey.test(text)) return false;
  const quoted = JSON.stringify(key);
  const colon = /\s*:/y;
  let count = 0;
  for (let at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + 1)) {
    colon.lastIndex = at + quoted.length;
    if (colon.test(text)) count++;
  }
  return count === 1;
}
