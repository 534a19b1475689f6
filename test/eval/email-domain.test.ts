import { describe, expect, it } from "vitest";

import { emailDomain } from "../../src/eval/email-domain.js";

describe("emailDomain", () => {
  it.each([
    ["ada@example.org", "example.org"],
    ["ADA@Example.ORG", "example.org"],
    ["ada@MÜNCHEN.de", "münchen.de"],
    ["ada@first.org@second.org", "first.org"],
    ["ada@@example.org", ""],
    ["ada@", ""],
    ["@example.org", "example.org"],
    ["ada", null],
    ["", null],
    [undefined, null],
  ])("of %j is %j", (email, domain) => {
    expect(emailDomain({ userId: "ada", email })).toBe(domain);
  });
});
