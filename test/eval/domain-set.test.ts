import fc from "fast-check";
import { expect, it } from "vitest";

import { DomainSet } from "../../src/eval/domain-set.js";
import { domainAt, startOfDomain } from "../../src/eval/email-domain.js";

const letters = fc.constantFrom("a", "b", "A", "B", "z", "Z", "@", "[", "`", "{", ".", "é", "É", "İ", "\u212a", "k");
const text = fc.string({ unit: letters, maxLength: 4 });

it("has the domain of an address exactly when the list has its lower case", () => {
  let had = 0;
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), text, text, (domains, local, domain) => {
      const email = `${local}@${domain}`;
      const start = startOfDomain(email);
      const list = new Set(domains);
      const expected = list.has(domainAt(email, start));
      if (expected) had++;
      expect(new DomainSet(list).hasDomainAt(email, start)).toBe(expected);
    }),
    { numRuns: 20_000 },
  );
  expect(had).toBeGreaterThan(500);
});

it("tells domains of the same hash apart", () => {
  // To base 31, "ao" and "c1" come to the same number.
  const both = new DomainSet(new Set(["ao.com", "c1.com"]));
  const one = new DomainSet(new Set(["ao.com"]));
  const has = (domains: DomainSet, domain: string): boolean => domains.hasDomainAt(`ada@${domain}`, 4);
  expect(["ao.com", "AO.com", "C1.COM", "c2.com"].map((domain) => has(both, domain))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(["AO.COM", "c1.com", "ao.co", "ao.comm", ""].map((domain) => has(one, domain))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
