import { HashPrefix } from "./md5.js";

// Frozen. Who gets a feature follows from this arithmetic alone: every reader of the file computes it, and a changed
// hash, separator or modulus would move every user of every rollout. `fixtures/vectors` holds it to that.
//
// 2^128 is no multiple of 100 or 100,000, so that low buckets are likelier than high ones by less than one part in
// 10^33. That is too little ever to be seen, and mending it would move every user too.

/** What a user's id is appended to in a percentage rollout of the flag with this `name`. */
export const rolloutPrefix = (flagName: string): HashPrefix => new HashPrefix(`${flagName}:`);

/** The same for an A/B test, so that a test's variants are independent of a rollout under the same name. */
export const abTestPrefix = (flagName: string): HashPrefix => new HashPrefix(`${flagName}:ab_test:`);

/** The user's bucket, h mod 100, where h is the MD5 of the prefix and the user's id, by its residue modulo 100,000. */
export function bucketOf(residue: number): number {
  return residue % 100;
}

/**
 * The user's position in thousandths of a percent, 0 to 99,999: the bucket, h mod 100, is its whole percent and
 * ⌊h/100⌋ mod 1000 its three decimals. So a whole percentage takes in the same users with decimals and without.
 */
export function thousandthsOf(residue: number): number {
  return (residue % 100) * 1000 + Math.floor(residue / 100);
}

/**
 * How many thousandths of a percent lie below a percentage: a position is in the rollout iff it is less than this.
 * Percentages with more than three decimals count upwards. Those beneath 0 or above 100, which a hand-written file may
 * hold, are compared like any other number: nobody and everybody.
 */
export function thousandthsBelow(percentage: number): number {
  const nearest = Math.round(percentage * 1000);
  // Division rounds correctly, so that it gives back each percentage of up to three decimals exactly; the product,
  // such as 1.001 * 1000 or 64.1 * 1000, need not be whole.
  return nearest / 1000 < percentage ? nearest + 1 : nearest;
}
