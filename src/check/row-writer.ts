import { answerOf } from "../eval/batch.js";
import { PlainUsers, type UserBatch } from "../eval/plain-users.js";
import { mostPlainBytes, putPlainId } from "../users/plain-id.js";
import type { AskedFlag } from "./flags.js";
import type { RowFormat } from "./row-format.js";
import { Stamp, stampOverhang } from "./stamp.js";

/** Rows leave in pieces of about so many bytes. */
const pieceBytes = 64 * 1024;

/** Writes a row for each user and flag, given every flag's answers. */
export class RowWriter {
  readonly #format: RowFormat;
  readonly #before: Stamp;
  readonly #endings: readonly Endings[];
  #piece = new DataView(new ArrayBuffer(pieceBytes));
  /** Whose row is the next, and of which flag. */
  #user = 0;
  #flag = 0;
  /** Where ids that have been texts stand as bytes. */
  readonly #plainId = new Uint8Array(mostPlainBytes);

  constructor(flags: readonly AskedFlag[], format: RowFormat) {
    this.#format = format;
    this.#before = new Stamp(format.before);
    this.#endings = flags.map((asked) => new Endings(asked, format));
  }

  /** Each piece is to be done with before the next is asked for, which takes its place. */
  *rows(users: UserBatch, answers: readonly Int32Array[]): Generator<Uint8Array> {
    this.#user = 0;
    this.#flag = 0;
    for (let length = this.#fill(users, answers); length > 0; length = this.#fill(users, answers))
      yield new Uint8Array(this.#piece.buffer, 0, length);
  }

  /** Puts rows into the piece, from the next on as many as it takes, and gives their length. */
  #fill(users: UserBatch, answers: readonly Int32Array[]): number {
    const before = this.#before;
    let piece = this.#piece;
    let octets = new Uint8Array(piece.buffer);
    let length = 0;
    for (let user = this.#user; user < users.length; user++) {
      const isPlain = users instanceof PlainUsers;
      const id = isPlain ? users.bytes : this.#bytesOf(users[user]!.userId);
      const start = isPlain ? users.starts[user]! : 0;
      const end = isPlain ? users.ends[user]! : id.length;
      for (let flag = this.#flag; flag < answers.length; flag++) {
        const ending = this.#endings[flag]!.of(answers[flag]![user]!);
        const room = before.length + end - start + ending.length + stampOverhang;
        if (length + room > octets.length) {
          this.#user = user;
          this.#flag = flag;
          if (length > 0) return length;
          piece = this.#piece = new DataView(new ArrayBuffer(room));
          octets = new Uint8Array(piece.buffer);
        }
        before.put(piece, length);
        length += before.length;
        // A loop, because ids are too short for a call of `set` to pay.
        for (let at = start; at < end; at++) octets[length++] = id[at]!;
        ending.put(piece, length);
        length += ending.length;
      }
      this.#flag = 0;
    }
    this.#user = users.length;
    return length;
  }

  #bytesOf(id: string): Uint8Array {
    return putPlainId(id, this.#plainId) ? this.#plainId.subarray(0, id.length) : Buffer.from(this.#format.id(id));
  }
}

/** What stands in a row behind the id, of one flag: that depends on the answer alone, so that each is made once. */
class Endings {
  readonly #asked: AskedFlag;
  readonly #format: RowFormat;
  readonly #made: Stamp[] = [];

  constructor(asked: AskedFlag, format: RowFormat) {
    this.#asked = asked;
    this.#format = format;
  }

  of(answer: number): Stamp {
    return (this.#made[answer] ??= this.#make(answer));
  }

  #make(answer: number): Stamp {
    const { key, evaluable } = this.#asked;
    const { enabled, variant, reason } = answerOf(evaluable, answer);
    const { after, flag, answer: written } = this.#format;
    return new Stamp(after + flag(key) + written(enabled, variant, reason));
  }
}
