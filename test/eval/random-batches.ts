import fc from "fast-check";

import { strategies } from "../../src/model/flag.js";

export interface Batch {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly users: readonly ({ readonly user_id: string; readonly email?: string; readonly tier?: string } | null)[];
}

// Small pools, so that lists and users meet.
const userId = fc.oneof(
  { weight: 4, arbitrary: fc.nat(60).map((n) => `user-${n}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("", "üser-1", "用户3", "🙂31", "e\u0301", "é", "a:b", "ab_test:1", "\u0000", "\ud83d"),
  },
  { weight: 1, arbitrary: fc.nat(150).map((length) => "x".repeat(length)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.array(fc.nat(0xffff), { maxLength: 4 }).map((units) => String.fromCharCode(...units)) },
);
const tier = fc.constantFrom("free", "pro", "Pro", "PRO", "vip plus", "企業", "");
const domain = fc.constantFrom(
  "company.com",
  "sub.company.com",
  "Company.com",
  "münchen.de",
  "οδος.gr",
  "i\u0307.tr",
  "",
);
const email = fc
  .tuple(
    fc.constantFrom("ada", "", "a+b", "Ada"),
    fc.constantFrom("@", "@", "@", "@@", ""),
    fc.oneof(domain, fc.constantFrom("COMPANY.com", "MÜNCHEN.DE", "ΟΔΟΣ.GR", "İ.TR", "\u212aelvin.org")),
    fc.constantFrom("", "", "", "@", "@company.com"),
  )
  .map((parts) => parts.join(""));
const user = fc.option(fc.record({ user_id: userId, email, tier }, { requiredKeys: ["user_id"] }), { freq: 20 });

const percentage = fc.oneof(
  fc.nat(100),
  fc.nat(100_000).map((thousandths) => thousandths / 1000),
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(-1, -0.5, 0, 1e-9, 99.9995, 100, 100.5, 1e6, 33.000000000000007, 32.99999999999999),
);
const variant = fc.oneof(
  fc.constantFrom("control", "A", "B", "a", "10", "9", "é", "Ａ", "🚀", "𝒳", "\ud83d", "\uffff", "__proto__", ""),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const share = fc.oneof(
  fc.nat(60),
  fc.nat(600).map((tenths) => tenths / 10),
  fc.constantFrom(0, -5, 100, 33.3, 33.4),
);

/** Flags as a file may hold them: fields missing, more fields than the strategy needs, and some that can't be read. */
const flag = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.record(
      {
        name: fc.oneof(
          fc.constantFrom("new_dashboard", "größe.3", "検索_8", "🚀launch", "a:b", "", "half \ud83d"),
          fc.string({ unit: "grapheme", maxLength: 60 }),
        ),
        enabled: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
        strategy: fc.constantFrom(...strategies, "percentage", "ab_test"),
        percentage,
        user_ids: fc.array(userId, { maxLength: 30 }),
        user_tiers: fc.array(tier, { maxLength: 4 }),
        email_domains: fc.array(domain, { maxLength: 4 }),
        ab_test_allocation: fc.array(fc.tuple(variant, share), { maxLength: 6 }).map((e) => Object.fromEntries(e)),
      },
      { requiredKeys: ["name", "enabled", "strategy"] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ enabled: true, strategy: "all" }, { name: "a", strategy: "everyone" }, null, 7),
  },
  { weight: 1, arbitrary: fc.constantFrom({ name: "bare" }, { name: "bare", enabled: true }) },
);

/** `count` batches of 100 flags and 100 users: 10,000 evaluations each. The same seed gives the same ones. */
export function randomBatches(seed: number, count: number): Batch[] {
  const flags = fc.sample(flag, { seed, numRuns: count * 100 });
  const users = fc.sample(user, { seed: seed + 1, numRuns: count * 100 });
  return Array.from({ length: count }, (_, batch) => ({
    flags: Object.fromEntries(flags.slice(batch * 100, batch * 100 + 100).map((value, i) => [`flag_${i}`, value])),
    users: users.slice(batch * 100, batch * 100 + 100),
  }));
}
