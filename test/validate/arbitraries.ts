import fc from "fast-check";
import { strategies } from "../../src/model/flag.js";

const text = fc.oneof(
  fc.constantFrom("", "A", "pro", " pro", "company.com", "Company.com", "@partner.org", "a@b.com", "日本 🚀", "\ud83d"),
  fc.string(),
);
const anything = fc.oneof(fc.constantFrom(null, true, "true", 50, "50", -1, Infinity), fc.jsonValue({ maxDepth: 1 }));
const number = fc.oneof(fc.integer({ min: -5, max: 105 }), fc.constantFrom(0, 100, 33.3, 33.33333, 100.001, -0.001));
const timestamp = fc.oneof(
  fc.constantFrom(
    "2024-01-25T10:30:00",
    "2024-01-25T10:30:00Z",
    "2024-02-31T10:30:00",
    "2024-13-01",
    "yesterday",
    "",
    " ",
  ),
  fc.constantFrom(
    "2024-01-25 10:30+0100",
    "2024-01-25T10:30:00.5Z",
    "9999-12-31T23:00-05:00",
    "0100-01-01T00:00+01:00",
  ),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2200-01-01") }).map((date) => date.toISOString()),
);
const orAnything = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: anything });
const list = fc.array(orAnything(text), { maxLength: 4 });

/** A value of the file that may be a flag, may be nearly one, and may be anything. `key` is often its name. */
export const flagValue = (key: string): fc.Arbitrary<unknown> =>
  orAnything(
    fc.record(
      {
        name: orAnything(fc.oneof(fc.constant(key), text)),
        enabled: orAnything(fc.boolean()),
        strategy: orAnything(fc.constantFrom(...strategies, "gradual")),
        percentage: orAnything(number),
        user_ids: orAnything(list),
        user_tiers: orAnything(list),
        email_domains: orAnything(list),
        ab_test_variant: orAnything(fc.option(text)),
        ab_test_allocation: orAnything(fc.dictionary(fc.constantFrom("A", "B", " C", ""), orAnything(number))),
        metadata: orAnything(fc.record({ owner: anything, expires: orAnything(timestamp) }, { requiredKeys: [] })),
        created_at: orAnything(fc.option(timestamp)),
        updated_at: orAnything(fc.option(timestamp)),
        jira: anything,
      },
      { requiredKeys: ["name"] },
    ),
  );

/** A domain as people write it into a list, or have it behind the "@" of their address. */
export const domainText: fc.Arbitrary<string> = fc.constantFrom(
  ...["company.com", "Company.com", "@company.com", " company.com ", "partner.org", "@PARTNER.org", "a@b.com", ""],
);

/** A readable flag with email domains, which decide now or do not. */
export const domainFlag = (name: string): fc.Arbitrary<unknown> =>
  fc.record({
    name: fc.constant(name),
    enabled: fc.boolean(),
    strategy: fc.constantFrom("email_domain", ...strategies),
    email_domains: fc.array(domainText, { maxLength: 4 }),
  });

/** The text of a file: its flags under keys of which some stand twice, and numbers that are too large for JavaScript. */
export const fileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom("new_dashboard", "checkout_flow", "__proto__", ""), text), { maxLength: 4 })
  .chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), flagValue(key)))))
  .map((flags) => `{\n${flags.map(([key, value]) => `  ${json(key)}: ${json(value)}`).join(",\n")}\n}\n`);

function json(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (item === Infinity ? "1e400!" : item)).replaceAll(
    '"1e400!"',
    "1e400",
  );
}
