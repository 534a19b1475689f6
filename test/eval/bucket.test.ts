import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import { abTestPrefix, bucketOf, rolloutPrefix, thousandthsBelow, thousandthsOf } from "../../src/eval/bucket.js";
import type { HashPrefix } from "../../src/eval/md5.js";

function hash(text: string): bigint {
  return BigInt(`0x${createHash("md5").update(text, "utf8").digest("hex")}`);
}

const bucket = (prefix: HashPrefix, user: string) => bucketOf(prefix.residueWith(user)!);
const thousandths = (prefix: HashPrefix, user: string) => thousandthsOf(prefix.residueWith(user)!);

const users = Array.from({ length: 2_000 }, (_, i) => `user-${i}`);

describe("a bucket", () => {
  // Computed by hashlib: int(md5("new_dashboard:ada"), 16), and the same with ":ab_test:".
  it("is frozen", () => {
    expect(thousandths(rolloutPrefix("new_dashboard"), "ada")).toBe(95_735);
    expect(bucket(abTestPrefix("new_dashboard"), "ada")).toBe(10);
  });

  it("is h mod 100 of NAME:USER in a rollout, of NAME:ab_test:USER in an A/B test", () => {
    for (const user of users) {
      expect(bucket(rolloutPrefix("größe"), user)).toBe(Number(hash(`größe:${user}`) % 100n));
      expect(bucket(abTestPrefix("größe"), user)).toBe(Number(hash(`größe:ab_test:${user}`) % 100n));
    }
  });

  it("has three decimals: the next three digits of h", () => {
    for (const user of users) {
      const h = hash(`checkout:${user}`);
      const expected = Number((h % 100n) * 1000n + ((h / 100n) % 1000n));
      expect(thousandths(rolloutPrefix("checkout"), user)).toBe(expected);
    }
  });

  it("is unknown for an id that has no UTF-8", () => {
    expect(rolloutPrefix("checkout").residueWith("\ud800")).toBeUndefined();
  });
});

describe("thousandthsBelow", () => {
  it("is exact for each percentage of up to three decimals", () => {
    for (let thousandths = 0; thousandths <= 100_000; thousandths++) {
      const percentage = Number(`${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, "0")}`);
      if (thousandthsBelow(percentage) !== thousandths) expect.fail(`${percentage} is not ${thousandths} thousandths`);
    }
  });

  it.each([
    [33.3333, 33_334],
    [0.0001, 1],
    [33.000000000000007, 33_001],
    [32.99999999999999, 33_000],
    [99.9999, 100_000],
    [64.1 + 1e-13, 64_101],
  ])("counts the positions below %d: %i", (percentage, count) => {
    expect(thousandthsBelow(percentage)).toBe(count);
  });

  it.each([-5, -0.0005, 0])("takes in nobody at %d", (percentage) => {
    expect(thousandthsBelow(percentage)).toBeLessThanOrEqual(0);
  });

  it.each([100, 100.5, 1e300])("takes in everybody at %d", (percentage) => {
    expect(thousandthsBelow(percentage)).toBeGreaterThanOrEqual(100_000);
  });
});
