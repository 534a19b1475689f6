import type { Flag, Strategy } from "../model/flag.js";
import { abTestPrefix, rolloutPrefix, thousandthsBelow } from "./bucket.js";
import { DomainSet } from "./domain-set.js";
import { HashPrefix } from "./md5.js";
import { variantRanges, type VariantRange } from "./variants.js";

// Shared by the flags whose strategy needs none: there may be 100,000 of them.
const noTargets: ReadonlySet<string> = new Set();
const noDomains = new DomainSet(noTargets);
const noPrefix = new HashPrefix("");
const noRanges: readonly VariantRange[] = [];

/** A flag as evaluation needs it, made once for many users. It holds only what the flag's strategy looks at. */
export class PreparedFlag {
  readonly name: string;
  readonly enabled: boolean;
  readonly strategy: Strategy;
  readonly percentage: number;
  /** `percentage` in thousandths: positions below it are in the rollout. */
  readonly threshold: number;
  /** What a user's id is appended to before hashing, by `percentage` and `ab_test`. */
  readonly prefix: HashPrefix;
  /** The list of the strategy: user ids, tiers or domains. */
  readonly targets: ReadonlySet<string>;
  /** The same domains once more, for the question of `email_domain`. */
  readonly domains: DomainSet;
  /** The variants of `ab_test`. */
  readonly ranges: readonly VariantRange[];

  constructor(flag: Flag) {
    this.name = flag.name;
    this.enabled = flag.enabled;
    this.strategy = flag.strategy;
    this.percentage = flag.percentage;
    this.threshold = thousandthsBelow(flag.percentage);
    this.prefix = prefixOf(flag);
    this.targets = targetsOf(flag);
    this.domains = flag.strategy === "email_domain" ? new DomainSet(this.targets) : noDomains;
    this.ranges = flag.strategy === "ab_test" ? variantRanges(flag.ab_test_allocation) : noRanges;
  }
}

function prefixOf(flag: Flag): HashPrefix {
  switch (flag.strategy) {
    case "percentage":
      return rolloutPrefix(flag.name);
    case "ab_test":
      return abTestPrefix(flag.name);
    default:
      return noPrefix;
  }
}

function targetsOf(flag: Flag): ReadonlySet<string> {
  switch (flag.strategy) {
    case "user_list":
      return new Set(flag.user_ids);
    case "user_tier":
      return new Set(flag.user_tiers);
    case "email_domain":
      return new Set(flag.email_domains);
    default:
      return noTargets;
  }
}
