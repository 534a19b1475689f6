import type { User } from "../model/flag.js";

/** Some users at a time, in order. An array of them is one, and so is what has been left as it was read. */
export type UserBatch = readonly User[] | PlainUsers;

/** Users whose ids are ASCII and still stand in the bytes that they were read from; they become objects when asked for. */
export class PlainUsers implements Iterable<User> {
  readonly bytes: Uint8Array;
  /** Where in the bytes each id begins, and where it has ended. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #make: () => readonly User[];
  #users: readonly User[] | undefined;

  /** @param make makes all of them, with what else is known of them; called once, when it is needed */
  constructor(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, make: () => readonly User[]) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
    this.#make = make;
  }

  get length(): number {
    return this.starts.length;
  }

  idAt(index: number): string {
    return String.fromCharCode(...this.bytes.subarray(this.starts[index], this.ends[index]));
  }

  slice(start: number, end: number): PlainUsers {
    const make = (): readonly User[] => this.#all().slice(start, end);
    return new PlainUsers(this.bytes, this.starts.subarray(start, end), this.ends.subarray(start, end), make);
  }

  [Symbol.iterator](): Iterator<User> {
    return this.#all()[Symbol.iterator]();
  }

  #all(): readonly User[] {
    return (this.#users ??= this.#make());
  }
}

export function userIdAt(users: UserBatch, index: number): string {
  return users instanceof PlainUsers ? users.idAt(index) : users[index]!.userId;
}
