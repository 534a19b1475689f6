import { capacity, fieldBytes, outAt, outEnd } from "./members-memory.js";
import instantiate from "./members.wat";

const lineFeed = 0x0a;
const space = 0x20;

/** What members.wat exports for lines. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly feed: { value: number };
  readonly read: { readonly value: number };
  readonly written: { readonly value: number };
  readonly lines: (at: number, end: number, base: number, out: number, outEnd: number) => number;
}

const failed = 0;
const full = 2;

let scanner: Exports | undefined;

/**
 * The members of objects that stand on a line each, among blank lines. Every byte is checked, many times as fast as by a
 * JSON.parse of each line.
 * @param each is given the members of some lines, as member-fields.ts has them, with nothing but zeros behind those of each
 *   line; they are gone once it is done. Where it gives false, the rest is not read
 * @returns false where that was so, or a line is anything else: longer than 256 KiB, nested deeper than 512, no JSON
 */
export function readObjectLines(bytes: Uint8Array, each: (members: Uint32Array) => boolean): boolean {
  scanner ??= instantiate() as Exports;
  const { memory, feed, lines, read, written } = scanner;
  feed.value = space;
  const text = new Uint8Array(memory.buffer);
  for (let base = 0; base <= bytes.length;) {
    const window = bytes.subarray(base, base + capacity);
    const end = base + window.length === bytes.length ? window.length : window.lastIndexOf(lineFeed);
    if (end === -1) return false;
    text.set(window);
    text.fill(0, window.length, window.length + 64);
    let status = full;
    for (let at = 0; status === full; at = read.value) {
      status = lines(at, end, base, outAt, outEnd);
      const count = (written.value - outAt) / fieldBytes;
      if (count === 0 || !each(new Uint32Array(memory.buffer, outAt, count))) return false;
    }
    if (status === failed) return false;
    base += end + 1;
  }
  return true;
}
