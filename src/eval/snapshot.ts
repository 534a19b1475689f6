import type { FlagDocument } from "../model/document.js";
import { evaluable, type Evaluable } from "./evaluate.js";
import { isText } from "./is-text.js";

/** The flags of one reading of the file, each made ready for evaluation when it is first asked for. */
export class Snapshot {
  readonly #document: FlagDocument;
  readonly #ready = new Map<string, Evaluable>();
  #lastKey: string | undefined;
  #last: Evaluable;

  constructor(document: FlagDocument) {
    this.#document = document;
  }

  /** Undefined where no flag stands under the key, as under one that is no text. */
  get(key: string): Evaluable {
    // Work over many users asks for one flag: to look it up is half of what an answer takes that hashes nothing.
    if (key === this.#lastKey) return this.#last;
    if (!isText(key)) return undefined;
    const flag = this.#ready.get(key) ?? this.#prepare(key);
    if (flag === undefined) return undefined;
    this.#lastKey = key;
    this.#last = flag;
    return flag;
  }

  #prepare(key: string): Evaluable {
    const flag = evaluable(this.#document.get(key));
    // Names that are not flags come from outside: remembering them would let them fill the memory.
    if (flag !== undefined) this.#ready.set(key, flag);
    return flag;
  }
}
