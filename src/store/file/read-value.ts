import { isObject } from "../../model/json-value.js";
import { decode } from "../../json/utf8.js";
import { findValue } from "./find-value.js";
import { statFlagsFile } from "./paths.js";
import { readOnce } from "./read-once.js";

/** Up to this size Node's own parser has checked the whole file before the scanner that finds one flag is compiled. */
const smallBytes = 256 * 1024;

/** Nobody puts more space than this between a key and its colon. */
const mostSpace = 16;

/** The JSON value of a flag, and the line it stands on, where that was asked for. */
export interface FoundValue {
  readonly value: unknown;
  readonly line: number | null;
}

/**
 * The JSON value of one flag, found the quick way.
 * @returns undefined where it does not lead there: no such flag or two of them, no file, or one that is damaged, being
 * written, or odd;
 * reading the file whole tells which
 */
export function readValue(path: string, key: string, withLine: boolean): FoundValue | undefined {
  const stats = statFlagsFile(path);
  if (stats === null) return undefined;
  if (stats.size <= smallBytes) {
    // Node's parser tells no lines.
    const value = withLine ? undefined : parsedValue(path, key);
    return value === undefined ? undefined : { value, line: null };
  }
  try {
    const found = findValue(path, key, withLine);
    return found && { value: JSON.parse(found.text) as unknown, line: found.line };
  } catch {
    return undefined;
  }
}

function parsedValue(path: string, key: string): unknown {
  const read = readOnce(path);
  if (read === null || read === "torn") return undefined;
  try {
    const text = decode(read.bytes, 0, read.bytes.length);
    const flags: unknown = JSON.parse(text);
    return isObject(flags) && Object.hasOwn(flags, key) && !mayStandTwice(key, text) ? flags[key] : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the key is spelled out in front of a colon more than once; one of them may stand inside a flag. */
function mayStandTwice(key: string, text: string): boolean {
  const quoted = JSON.stringify(key);
  let isThere = false;
  for (let at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + 1)) {
    if (!/^\s*:/.test(text.slice(at + quoted.length, at + quoted.length + mostSpace))) continue;
    if (isThere) return true;
    isThere = true;
  }
  return false;
}
