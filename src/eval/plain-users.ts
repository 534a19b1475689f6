import type { User } from "../model/flag.js";

/** Some users at a time, in order. An array of them is one, and so is what has been left as it was read. */
export type UserBatch = readonly User[] | PlainUsers;

/** Users whose ids are ASCII and still stand in the bytes that they were read from; they become objects when asked for. */
export class PlainUsers implements Iterable<User> {
  readonly bytes: Uint8Array;
  /** Where in the bytes each id begins, and where it has ended. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #users: () => readonly User[];

  /** @param users makes all of them, with what else is known of them */
  constructor(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, users: () => readonly User[]) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
    this.#users = users;
  }

  get length(): number {
    return this.starts.length;
  }

  idAt(index: number): string {
    return String.fromCharCode(...this.bytes.subarray(this.starts[index], this.ends[index]));
  }

  slice(start: number, end: number): PlainUsers {
    const users = (): readonly User[] => this.#users().slice(start, end);
    return new PlainUsers(this.bytes, this.starts.subarray(start, end), this.ends.subarray(start, end), users);
  }

  [Symbol.iterator](): Iterator<User> {
    return this.#users()[Symbol.iterator]();
  }
}

export function userIdAt(users: UserBatch, index: number): string {
  return users instanceof PlainUsers ? users.idAt(index) : users[index]!.userId;
}
