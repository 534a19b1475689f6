/** Bytes that stand in several places of the memory, one piece behind the other: to edit a large text copies none of it. */
export class Pieces {
  readonly all: readonly Uint8Array[];
  readonly length: number;
  /** Where each piece begins. */
  readonly #starts: readonly number[];
  #joined: Uint8Array | undefined;

  constructor(all: readonly Uint8Array[]) {
    let length = 0;
    const starts: number[] = [];
    for (const piece of all) {
      starts.push(length);
      length += piece.length;
    }
    this.all = all;
    this.length = length;
    this.#starts = starts;
  }

  /** As one; made when it is asked for first. */
  get joined(): Uint8Array {
    return (this.#joined ??= this.all.length === 1 && this.all[0] !== undefined ? this.all[0] : this.#copy());
  }

  /** The bytes between two offsets, not copied where one piece has them all. */
  slice(start: number, end: number): Uint8Array {
    let index = 0;
    for (let above = this.#starts.length; above - index > 1;) {
      const middle = (index + above) >>> 1;
      if ((this.#starts[middle] ?? 0) <= start) index = middle;
      else above = middle;
    }
    const from = this.#starts[index] ?? 0;
    const piece = this.all[index];
    if (piece !== undefined && end <= from + piece.length) return piece.subarray(start - from, end - from);
    return this.joined.subarray(start, end);
  }

  #copy(): Uint8Array {
    const result = new Uint8Array(this.length);
    for (const [index, piece] of this.all.entries()) result.set(piece, this.#starts[index]);
    return result;
  }
}
