import fc from "fast-check";
import { expect, it } from "vitest";

import { notHashed, residuesOf } from "../../src/eval/hash-lanes.js";
import { HashPrefix } from "../../src/eval/md5.js";
import { PlainUsers, type UserBatch } from "../../src/eval/plain-users.js";

const prefix = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 60 }) },
  fc.constantFrom("größe:", "\ud83d:"),
);
const ascii = fc.string({ unit: "binary-ascii", maxLength: 60 });
const id = fc.oneof(
  { weight: 9, arbitrary: ascii },
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("é", "zoë", "ω1"),
);
/** More than are hashed at once, made of few, because making them takes longer than hashing them. */
const many = (some: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(some, { minLength: 1, maxLength: 40 }), fc.nat(600))
    .map(([ids, count]) => Array.from({ length: count }, (_, index) => ids[index % ids.length]!));

/** The same ids as bytes that follow each other. */
function inBytes(ids: readonly string[]): PlainUsers {
  const ends = Int32Array.from(ids, (_, index) => ids.slice(0, index + 1).join("").length);
  const starts = Int32Array.from(ids, (text, index) => ends[index]! - text.length);
  return new PlainUsers(Buffer.from(ids.join("")), starts, ends, () => []);
}

const isQuick = (text: string): boolean => text.length <= 55 && Buffer.byteLength(text) === text.length;

function check(prefix: string, ids: readonly string[], users: UserBatch): void {
  const residues = residuesOf(new HashPrefix(prefix), users);
  const expected = ids.map((one) => (isQuick(prefix + one) ? new HashPrefix(prefix).residueWith(one) : notHashed));
  expect([...residues]).toEqual(expected);
}

it("gives the residues that are had one by one, whatever was hashed before", () => {
  fc.assert(
    fc.property(prefix, many(id), many(ascii), (text, ids, plain) => {
      const users = ids.map((userId) => ({ userId }));
      check(text, ids, users);
      check(text, plain, inBytes(plain));
    }),
  );
});

it("leaves alone what is no user, as an application may pass it", () => {
  const users = [undefined, { userId: 7 }, { userId: "ada" }] as unknown as UserBatch;
  const [nobody, number, ada] = residuesOf(new HashPrefix("new_dashboard:"), users);
  expect([nobody, number]).toEqual([notHashed, notHashed]);
  expect(ada).toBe(new HashPrefix("new_dashboard:").residueWith("ada"));
});
