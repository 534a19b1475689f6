/** Errors make the file fail; warnings only where that is asked for. */
export type Severity = "error" | "warning";

interface Rule {
  readonly severity: Severity;
  /** What the rule is about, as a sentence for people who meet its name in a report. */
  readonly summary: string;
  /** Whether `ff validate --fix` mends it, or where it does: only where nobody gains or loses a flag by it. */
  readonly fixable?: "yes" | "where it decides nothing";
}

/** Every rule of `ff validate`, under the name that reports give. The one table: formats and documentation read it. */
export const rules = {
  syntax: {
    severity: "error",
    summary: "The file is one JSON object in UTF-8. Nothing else of it can be checked until it is.",
  },
  type: {
    severity: "error",
    summary: "Each field has a value of its type. Otherwise the flag is damaged: off for everybody.",
  },
  "missing-name": { severity: "error", summary: "A flag has a `name`. Otherwise it is damaged: off for everybody." },
  "unknown-strategy": {
    severity: "error",
    summary: "The strategy is one that readers know. Otherwise the flag is damaged: off for everybody.",
  },
  "duplicate-flag": {
    severity: "error",
    summary: "A flag stands in the file once. Readers take the last of several, and ff refuses to edit.",
  },
  "duplicate-key": {
    severity: "error",
    summary: "A key stands in an object once. Readers take the last of several and drop the others when they write.",
  },
  "key-is-name": {
    severity: "error",
    summary: "A flag's key is its `name`: applications ask by key, rollouts hash the name.",
  },
  "duplicate-name": {
    severity: "error",
    summary: "No two flags have the same `name`: they would pick the same users in every rollout.",
  },
  "name-unicode": {
    severity: "error",
    summary: "A flag's name is well-formed Unicode. Otherwise it can't be hashed, and other readers fail on it.",
  },
  "percentage-range": { severity: "error", summary: "A percentage is a number from 0 to 100." },
  "share-range": { severity: "error", summary: "A variant's share is a number from 0 to 100." },
  "shares-sum": { severity: "error", summary: "The shares of the variants sum to 100, so that each user gets one." },
  timestamp: { severity: "error", summary: "`created_at` and `updated_at` are timestamps, or null." },
  "no-such-time": { severity: "error", summary: "A timestamp names a day and an hour that there are." },
  "name-form": {
    severity: "warning",
    summary:
      "A name, a flag's or a variant's, can be seen and typed again: not empty, no outer spaces, no control or invisible characters.",
  },
  "percentage-decimals": {
    severity: "warning",
    summary: "A percentage has at most three decimals: users are told apart in steps of 0.001 percent.",
  },
  "share-fraction": {
    severity: "warning",
    summary: "A share is a whole percentage, since A/B tests have a hundred buckets.",
  },
  "unused-variant": { severity: "warning", summary: "A variant has a share above zero. Otherwise nobody gets it." },
  "single-variant": {
    severity: "warning",
    summary: "An A/B test has two variants or more. Otherwise it compares nothing.",
  },
  "empty-list": {
    severity: "warning",
    summary: "What the strategy looks at is not empty. Otherwise the flag is off for everybody.",
  },
  "duplicate-item": { severity: "warning", summary: "An item stands in a list once.", fixable: "yes" },
  "item-form": {
    severity: "warning",
    summary:
      "An item of a list is not empty, has no outer spaces and is well-formed Unicode: items match as they are spelled.",
  },
  "domain-case": {
    severity: "warning",
    summary: "Email domains are in lower case, as users' domains are compared. Others never match.",
    fixable: "where it decides nothing",
  },
  "domain-form": {
    severity: "warning",
    summary:
      "An email domain is the part behind the @: names between single dots, no wildcards. Others match no proper address.",
    fixable: "where it decides nothing",
  },
  "timestamp-format": {
    severity: "warning",
    summary: "Timestamps are naive UTC, `YYYY-MM-DDTHH:MM:SS`: older Python can't read `Z` or compare offsets.",
    fixable: "yes",
  },
  expired: {
    severity: "warning",
    summary:
      "`metadata.expires` is in the future: a flag past it is to be removed. A day ends with its last hour, in UTC.",
  },
  "expires-format": { severity: "warning", summary: "`metadata.expires` is a timestamp." },
  "no-owner": { severity: "warning", summary: "`metadata.owner` says whom to ask about the flag." },
  "unknown-key": { severity: "warning", summary: "A flag holds no keys but the documented ones. Nobody reads others." },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

/** The table as a list, in its order. */
export const ruleList = Object.entries<Rule>(rules).map(([name, rule]) => ({ name: name as RuleName, ...rule }));
