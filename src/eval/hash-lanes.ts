import { blockBytes } from "./md5-block.js";
import { paddingBytes, residueOfDigest, type HashPrefix } from "./md5.js";
import instantiate from "./md5-lanes.wat";
import { PlainUsers, type UserBatch } from "./plain-users.js";

/** What md5-lanes.wat exports. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly hash: (block: number, end: number, digests: number) => void;
}

/** So many messages are laid out before they are hashed; a multiple of four, and few enough for the nearest cache. */
const lanes = 256;
const blocksAt = 1024;
const digestsAt = blocksAt + lanes * blockBytes;
const longest = blockBytes - paddingBytes;

/** Stands for a residue that has to be had otherwise: of an id that is no ASCII or too long, or no text at all. */
export const notHashed = -1;

/** What `HashPrefix.residueWith` gives for each of the users, at a third of the time. */
export function residuesOf(prefix: HashPrefix, users: UserBatch): Int32Array {
  const text = prefix.textWith("");
  if (text.length > longest || !isAscii.test(text)) return new Int32Array(users.length).fill(notHashed);
  return (shared ??= new HashLanes()).residuesOf(text, users);
}

const isAscii = /^[\0-\x7f]*$/;

// Nothing in here waits, so that calls don't overlap.
let shared: HashLanes | undefined;

class HashLanes {
  readonly #hash: Exports["hash"];
  readonly #octets: Uint8Array;
  readonly #view: DataView;
  /** Of each message, the bytes from its start to the last that is not zero, its length aside. */
  readonly #held = new Uint8Array(lanes);
  #prefix = "";
  /** Messages that begin with the prefix. */
  #begun = lanes;

  constructor() {
    const { memory, hash } = instantiate() as Exports;
    this.#hash = hash;
    this.#octets = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  residuesOf(prefix: string, users: UserBatch): Int32Array {
    const residues = new Int32Array(users.length);
    for (let from = 0; from < residues.length; from += lanes) {
      const some = residues.subarray(from, from + lanes);
      this.#begin(prefix, some.length);
      if (users instanceof PlainUsers) this.#fillWithBytes(users, from, some);
      else this.#fillWithTexts(users, from, some);
      this.#hash(blocksAt, blocksAt + some.length * blockBytes, digestsAt);
      this.#readDigests(some);
    }
    return residues;
  }

  #begin(prefix: string, count: number): void {
    if (prefix !== this.#prefix) this.#begun = 0;
    this.#prefix = prefix;
    for (; this.#begun < count; this.#begun++) {
      const lane = this.#begun;
      for (let i = 0; i < prefix.length; i++) this.#octets[blocksAt + lane * blockBytes + i] = prefix.charCodeAt(i);
      this.#held[lane] = Math.max(this.#held[lane]!, prefix.length);
    }
  }

  #fillWithBytes({ bytes, starts, ends }: PlainUsers, from: number, residues: Int32Array): void {
    const octets = this.#octets;
    for (let lane = 0; lane < residues.length; lane++) {
      const start = starts[from + lane]!;
      const length = ends[from + lane]! - start;
      if (this.#prefix.length + length > longest) {
        residues[lane] = notHashed;
        continue;
      }
      const at = blocksAt + lane * blockBytes + this.#prefix.length;
      for (let i = 0; i < length; i++) octets[at + i] = bytes[start + i]!;
      this.#end(lane, this.#prefix.length + length);
    }
  }

  #fillWithTexts(users: Exclude<UserBatch, PlainUsers>, from: number, residues: Int32Array): void {
    const octets = this.#octets;
    for (let lane = 0; lane < residues.length; lane++) {
      const id: unknown = users[from + lane]?.userId;
      if (typeof id !== "string" || this.#prefix.length + id.length > longest) {
        residues[lane] = notHashed;
        continue;
      }
      const at = blocksAt + lane * blockBytes + this.#prefix.length;
      let bits = 0;
      for (let i = 0; i < id.length; i++) {
        const code = id.charCodeAt(i);
        bits |= code;
        octets[at + i] = code;
      }
      this.#end(lane, this.#prefix.length + id.length);
      if (bits > 0x7f) residues[lane] = notHashed;
    }
  }

  /** Pads a message of this length (RFC 1321, 3.1 and 3.2). */
  #end(lane: number, length: number): void {
    const block = blocksAt + lane * blockBytes;
    this.#octets[block + length] = 0x80;
    for (let i = length + 1; i <= this.#held[lane]!; i++) this.#octets[block + i] = 0;
    this.#held[lane] = length;
    this.#view.setInt32(block + blockBytes - 8, length * 8, true);
  }

  #readDigests(residues: Int32Array): void {
    const view = this.#view;
    for (let lane = 0; lane < residues.length; lane++) {
      if (residues[lane] === notHashed) continue;
      const at = digestsAt + (lane >> 2) * blockBytes + (lane & 3) * 4;
      residues[lane] = residueOfDigest(
        view.getInt32(at),
        view.getInt32(at + 16),
        view.getInt32(at + 32),
        view.getInt32(at + 48),
      );
    }
  }
}
