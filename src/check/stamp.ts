/** Bytes that are put into many rows, four at a time. */
export class Stamp {
  readonly length: number;
  /** Filled up with zeros. */
  readonly #words: Int32Array;

  constructor(text: string) {
    const bytes = Buffer.from(text);
    this.length = bytes.length;
    this.#words = new Int32Array(Math.ceil(bytes.length / 4));
    new Uint8Array(this.#words.buffer).set(bytes);
  }

  /** Puts them there, and up to three zeros behind them. */
  put(view: DataView, at: number): void {
    const words = this.#words;
    for (let i = 0; i < words.length; i++) view.setInt32(at + 4 * i, words[i]!, isLittleEndian);
  }
}

/** The most zeros behind. */
export const stampOverhang = 3;

const isLittleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;
