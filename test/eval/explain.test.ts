import { describe, expect, it } from "vitest";

import type { Detail } from "../../src/eval/evaluation.js";
import { explain } from "../../src/eval/explain.js";

const sentences: readonly (readonly [Detail, string])[] = [
  [{ kind: "disabled" }, "the flag is disabled"],
  [{ kind: "everybody" }, "everybody gets it"],
  [{ kind: "nobody" }, "nobody gets it"],
  [{ kind: "no_user" }, "the strategy depends on the user, and none was given"],
  [{ kind: "below_percentage", position: 24.371, percentage: 50 }, "bucket 24 is below 50"],
  [{ kind: "not_below_percentage", position: 50, percentage: 50 }, "bucket 50 is not below 50"],
  [{ kind: "below_percentage", position: 24.37, percentage: 24.5 }, "position 24.370 is below 24.5"],
  [{ kind: "not_below_percentage", position: 24.371, percentage: 0.125 }, "position 24.371 is not below 0.125"],
  [{ kind: "listed", list: "user_ids", value: "ada" }, 'user "ada" is listed'],
  [{ kind: "listed", list: "user_tiers", value: "pro" }, 'tier "pro" is listed'],
  [{ kind: "not_listed", list: "email_domains", value: "b\n.c" }, 'domain "b\\n.c" is not listed'],
  [{ kind: "no_tier" }, "the user has no tier"],
  [{ kind: "no_email_domain", email: null }, "the user has no email"],
  [{ kind: "no_email_domain", email: "ada" }, 'the email "ada" has no domain'],
  [
    { kind: "assigned", bucket: 60, variant: "B", from: 50, to: 100 },
    'bucket 60 falls to variant "B", from 50 to below 100',
  ],
  [{ kind: "unassigned", bucket: 93, assigned: 90 }, "bucket 93 falls to no variant: the shares sum to 90"],
  [{ kind: "unknown_flag" }, "there is no such flag"],
  [{ kind: "damaged", problems: ["no name", "no strategy"] }, "the flag can't be read: no name; no strategy"],
  [{ kind: "unhashable_name" }, "the flag's name is not well-formed Unicode, so that no bucket can be computed"],
  [{ kind: "unhashable_user" }, "the user id is not well-formed Unicode text, so that no bucket can be computed"],
];

describe("explain", () => {
  it.each(sentences)("%j", (detail, sentence) => {
    expect(explain(detail)).toBe(sentence);
  });
});
