import { decodeString, type Span } from "./scan.js";
import { skipKey } from "./skip.js";
import { skipSpace } from "./space.js";

/** A key that its object has already. */
export interface RepeatedKey {
  readonly key: string;
  readonly keySpan: Span;
}

/** The keys of a checked JSON text that stood in their object before, at every depth, in the order of the text. */
export function repeatedKeys(bytes: Uint8Array): RepeatedKey[] {
  const repeated: RepeatedKey[] = [];
  /** The keys of each object that is open; null: an array. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x7b) open.push(new Set());
    else if (byte === 0x5b) open.push(null);
    else if (byte === 0x7d || byte === 0x5d) open.pop();
    if (byte !== 0x22) continue;
    const keySpan = { start: at, end: skipKey(bytes, at, false) };
    at = keySpan.end - 1;
    if (bytes[skipSpace(bytes, keySpan.end)] !== 0x3a) continue;
    const key = decodeString(bytes, keySpan);
    const keys = open.at(-1);
    if (keys?.has(key)) repeated.push({ key, keySpan });
    keys?.add(key);
  }
  return repeated;
}
